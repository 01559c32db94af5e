#include <gtest/gtest.h>

#include "tests/support/mapping_try.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::map_message;

/// The types of the records that rules make, in their order.
std::vector<std::string> types_of(const std::string& rules, const std::string& body) {
    const auto mapped =
        map_message(R"({"common":{"id":{"const":"1"}},"rules":)" + rules + "}", body);
    EXPECT_EQ(mapped.error, "");
    EXPECT_EQ(mapped.rejected, std::vector<std::string>{});
    std::vector<std::string> types;
    for (const json& record : mapped.records)
        types.push_back(record.at("type"));
    return types;
}

struct ConditionCase {
    std::string condition;
    std::string body;
    bool holds;
};

std::ostream& operator<<(std::ostream& out, const ConditionCase& one) {
    return out << one.condition << " of " << one.body;
}

class MappingCondition : public testing::TestWithParam<ConditionCase> {};

TEST_P(MappingCondition, HoldsOrNot) {
    const auto types = types_of(R"([{"when":[)" + GetParam().condition + R"(],"emit":"custom"}])",
                                GetParam().body);
    EXPECT_EQ(!types.empty(), GetParam().holds);
}

INSTANTIATE_TEST_SUITE_P(
    All, MappingCondition,
    testing::Values(
        ConditionCase{R"(["/a","eq","x"])", R"({"a":"x"})", true},
        ConditionCase{R"(["/a","eq","x"])", R"({"a":"y"})", false},
        ConditionCase{R"(["/a","eq","10"])", R"({"a":10})", true},
        ConditionCase{R"(["/a","eq",10])", R"({"a":"10"})", true},
        ConditionCase{R"(["/a","eq",1])", R"({"a":1.0})", true},
        ConditionCase{R"(["/a","eq",true])", R"({"a":"true"})", true},
        ConditionCase{R"(["/a","eq","x"])", R"({"a":["x"]})", false},
        ConditionCase{R"(["/a","ne","x"])", R"({"a":"y"})", true},
        ConditionCase{R"(["/a","ne","x"])", R"({})", true},
        ConditionCase{R"(["/a","ne","x"])", R"({"a":"x"})", false},
        ConditionCase{R"(["/a","eq",{"path":"/b"}])", R"({"a":"7","b":7})", true},
        ConditionCase{R"(["/a","eq",{"path":"/b"}])", R"({"a":"7","b":8})", false},
        ConditionCase{R"(["/a","eq",{"path":"/b"}])", R"({})", false},
        ConditionCase{R"(["/a","ne",{"path":"/b"}])", R"({"a":"7","b":7})", false},
        ConditionCase{R"(["/a","ne",{"path":"/b"}])", R"({"a":"7"})", true},
        ConditionCase{R"(["/a","ne",{"path":"/b","type":"number"}])", R"({"a":1,"b":"x"})", false},
        ConditionCase{R"(["/a","in",["x","y"]])", R"({"a":"y"})", true},
        ConditionCase{R"(["/a","in",["x",3]])", R"({"a":"z"})", false},
        ConditionCase{R"(["/a","exists"])", R"({"a":0})", true},
        ConditionCase{R"(["/a","exists"])", R"({"a":null})", false},
        ConditionCase{R"(["/a","absent"])", R"({"a":null})", true},
        ConditionCase{R"(["/a","absent"])", R"({"a":""})", true},
        ConditionCase{R"(["/a","absent"])", R"({"a":false})", false},
        ConditionCase{R"(["/a","match","^x\\d"])", R"({"a":"x7z"})", true},
        ConditionCase{R"(["/a","match","^x\\d"])", R"({"a":["x7"]})", false},
        ConditionCase{R"(["/a","gt",3])", R"({"a":"3.5"})", true},
        ConditionCase{R"(["/a","gt",3])", R"({"a":3})", false},
        ConditionCase{R"(["/a","ge",3])", R"({"a":3})", true},
        ConditionCase{R"(["/a","lt",3])", R"({"a":2})", true},
        ConditionCase{R"(["/a","le",3])", R"({"a":4})", false},
        ConditionCase{R"(["/a","lt",3])", R"({"a":"nan"})", false},
        ConditionCase{R"(["/a","lt",3])", R"({})", false},
        ConditionCase{R"j([{"path":"/a","regex":"-(\\d+)"},"eq","12"])j", R"({"a":"x-12"})", true},
        ConditionCase{R"([{"path":"/a","type":"number"},"ne",1])", R"({"a":"x"})", false},
        ConditionCase{R"(["/a","exists"],["/b","exists"])", R"({"a":1})", false},
        ConditionCase{R"({"any":[["/a","eq",2],["/b","exists"]]})", R"({"b":1})", true},
        ConditionCase{R"({"any":[["/a","eq",2],["/b","absent"]]})", R"({"b":1})", false},
        ConditionCase{R"({"none":[["/a","eq",2],["/b","absent"]]})", R"({"b":1})", true},
        ConditionCase{R"({"any":[{"all":[["/a","eq",1],["/b","eq",2]]}]})", R"({"a":1,"b":2})",
                      true}));

