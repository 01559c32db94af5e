#include "shared/protocol/record_codec.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "shared/base/file.hpp"

namespace waymark {
namespace {

using nlohmann::json;

constexpr Time noon = from_epoch_ms(1'774'868'400'000);

Result<Record> read(const std::string& text) {
    return read_record(json::parse(text), noon, {});
}

Record good(const std::string& text) {
    const auto record = read(text);
    if (!record) ADD_FAILURE() << to_text(record.error());
    return record.value_or(Record{});
}

struct BadRecord {
    std::string text;
    std::string told;
};

std::ostream& operator<<(std::ostream& out, const BadRecord& bad) {
    return out << bad.text.substr(0, 100);
}

class BadRecordTest : public testing::TestWithParam<BadRecord> {};

TEST_P(BadRecordTest, IsRejectedWithItsPlaceAndWhatIsAllowed) {
    const auto record = read(GetParam().text);
    ASSERT_FALSE(record.has_value());
    EXPECT_EQ(to_text(record.error()), GetParam().told);
    const auto parsed = parse_record(GetParam().text, noon, {});
    ASSERT_FALSE(parsed.has_value());
    EXPECT_EQ(to_text(parsed.error()), GetParam().told);
}

std::string with_fields(std::size_t count) {
    json record{{"type", "feed.alive"}};
    for (std::size_t i = 0; i < count; ++i)
        record["field" + std::to_string(i)] = i;
    return record.dump();
}

std::string offered(const std::string& field, const json& value) {
    json record{{"type", "contact.offered"}, {"id", "1"}, {"contact", "c"}, {"queue", "q"}};
    record[field] = value;
    return record.dump();
}

const std::string duration_rule =
    " is no duration; allowed are seconds from 0 to 34560000, which is 400 days";
const std::string time_rule =
    " is no time; allowed are RFC 3339 with an offset, as \"2026-03-30T08:00:00+01:00\", or whole "
    "epoch milliseconds";

INSTANTIATE_TEST_SUITE_P(
    All, BadRecordTest,
    testing::Values(
        BadRecord{"7", "7 is no record; a record is an object with a \"type\""},
        BadRecord{"null", "null is no record; a record is an object with a \"type\""},
        BadRecord{"[]", "[] is no record; a record is an object with a \"type\""},
        BadRecord{"{}", "/type: is missing; as \"contact.offered\" or \"sample\""},
        BadRecord{R"({"type":""})", "/type: is missing; as \"contact.offered\" or \"sample\""},
        BadRecord{R"({"type":null})", "/type: is missing; as \"contact.offered\" or \"sample\""},
        BadRecord{R"({"type":true})", "/type: true is no text"},
        BadRecord{R"({"type":"contact.offered","contact":"c","queue":"q"})",
                  "/id: is missing; every event needs an id, unique within its feed"},
        BadRecord{R"({"type":"contact.offered","id":"","contact":"c","queue":"q"})",
                  "/id: is missing; every event needs an id, unique within its feed"},
        BadRecord{R"({"type":"contact.offered","id":"1","queue":"q"})",
                  "/contact: is missing; \"contact.offered\" needs it"},
        BadRecord{R"({"type":"contact.offered","id":"1","contact":"","queue":"q"})",
                  "/contact: is missing; \"contact.offered\" needs it"},
        BadRecord{R"({"type":"contact.offered","id":"1","contact":"c","queue":null})",
                  "/queue: is missing; \"contact.offered\" needs it"},
        BadRecord{R"({"type":"contact.answered","id":"1","contact":"c","queue":"q"})",
                  "/agent: is missing; \"contact.answered\" needs it"},
        BadRecord{R"({"type":"contact.linked","id":"1","contact":"c"})",
                  "/ticket: is missing; \"contact.linked\" needs it"},
        BadRecord{R"({"type":"agent.state","id":"1","agent":"a"})",
                  "/state: is missing; \"agent.state\" needs it"},
        BadRecord{R"({"type":"ticket.created","id":"1"})",
                  "/ticket: is missing; \"ticket.created\" needs it"},
        BadRecord{R"({"type":"value.entered","id":"1","kpi":"k"})",
                  "/period: is missing; \"value.entered\" needs it"},
        BadRecord{R"({"type":"sample","metric":"m"})", "/value: is missing; \"sample\" needs it"},
        BadRecord{R"({"type":"sample","metric":"m","value":"5"})", "/value: \"5\" is no number"},
        BadRecord{R"({"type":"sample","value":5})", "/metric: is missing; \"sample\" needs it"},
        BadRecord{offered("wait", -1), "/wait: -1" + duration_rule},
        BadRecord{offered("wait", 1e9), "/wait: 1000000000.0" + duration_rule},
        BadRecord{offered("ttl", 1e300), "/ttl: 1e+300" + duration_rule},
        BadRecord{R"({"type":"sample","metric":"m","value":-1e16})",
                  "/value: -1e+16 is out of range; allowed are -1e15 to 1e15"},
        BadRecord{offered("wait", "20s"), "/wait: \"20s\" is no number"},
        BadRecord{offered("score", true), "/score: true is no number"},
        BadRecord{offered("queue", json::array({"q"})), "/queue: [\"q\"] is no text"},
        BadRecord{offered("contact", 1.5), "/contact: 1.5 is no text"},
        BadRecord{offered("contact", std::string(101, 'x')),
                  "/contact: has 101 octets; at most 100 are allowed"},
        BadRecord{offered("id", std::string(101, 'x')),
                  "/id: has 101 octets; at most 100 are allowed"},
        BadRecord{offered("note", std::string(8193, 'x')),
                  "/note: has 8193 octets; at most 8192 are allowed"},
        BadRecord{offered("nested", json::array({json::array({std::string(8192, 'x')})})),
                  "/nested: has 8198 octets; at most 8192 are allowed"},
        BadRecord{offered(std::string(101, 'x'), 1),
                  "a field's name has 101 octets; 1 to 100 are allowed"},
        BadRecord{offered("", 1), "a field's name has 0 octets; 1 to 100 are allowed"},
        BadRecord{offered("a/b~c", json::object({{"x", std::string(9000, 'x')}})),
                  "/a~1b~0c: has 9008 octets; at most 8192 are allowed"},
        BadRecord{with_fields(65), "has 65 fields; at most 64 are allowed"},
        BadRecord{offered("time", "yesterday"), "/time: \"yesterday\"" + time_rule},
        BadRecord{offered("time", "2026-03-30T08:00:00"),
                  "/time: \"2026-03-30T08:00:00\"" + time_rule},
        BadRecord{offered("time", 1.5), "/time: 1.5" + time_rule},
        BadRecord{offered("time", -1), "/time: -1" + time_rule},
        BadRecord{offered("time", 7'258'118'400'000), "/time: 7258118400000" + time_rule},
        BadRecord{offered("time", UINT64_MAX), "/time: 18446744073709551615" + time_rule}),
    [](const auto& one) { return "Case" + std::to_string(one.index); });

TEST(RecordCodec, TakesTheTimeOfReceiptWhereNoneIsGiven) {
    EXPECT_EQ(good(R"({"type":"feed.alive"})").time, noon);
    EXPECT_EQ(good(R"({"type":"feed.alive","time":null})").time, noon);
    EXPECT_EQ(good(R"({"type":"feed.alive","time":1774857600000})").time,
              from_epoch_ms(1'774'857'600'000));
    EXPECT_EQ(good(R"({"type":"feed.alive","time":"2026-03-30T09:00:00+01:00"})").time,
              from_epoch_ms(1'774'857'600'000));
}

TEST(RecordCodec, TextThatIsNoJsonIsNoRecordHoweverItBegins) {
    const auto told = [](const std::string& text) {
        return to_text(parse_record(text, noon, {}).error());
    };
    EXPECT_EQ(told(R"({"type":true)"), "/type: not JSON, near line 1 column 12");
    EXPECT_EQ(told(R"({"a":1,"type":"x","a":2})"), "/a: key \"a\" stands twice");
    EXPECT_EQ(told(R"({"a":{"b":[1,2,}})"), "/a/b/2: not JSON, near line 1 column 16");
}

TEST(RecordCodec, NamesAreTextWhateverTheSourceWrites) {
    const Record record = good(R"({"type":"ticket.created","id":17,"ticket":4711,"priority":1})");
    EXPECT_EQ(record.id, "17");
    EXPECT_EQ(record.text("ticket"), "4711");
    EXPECT_EQ(record.text("priority"), "1");
}

TEST(RecordCodec, UnknownTypesAndFieldsAreKept) {
    const Record record = good(
        R"({"type":"parcel.sent","weight":2.5,"fragile":true,"tags":["a","b"],"to":"x","deep":{"a":[1]}})");
    EXPECT_EQ(record.type, "parcel.sent");
    EXPECT_EQ(record.number("weight"), 2.5);
    EXPECT_EQ(*record.find("fragile"), FieldValue{true});
    EXPECT_EQ(*record.find("tags"), (FieldValue{std::vector<std::string>{"a", "b"}}));
    EXPECT_EQ(*record.find("deep"), (FieldValue{RawJson{R"({"a":[1]})"}}));
}

TEST(RecordCodec, NumbersTooLargeToSumAreKeptAndNotComputedWith) {
    const Record record = good(R"({"type":"parcel.sent","id":"1","serial":12345678901234567890})");
    EXPECT_EQ(*record.find("serial"), (FieldValue{RawJson{"12345678901234567890"}}));
}

TEST(RecordCodec, EveryTypeOfTheCatalogueIsAcceptedWithWhatItNeeds) {
    for (const RecordType& type : record_types()) {
        if (type.name == "annotation.added") continue;  // its kinds are few: AnnotationRecord
        json record{{"type", type.name}};
        if (type.is_event) record["id"] = "1";
        for (const std::string_view field : type.required)
            record[std::string{field}] = field == "value" ? json(1) : json("x");
        EXPECT_TRUE(read_record(record, noon, {}).has_value()) << record;
    }
}

TEST(RecordCodec, EveryTypeOfTheCatalogueIsDescribed) {
    const auto text = read_file(WAYMARK_SOURCE_DIR "/docs/feeding-metrics.md", 1 << 20).value();
    for (const RecordType& type : record_types())
        EXPECT_NE(text.find('`' + std::string{type.name} + '`'), text.npos) << type.name;
}

TEST(RecordCodec, TheStoresLineIsReadBackUnchanged) {
    const Record record = good(
        R"({"type":"ticket.resolved","id":"a","ticket":4711,"first_contact":true,"level":1,
            "time":1774857600123,"tags":["x"],"none":[],"deep":{"a":[1,null]},"text":"\u00fc\n"})");
    const auto again = parse_record(write_record(record), Time{}, {});
    ASSERT_TRUE(again.has_value()) << to_text(again.error());
    EXPECT_EQ(*again, record);
}

RC_GTEST_PROP(RecordCodec, AnyRecordsLineIsReadBackUnchanged, ()) {
    json value{{"type", "contact.ended"}, {"id", "1"}, {"contact", "c"}};
    const auto fields =
        *rc::gen::container<std::vector<std::pair<std::string, double>>>(rc::gen::pair(
            rc::gen::nonEmpty(rc::gen::string<std::string>()), rc::gen::arbitrary<double>()));
    for (const auto& [name, number] : fields) {
        const std::string key =
            "x" + json(name).dump(-1, ' ', true, json::error_handler_t::replace);
        if (key.size() <= 100 && value.size() < 60 && std::abs(number) < 1e15) value[key] = number;
    }
    const auto record = read_record(value, noon, {});
    RC_ASSERT(record.has_value());
    const auto again = parse_record(write_record(*record), Time{}, {});
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == *record);
}

}  // namespace
}  // namespace waymark
