#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/mapping_try.hpp"

namespace waymark::server {
namespace {

using test::map_message;

std::string often(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

std::string rules_for(const std::string& format) {
    return R"({"decode":")" + format + R"x(","common":{"time":{"path":"/t","type":"time",
                "time_format":"epoch_ms"},"ticket":{"path":"/id","regex":"(\\d+)"}},
            "rules":[{"when":[["/a","match","x*y"],["/b","gt",1]],"emit":"ticket.created"},
                     {"foreach":"","emit":"sample","fields":{"metric":{"key":true},
                        "value":{"first":["/value",""],"type":"number"},"wait":"/wait",
                        "of":{"find":"","where":[["","exists"]],"path":"/id"}}},
                     {"emit":"custom","fields":{"all":"","ticket":"/id"}}]})x";
}

const std::vector<std::string> formats{"json", "items", "ndjson", "form", "csv", "prometheus"};

/// Octets that formats are made of, more often than others.
rc::Gen<std::string> bodies() {
    const auto octet = rc::gen::weightedOneOf<char>(
        {{6, rc::gen::elementOf(std::string("{}[]\",:;=&%\\\n\r#ab01.-e+ "))},
         {1, rc::gen::arbitrary<char>()}});
    const auto word = rc::gen::elementOf(std::vector<std::string>{
        "{\"id\":1}", "\"value\":", "nan", "1e999", "null", "id,a,b\n", "# TYPE a gauge\n",
        "a{b=\"c\"} 1\n", "%C3%A9", "\"\"", "\xc3\xa9", "\"id\":\"x-12\"", "[{\"t\":1}]"});
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(
                            rc::gen::oneOf(rc::gen::container<std::string>(octet), word)),
                        [](const std::vector<std::string>& parts) {
                            std::string body;
                            for (const std::string& part : parts)
                                body += part;
                            return body;
                        });
}

RC_GTEST_PROP(MappingProperty, AnyOctetsMakeRecordsOrReasonsAndNeverACrash, ()) {
    const std::string body = *bodies();
    for (const std::string& format : formats) {
        const auto mapping = test::mapping_of(rules_for(format));
        std::vector<MappingStep> steps;
        const auto batch = mapping.records_of({body, "", {}, test::received}, &steps);
        const auto again = mapping.records_of({body, "", {}, test::received}, nullptr);
        RC_ASSERT(batch.has_value() == again.has_value());
        if (!batch) continue;
        RC_ASSERT(batch->records == again->records);
        RC_ASSERT(batch->places.size() == batch->records.size());
        for (const Record& record : batch->records) {
            const auto read = parse_record(write_record(record), Time{}, {});
            RC_ASSERT(read.has_value());
            RC_ASSERT(*read == record);
        }
    }
}

/// A CSV or NDJSON body with a good element behind whatever else.
RC_GTEST_PROP(MappingProperty, AGoodLineAfterAnythingIsTaken, ()) {
    std::string junk = *bodies();
    // What stands in quotation marks may hold lines, so of a table only its balance can be known.
    std::erase(junk, '"');
    const std::string rules =
        R"("rules":[{"emit":"contact.offered","fields":{"id":"/id","contact":"/id","queue":"/q"}}]})";
    const auto lines =
        map_message(R"({"decode":"ndjson",)" + rules, junk + "\n{\"id\":\"good\",\"q\":\"a\"}\n");
    const auto rows = map_message(R"({"decode":"csv",)" + rules, "id,q\n" + junk + "\ngood,a\n");
    const auto form =
        map_message(R"({"decode":"csv",)" + rules, "id,q\n1,\"" + junk + "\ngood,a\n");
    const auto ends_well = [](const test::Mapped& mapped) {
        return !mapped.records.empty() && mapped.records.back().at("id") == "good";
    };
    // What begins like a web page is refused as one.
    RC_ASSERT(!lines.error.empty() || ends_well(lines));
    RC_ASSERT(ends_well(rows));
    RC_ASSERT(ends_well(form));
}

TEST(MappingLimits, AMessageMakesSoManyRecordsAtMost) {
    const std::string rules = R"({"decode":"ndjson","rules":[{"emit":"custom","also":true,
        "fields":{"id":"/id"}},{"emit":"other","fields":{"id":"/id"}}]})";
    EXPECT_EQ(map_message(rules, often("{\"id\":1}\n", 10'000)).records.size(), 20'000u);
    EXPECT_EQ(map_message(rules, often("{\"id\":1}\n", 10'001)).error,
              "makes more than 20000 records; send it in parts");
    EXPECT_EQ(map_message(rules, often("{\n", 20'001)).error,
              "makes more than 20000 records; send it in parts");
}

constexpr const char* too_much =
    "takes more work than a message may; send it in parts, or make the rules go through it less "
    "often";

TEST(MappingLimits, ALongTextIsNotCopiedIntoManyRecords) {
    const std::string rules = R"({"rules":[{"foreach":"/items","emit":"custom","fields":
        {"id":{"key":true},"note":{"text":"{root:/big}"}}}]})";
    const std::string body =
        R"({"big":")" + std::string(500'000, 'x') + R"(","items":[0)" + often(",0", 15'000) + "]}";
    EXPECT_EQ(map_message(rules, body).error, too_much);
}

TEST(MappingLimits, LongTextsAreNotComparedForEachElement) {
    const std::string rules = R"({"rules":[{"foreach":"/items","emit":"custom","when":[
        [{"root":"/a"},"eq",{"root":"/b"}],["","exists"]],"fields":{"id":{"key":true}}}]})";
    const std::string big(400'000, 'x');
    const std::string body =
        R"({"a":")" + big + R"(","b":")" + big + R"(","items":[0)" + often(",0", 15'000) + "]}";
    EXPECT_EQ(map_message(rules, body).error, too_much);
}

TEST(MappingLimits, AListIsNotSearchedForEachElementOfAnother) {
    const std::string rules = R"({"rules":[{"foreach":"/a","emit":"custom","fields":{"id":
        {"find":"/b","up":1,"where":[["","eq",1]],"path":""}}}]})";
    const std::string zeros = "[0" + often(",0", 9'000) + "]";
    EXPECT_EQ(map_message(rules, R"({"a":)" + zeros + R"(,"b":)" + zeros + "}").error, too_much);
}

TEST(MappingLimits, APatternTakesLinearTime) {
    const std::string rules =
        R"({"rules":[{"when":[["/a","match","^(a+)+(b|b)*(c?){50}$"]],"emit":"custom",
             "fields":{"id":{"const":"1"}}}]})";
    const auto mapped = map_message(rules, R"({"a":")" + std::string(900'000, 'a') + R"(!"})");
    EXPECT_EQ(mapped.error, "");
    EXPECT_TRUE(mapped.records.empty());
}

TEST(MappingLimits, AHugeFieldIsRejectedAndTheNextElementTaken) {
    const auto mapped = map_message(
        R"({"decode":"items","rules":[{"emit":"custom","fields":{"id":"/id","note":"/note"}}]})",
        R"([{"id":1,"note":")" + std::string(10'000, 'x') + R"("},{"id":2,"note":"y"}])");
    EXPECT_EQ(mapped.rejected,
              std::vector<std::string>{"/0: makes no custom: /note: has 10000 octets; at most 8192 "
                                       "are allowed"});
    EXPECT_EQ(mapped.records.size(), 1u);
}

}  // namespace
}  // namespace waymark::server