TEST(MappingRules, TheFirstThatMatchesCounts) {
    const std::string rules = R"([{"when":[["/k","eq",1]],"emit":"one"},
                                  {"when":[["/k","lt",3]],"emit":"two"},{"emit":"three"}])";
    EXPECT_EQ(types_of(rules, R"({"k":1})"), std::vector<std::string>{"one"});
    EXPECT_EQ(types_of(rules, R"({"k":2})"), std::vector<std::string>{"two"});
    EXPECT_EQ(types_of(rules, R"({"k":3})"), std::vector<std::string>{"three"});
}

TEST(MappingRules, OneThatSaysAlsoLeavesTheOthersTheirTurn) {
    EXPECT_EQ(types_of(R"([{"emit":"one","also":true},{"emit":"two"},{"emit":"three"}])", "{}"),
              (std::vector<std::string>{"one", "two"}));
}

TEST(MappingRules, AMessageThatNoRuleMatchesMakesNothing) {
    EXPECT_EQ(types_of(R"([{"when":[["/k","eq",1]],"emit":"one"}])", "{}"),
              std::vector<std::string>{});
}

TEST(MappingRules, ATypeThatComesToNothingIsNoMatch) {
    EXPECT_EQ(
        types_of(R"([{"emit":{"path":"/k","map":{"a":"one"}}},{"emit":"two"}])", R"({"k":"b"})"),
        std::vector<std::string>{"two"});
}

TEST(MappingRules, GoThroughAListAndLeaveTheOthersTheirTurn) {
    const auto mapped = map_message(
        R"({"rules":[{"foreach":"/items","emit":"custom","when":[["/n","gt",1]],
             "fields":{"id":{"text":"{root:/id}-{up:/id}-{key}"},"n":"/n","of":{"path":"/id","up":1}}},
            {"emit":"other","fields":{"id":"/id"}}]})",
        R"({"id":"d","items":[{"n":1},{"n":2},{"n":3}]})");
    ASSERT_EQ(mapped.records.size(), 3u);
    EXPECT_EQ(mapped.records[0].at("id"), "d-d-1");
    EXPECT_EQ(mapped.records[0].at("of"), "d");
    EXPECT_EQ(mapped.records[1].at("n"), 3);
    EXPECT_EQ(mapped.records[2].at("type"), "other");
}

TEST(MappingRules, GoThroughAnObjectByItsNames) {
    const auto mapped = map_message(
        R"({"rules":[{"foreach":["/metrics","/fields"],"emit":"sample",
             "fields":{"metric":{"key":true},"value":"","queue":{"path":"/tags/queue","up":1},
                       "time":{"path":"/timestamp","up":1,"type":"time","time_format":"epoch_s"}}}]})",
        R"({"metrics":[{"fields":{"waiting":4,"sl":0.8},"tags":{"queue":"support"},
                        "timestamp":1773648000}]})");
    ASSERT_EQ(mapped.records.size(), 2u);
    EXPECT_EQ(mapped.records[1], (json{{"type", "sample"},
                                       {"metric", "waiting"},
                                       {"value", 4.0},
                                       {"queue", "support"},
                                       {"time", 1'773'648'000'000}}));
}

TEST(MappingRules, TakeWhatStandsAtTheSamePlaceOfAnotherList) {
    const auto mapped = map_message(
        R"({"decode":"items","rules":[{"foreach":"/values","emit":"sample",
             "fields":{"metric":{"beside":"/dsnames"},"value":""}}]})",
        R"([{"values":[4,null,0.5],"dsnames":["a","b","c"]},{"values":[1],"dsnames":[]}])");
    ASSERT_EQ(mapped.records.size(), 2u);
    EXPECT_EQ(mapped.records[0].at("metric"), "a");
    EXPECT_EQ(mapped.records[1].at("metric"), "c");
    EXPECT_EQ(mapped.without_value, 1u);
    EXPECT_EQ(mapped.rejected, (std::vector<std::string>{
                                   "/1/values/0: makes no sample: /metric: is missing; \"sample\" "
                                   "needs it"}));
}

