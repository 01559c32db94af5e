#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "shared/protocol/record_codec.hpp"

namespace waymark {
namespace {

constexpr Time noon = from_epoch_ms(1'774'868'400'000);

/// A checked record, or what is wrong with it, as one text to compare.
std::string shown(const Result<Record>& record) {
    return record ? write_record(*record) : to_text(record.error());
}

Record with(const std::string& field, FieldValue value) {
    Record record{.type = "contact.offered",
                  .id = "1",
                  .time = noon,
                  .fields = {{"contact", "c"}, {"queue", "q"}}};
    record.fields.insert_or_assign(field, std::move(value));
    return record;
}

TEST(CheckedRecord, IsTheOneThatWasMade) {
    Record record = with("deep", RawJson{R"({"a":[1]})"});
    record.fields.insert_or_assign("tags", std::vector<std::string>{"a", "ü"});
    record.fields.insert_or_assign("warm", true);
    record.fields.insert_or_assign("wait", 0.1);
    EXPECT_EQ(check_record(record, {}), record);
    record.time = noon + Duration{17};
    EXPECT_EQ(check_record(record, {}), record);
}

TEST(CheckedRecord, HasOnlyTextsNumbersAndTimesThatAreSome) {
    EXPECT_EQ(check_record(with("x", "a\xff"), {})->text("x"), "a\xef\xbf\xbd");
    EXPECT_EQ(check_record(with("x", std::nan("")), {})->find("x"), nullptr);
    EXPECT_EQ(shown(check_record(with("wait", std::numeric_limits<double>::infinity()), {})),
              write_record({.type = "contact.offered",
                            .id = "1",
                            .time = noon,
                            .fields = {{"contact", "c"}, {"queue", "q"}}}));
    EXPECT_EQ(shown(check_record(with("wait", "long"), {})), "/wait: \"long\" is no number");
    EXPECT_EQ(shown(check_record(with("queue", 4.0), {})), "/queue: 4.0 is no text");
    EXPECT_FALSE(check_record(with("deep", RawJson{"{"}), {}));
    EXPECT_FALSE(check_record(with("deep", RawJson{std::string(100'000, '[')}), {}));
    for (const Time time : {Time{Duration{-1}}, from_epoch_ms(7'258'118'400'000), Time::max()}) {
        Record record = with("x", "y");
        record.time = time;
        EXPECT_FALSE(check_record(record, {}));
    }
}

/// Texts about as long as some limit, and with octets that are no UTF-8.
rc::Gen<std::string> texts() {
    return rc::gen::oneOf(rc::gen::element<std::string>(
                              "", "a", "4711", "\xff", "\xe2\x82", "a\xc3\x28", "ü\n\"",
                              std::string(100, 'x'), std::string(101, 'x'), std::string(60, '\xff'),
                              std::string(8192, 'y'), std::string(8193, 'y')),
                          rc::gen::string<std::string>());
}

rc::Gen<FieldValue> values() {
    using rc::gen::cast;
    return rc::gen::oneOf(
        cast<FieldValue>(texts()), cast<FieldValue>(rc::gen::arbitrary<bool>()),
        cast<FieldValue>(rc::gen::element(0.0, -1.0, 0.1, 4.0, 1e15, 2e15, 1e300, 34'560'000.0,
                                          34'560'001.0, std::nan(""), -HUGE_VAL)),
        cast<FieldValue>(rc::gen::container<std::vector<std::string>>(texts())),
        rc::gen::map(rc::gen::element<std::string>(R"({"a":[1,null]})", "[]", "7", "null", "true",
                                                   R"("text")", R"(["a","b"])", "1e300",
                                                   R"({"long":")" + std::string(8192, 'z') + "\"}"),
                     [](std::string text) -> FieldValue { return RawJson{std::move(text)}; }));
}

RC_GTEST_PROP(CheckedRecord, IsWhatItsLineWouldBeReadAs, ()) {
    Record record;
    record.type = *rc::gen::element<std::string>("", "sample", "contact.offered", "door.opened",
                                                 "feed.alive", "x\xff", std::string(101, 't'));
    record.id = *rc::gen::element<std::string>("", "1", "\xff", std::string(101, 'i'));
    record.time = noon + Duration{*rc::gen::inRange(0, 2'000'000)};
    const auto fields = *rc::gen::container<std::vector<std::pair<std::string, FieldValue>>>(
        rc::gen::pair(rc::gen::element<std::string>(
                          "contact", "queue", "wait", "value", "metric", "x", "a", "zzz", "", "id",
                          "time", "type", "customer", std::string(100, 'n'), std::string(101, 'n')),
                      values()));
    for (const auto& [name, value] : fields)
        record.fields.insert_or_assign(name, value);
    const int more = *rc::gen::element(0, 0, 0, 60, 65);
    for (int i = 0; i < more; ++i)
        record.fields.insert_or_assign("more" + std::to_string(i), true);
    const auto checked = check_record(record, {});
    const auto parsed = parse_record(write_record(record), Time{}, {});
    RC_ASSERT(shown(checked) == shown(parsed));
    RC_ASSERT(checked.has_value() == parsed.has_value());
    if (checked) RC_ASSERT(*checked == *parsed);
}

}  // namespace
}  // namespace waymark