TEST(MappingRules, ReachEveryLevelOfNestedLists) {
    const auto mapped = map_message(
        R"({"rules":[{"foreach":["/resourceMetrics","/scopeMetrics","/metrics"],
             "fields":{"metric":"/name",
                       "team":{"find":"/resource/attributes","up":2,
                               "where":[["/key","eq","team"]],"path":"/value/stringValue"}},
             "rules":[
               {"foreach":"/gauge/dataPoints","emit":"sample",
                "fields":{"value":{"first":["/asDouble","/asInt"],"type":"number"},
                          "time":{"path":"/timeUnixNano","type":"time","time_format":"epoch_ns"}}},
               {"foreach":"/sum/dataPoints","emit":"sample",
                "fields":{"value":"/asInt","kind":{"path":"/sum/aggregationTemporality","up":1,
                                                   "map":{"1":"delta","2":"counter"}}}}]}]})",
        R"({"resourceMetrics":[{"resource":{"attributes":[{"key":"team","value":{"stringValue":"one"}}]},
             "scopeMetrics":[{"metrics":[
               {"name":"waiting","gauge":{"dataPoints":[{"asDouble":4.5,"timeUnixNano":"1773648000000000000"}]}},
               {"name":"answered","sum":{"aggregationTemporality":2,"dataPoints":[{"asInt":"17"}]}}]}]}]})");
    EXPECT_EQ(mapped.rejected, std::vector<std::string>{});
    ASSERT_EQ(mapped.records.size(), 2u);
    EXPECT_EQ(mapped.records[0], (json{{"type", "sample"},
                                       {"metric", "waiting"},
                                       {"team", "one"},
                                       {"value", 4.5},
                                       {"time", 1'773'648'000'000}}));
    EXPECT_EQ(mapped.records[1].at("kind"), "counter");
    EXPECT_EQ(mapped.records[1].at("value"), 17);
    EXPECT_EQ(mapped.records[1].at("team"), "one");
}

TEST(MappingRules, AmongInnerRulesTheFirstCountsForEachElement) {
    const auto mapped = map_message(
        R"({"common":{"id":"/id"},"rules":[{"foreach":"/items","rules":[
              {"when":[["","eq",1]],"emit":"one"},{"emit":"other"}]}]})",
        R"({"id":"d","items":[1,2]})");
    ASSERT_EQ(mapped.records.size(), 2u);
    EXPECT_EQ(mapped.records[0].at("type"), "one");
    EXPECT_EQ(mapped.records[1].at("type"), "other");
}

TEST(MappingRules, AFieldOfARuleTakesThePlaceOfACommonOne) {
    const auto mapped = map_message(
        R"({"common":{"id":"/id","agent":"/a"},"rules":[{"emit":"custom","fields":{"agent":"/b"}}]})",
        R"({"id":"d","a":"kim","b":"eva"})");
    EXPECT_EQ(mapped.records.at(0).at("agent"), "eva");
}

TEST(MappingRules, WhatHasNoValueIsDroppedAndNeverZero) {
    const std::string rules =
        R"({"decode":"items","rules":[{"emit":"sample","fields":{"metric":{"const":"m"},"value":"/v"}}]})";
    const auto mapped = map_message(rules, R"([{"v":null},{"v":"nan"},{"v":"+Inf"},{},{"v":0}])");
    EXPECT_EQ(mapped.without_value, 4u);
    ASSERT_EQ(mapped.records.size(), 1u);
    EXPECT_EQ(mapped.records[0].at("value"), 0);
    EXPECT_EQ(mapped.rejected, std::vector<std::string>{});
}

TEST(MappingRules, AnAnswerWithoutItsScoreIsDropped) {
    const auto mapped = map_message(
        R"({"rules":[{"emit":"survey.answered","fields":{"kind":{"const":"csat"},"score":"/s"}}]})",
        "{}");
    EXPECT_EQ(mapped.without_value, 1u);
    EXPECT_TRUE(mapped.records.empty());
}

TEST(MappingRules, WhatIsWrongIsRejectedWithItsPlaceAndTheOthersAreTaken) {
    const auto mapped = map_message(
        R"({"decode":"items","common":{"time":{"path":"/at","type":"time"}},
            "rules":[{"emit":"contact.offered","fields":
              {"id":"/id","contact":"/id","queue":{"path":"/q","required":true},"wait":"/w"}}]})",
        R"([{"id":1,"q":"a"},{"id":2},{"id":3,"q":"a","at":"soon"},{"id":4,"q":"a","w":"long"},
            {"q":"a"},{"id":5,"q":"a","w":-3},{"id":6,"q":"b"}])");
    EXPECT_EQ(mapped.records.size(), 2u);
    EXPECT_EQ(
        mapped.rejected,
        (std::vector<std::string>{
            "/1: queue: is missing; the rule requires it",
            "/2/at: time: \"soon\" is no time; it should be RFC 3339 with an offset, as "
            "\"2026-03-30T08:00:00+01:00\"",
            "/3/w: wait: \"long\" is no duration; allowed are seconds, \"1:02:03\", \"PT5M\" and "
            "\"20s\"",
            "/4: makes no contact.offered: /contact: is missing; \"contact.offered\" needs it",
            "/5: makes no contact.offered: /wait: -3.0 is no duration; allowed are seconds from 0 "
            "to 34560000, which is 400 days"}));
}

TEST(MappingIds, AreToldApartWhenOneMessageMakesSeveralRecords) {
    const auto mapped = map_message(
        R"({"common":{"id":"/id","ticket":"/t"},
            "rules":[{"emit":"ticket.created","also":true},{"emit":"ticket.assigned"}]})",
        R"({"id":"d-7","t":1})");
    ASSERT_EQ(mapped.records.size(), 2u);
    EXPECT_EQ(mapped.records[0].at("id"), "d-7");
    EXPECT_EQ(mapped.records[1].at("id"), "d-7.2");
}

TEST(MappingIds, AreMadeOfWhatARecordSaysWhenThereAreNone) {
    const std::string rules =
        R"({"decode":"items","common":{"ticket":"/t","time":"/at"},"rules":[{"emit":"ticket.created"}]})";
    const std::string one = R"({"t":1,"at":"2026-03-16T08:00:00Z"})";
    const std::string two = R"({"t":2,"at":"2026-03-16T08:00:00Z"})";
    const auto first = map_message(rules, "[" + one + "," + two + "]");
    const auto again = map_message(rules, "[" + two + "," + one + "]");
    ASSERT_EQ(first.records.size(), 2u);
    EXPECT_NE(first.records[0].at("id"), first.records[1].at("id"));
    EXPECT_EQ(first.records[0].at("id"), again.records.at(1).at("id"));
    EXPECT_EQ(first.records[0].at("id").get<std::string>().size(), 32u);
}

TEST(MappingIds, SamplesNeedNone) {
    const auto mapped = map_message(
        R"({"rules":[{"emit":"sample","fields":{"metric":{"const":"m"},"value":"/v"}}]})",
        R"({"v":1})");
    EXPECT_FALSE(mapped.records.at(0).contains("id"));
}

TEST(MappingTrace, SaysWhatEachConditionAndValueFound) {
    const auto mapping = test::mapping_of(
        R"({"common":{"id":"/id"},"rules":[
              {"when":[["/k","eq","a"]],"emit":"one"},
              {"foreach":"/items","emit":"sample","when":[["/n","exists"]],
               "fields":{"metric":{"const":"m"},"value":"/n"}},
              {"foreach":"/others","emit":"other"}]})");
    std::vector<MappingStep> steps;
    ASSERT_TRUE(
        mapping.records_of({R"({"id":"7","k":"b","items":[{"n":2},{},{"n":"x"},{"n":"nan"}]})",
                            "",
                            {},
                            test::received},
                           &steps));
    const auto notes = [&](std::size_t step) { return json(steps.at(step).notes); };
    ASSERT_EQ(steps.size(), 6u);
    EXPECT_EQ(steps[0].rule, "/rules/0");
    EXPECT_FALSE(steps[0].matched);
    EXPECT_EQ(notes(0), json({"\"/k\" eq \"a\": no; it is \"b\""}));
    EXPECT_EQ(steps[1].rule, "/rules/1 at /items/0");
    EXPECT_TRUE(steps[1].matched);
    EXPECT_EQ(notes(1),
              json({"\"/n\" exists: yes; it is 2", "id: \"7\"", "metric: \"m\"", "value: 2.0",
                    "makes {\"id\":\"7\",\"metric\":\"m\",\"time\":1773651600000,"
                    "\"type\":\"sample\",\"value\":2.0}"}));
    EXPECT_EQ(notes(2), json({"\"/n\" exists: no; there is nothing"}));
    EXPECT_EQ(notes(3).back(), "rejected: value: \"x\" is no number");
    EXPECT_EQ(notes(4).back(), "dropped: it has no value");
    EXPECT_EQ(notes(5), json({"there is no list or object at \"/others\""}));
}

}  // namespace
}  // namespace waymark::server
