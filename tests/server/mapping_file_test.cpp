#include <gtest/gtest.h>

#include "tests/support/mapping_try.hpp"
#include "tests/support/schema.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::project_document;

/// Whether an editor finds nothing wrong with the rules, by the schema that is shipped.
bool fits_schema(const json& rules) {
    return test::complaint("mapping", rules).empty();
}

struct BadMapping {
    std::string rules;
    std::vector<std::string> lines;
    bool schema_sees_it = true;  ///< or is it known from elsewhere?
};

std::ostream& operator<<(std::ostream& out, const BadMapping& bad) {
    return out << bad.rules;
}

class BadMappingTest : public testing::TestWithParam<BadMapping> {};

TEST_P(BadMappingTest, IsRefusedInWords) {
    std::vector<std::string> lines;
    for (const std::string& line : GetParam().lines)
        lines.push_back("feeds.json /feeds/0/mapping" + line);
    EXPECT_EQ(test::problems_of(GetParam().rules), lines);
}

TEST_P(BadMappingTest, IsSeenByTheSchemaWhereASchemaCanSeeIt) {
    EXPECT_EQ(!fits_schema(json::parse(GetParam().rules)), GetParam().schema_sees_it);
}

/// Rules with one that says this.
BadMapping with_rule(const std::string& rule, const std::vector<std::string>& lines,
                     bool schema_sees_it = true) {
    return {R"({"rules":[)" + rule + "]}", lines, schema_sees_it};
}
/// Rules with a field that comes about so.
BadMapping with_value(const std::string& value, std::vector<std::string> lines,
                      bool schema_sees_it = true) {
    for (std::string& line : lines)
        line = "/rules/0/fields/x" + line;
    return with_rule(R"({"emit":"custom","fields":{"x":)" + value + "}}", lines, schema_sees_it);
}
/// Rules with a condition.
BadMapping with_condition(const std::string& condition, std::vector<std::string> lines) {
    for (std::string& line : lines)
        line = "/rules/0/when/0" + line;
    return with_rule(R"({"when":[)" + condition + R"(],"emit":"custom"})", lines);
}

const std::string no_pointer =
    "is no JSON pointer, as \"/issue/key\", and no object; a fixed text is {\"const\": \"...\"}";
const std::string one_place =
    " places to take the value from; exactly one of \"path\", \"root\", \"const\", \"header\", "
    "\"find\", \"first\", \"text\", \"key\", \"beside\" and \"object\" is allowed";
const std::string in_braces =
    " has a brace that is no value; allowed in braces are a JSON pointer, \"up:\" or \"root:\" and "
    "a "
    "pointer, \"header:\" and a name, and \"key\"; {{ and }} stand for braces";

INSTANTIATE_TEST_SUITE_P(
    Rules, BadMappingTest,
    testing::Values(
        BadMapping{"[]", {": [] is no object"}}, BadMapping{"{}", {": \"rules\" is missing"}},
        BadMapping{R"({"rules":[]})", {"/rules: [] is empty; at least one rule is needed"}},
        BadMapping{R"({"rules":[{"emit":"custom"}],"comon":{}})",
                   {"/comon: \"comon\" is no known key; did you mean \"common\"?"}},
        BadMapping{R"({"decode":"jsn","rules":[{"emit":"custom"}]})",
                   {"/decode: \"jsn\" is not known; did you mean \"json\"?"}},
        BadMapping{R"({"decode":{"format":"csv","separator":"ab"},"rules":[{"emit":"custom"}]})",
                   {"/decode/separator: \"ab\" is no separator; allowed are \",\", \";\", \"|\" "
                    "and \"\\t\""}},
        BadMapping{R"({"decode":{"format":"json","separator":";"},"rules":[{"emit":"custom"}]})",
                   {"/decode/separator: \";\" is of no use here; it is for the format \"csv\""}},
        BadMapping{R"({"common":[],"rules":[{"emit":"custom"}]})",
                   {"/common: [] is no object of fields"}},
        with_rule("{}", {"/rules/0: has to say either \"emit\", the type of a record, or "
                         "\"rules\""}),
        with_rule(R"({"emit":"custom","rules":[{"emit":"custom"}]})",
                  {"/rules/0: has to say either \"emit\", the type of a record, or \"rules\""}),
        with_rule(R"({"emits":"custom","emit":"custom"})",
                  {"/rules/0/emits: \"emits\" is no known key; did you mean \"emit\"?"}),
        with_rule(R"({"emit":"ticket.create","fields":{"ticket":"/t"}})",
                  {"/rules/0/emit: \"ticket.create\" is no known type; did you mean "
                   "\"ticket.created\"?"},
                  false),
        with_rule(R"({"emit":"contact.offered","fields":{"contact":"/c"}})",
                  {"/rules/0/emit: \"contact.offered\" needs \"queue\", which neither \"fields\" "
                   "nor \"common\" say"},
                  false),
        with_rule(R"({"emit":"custom","fields":{"type":"/t"}})",
                  {"/rules/0/fields/type: \"type\" is no field; \"emit\" says the record's type"}),
        with_rule(R"({"emit":"custom","foreach":"items"})",
                  {"/rules/0/foreach: \"items\" is no JSON pointer; allowed are \"\" and texts as "
                   "\"/issue/key\", in which ~1 stands for / and ~0 for ~"}),
        with_rule(R"({"emit":"custom","when":[]})",
                  {"/rules/0/when: [] is empty; conditions are needed"}),
        with_rule(
            R"({"emit":"custom","foreach":["","","","","","","","","","","","","","","",""]})",
            {"/rules/0/foreach: [\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\""
             "\",\"\",\"\",\"\"] lies too deep; at most 15 levels of foreach and find are "
             "allowed"})));

INSTANTIATE_TEST_SUITE_P(
    Values, BadMappingTest,
    testing::Values(
        with_value("7", {": 7 " + no_pointer}), with_value(R"("P1")", {": \"P1\" " + no_pointer}),
        with_value(R"({})", {": says 0" + one_place}),
        with_value(R"({"path":"/a","const":1})", {": says 2" + one_place}),
        with_value(R"({"path":"a"})",
                   {"/path: \"a\" is no JSON pointer; allowed are \"\" and texts as "
                    "\"/issue/key\", in which ~1 stands for / and ~0 for ~"}),
        with_value(R"({"pth":"/a","const":1})",
                   {"/pth: \"pth\" is no known key; did you mean \"path\"?"}),
        with_value(R"({"path":"/a","regex":"(a"})",
                   {"/regex: \"(a\" is no regular expression of RE2: missing ): (a"}, false),
        with_value(R"({"path":"/a","regex":"(a{1000}){1000}"})",
                   {"/regex: \"(a{1000}){1000}\" is no regular expression of RE2: invalid "
                    "repetition size: {1000}"},
                   false),
        with_value(R"({"path":"/a","type":"txt"})",
                   {"/type: \"txt\" is not known; did you mean \"text\"?"}),
        with_value(R"({"path":"/a","type":"time","time_format":"epoch_"})",
                   {"/time_format: \"epoch_\" is not known; did you mean \"epoch_s\"?"}),
        with_value(R"({"path":"/a","time_format":"epoch_s"})",
                   {"/time_format: \"epoch_s\" is of no use here; it is for the type \"time\""},
                   false),
        with_value(R"({"path":"/a","type":"time","time_format":"sql"})",
                   {": \"zone\" is missing; as \"Europe/London\" or \"UTC\": times in the format "
                    "\"sql\" have no offset"}),
        with_value(R"({"path":"/a","type":"time","time_format":"sql","zone":"Europe/Londn"})",
                   {"/zone: \"Europe/Londn\" is no time zone; did you mean \"Europe/London\"?"},
                   false),
        with_value(R"({"path":"/a","type":"time","zone":"UTC"})",
                   {"/zone: \"UTC\" is of no use here; it is for the time format \"sql\""}),
        with_value(R"({"path":"/a","scale":2})",
                   {"/scale: 2 is of no use here; it is for the types \"number\" and \"duration\""},
                   false),
        with_value(R"({"path":"/a","map":{}})",
                   {"/map: {} is no map; allowed is an object as {\"High\": \"P1\", \"*\": "
                    "\"P3\"}"}),
        with_value(R"({"path":"/a","map":{"a":[]}})",
                   {"/map/a: [] is neither a text nor a number, flag or null"}),
        with_value(R"({"path":"/a","null":"-"})", {"/null: \"-\" is no list"}),
        with_value(R"({"first":[]})",
                   {"/first: [] is empty; the values to choose from are needed"}),
        with_value(R"({"first":[{"path":"/a","required":true}]})",
                   {"/first/0/required: \"required\" is no known key; allowed are \"find\", "
                    "\"path\", \"up\", \"root\", \"const\", \"header\", \"text\", \"beside\", "
                    "\"object\", \"key\", \"first\", \"null\", ..."}),
        with_value(R"({"text":"{/a"})", {"/text: \"{/a\"" + in_braces}, false),
        with_value(R"({"text":"a}"})", {"/text: \"a}\"" + in_braces}, false),
        with_value(R"({"text":"{a}"})", {"/text: \"{a}\"" + in_braces}, false),
        with_value(R"({"text":"{key}"})", {"/text: \"{key}\"" + in_braces}, false),
        with_value(R"({"text":"{up:/a}"})", {"/text: \"{up:/a}\"" + in_braces}, false),
        with_value(R"({"path":"/a","up":1})",
                   {"/up: 1 is of no use here; it is for what stands within foreach or find"},
                   false),
        with_value(R"({"key":true})",
                   {"/key: true is of no use here; it is for what stands within foreach"}, false),
        with_value(R"({"beside":"/a"})",
                   {"/beside: \"/a\" is of no use here; it is for what stands within foreach"},
                   false),
        with_value(R"({"find":"/a","path":"/b"})", {": \"where\" is missing"}),
        with_value(R"({"path":"/a","required":1})", {"/required: 1 is neither true nor false"})));

INSTANTIATE_TEST_SUITE_P(
    Conditions, BadMappingTest,
    testing::Values(
        with_condition(R"(["/a"])",
                       {": [\"/a\"] is no condition; allowed are [VALUE, TEST] and [VALUE, TEST, "
                        "OTHER], as [\"/status\", \"eq\", \"open\"]"}),
        with_condition(R"(["/a","equals","b"])",
                       {"/1: \"equals\" is not known; allowed are \"eq\", \"ne\", \"in\", "
                        "\"exists\", \"absent\", \"match\", \"gt\", \"lt\", \"ge\", \"le\""}),
        with_condition(R"(["/a","eq"])",
                       {": [\"/a\",\"eq\"] has no value that \"eq\" compares with"}),
        with_condition(R"(["/a","exists",true])",
                       {": [\"/a\",\"exists\",true] has a value too many; \"exists\" compares with "
                        "nothing"}),
        with_condition(R"(["/a","eq",["b"]])",
                       {"/2: [\"b\"] can't be compared with; allowed are a text, a number, true, "
                        "false and another value, as {\"path\": \"/author\"}"}),
        with_condition(R"(["/a","ne",{"path":"b"}])",
                       {"/2/path: \"b\" is no JSON pointer; allowed are \"\" and texts as "
                        "\"/issue/key\", in which ~1 stands for / and ~0 for ~"}),
        with_condition(R"(["/a","in","b"])", {"/2: \"b\" is no list"}),
        with_condition(R"(["/a","gt","b"])", {"/2: \"b\" is no number"}),
        with_condition(R"(["a","eq","b"])", {"/0: \"a\" " + no_pointer}),
        with_condition(R"({"any":[["/a","exists"]],"all":[["/a","exists"]]})",
                       {": holds 2 lists of conditions; exactly one of \"all\", \"any\" and "
                        "\"none\" is allowed"}),
        with_condition(R"({"nine":[["/a","exists"]]})",
                       {"/nine: \"nine\" is no known key; did you mean \"none\"?",
                        ": holds 0 lists of conditions; exactly one of \"all\", \"any\" and "
                        "\"none\" is allowed"})));

TEST(MappingFile, HasAtMostTwoHundredRules) {
    json rules = json::array();
    for (int i = 0; i < 201; ++i)
        rules.push_back({{"emit", "custom"}});
    const json mapping{{"rules", rules}};
    EXPECT_EQ(test::problems_of(mapping.dump()),
              std::vector<std::string>{"feeds.json /feeds/0/mapping/rules/200: is one rule too "
                                       "many; at most 200 are allowed"});
    EXPECT_FALSE(fits_schema(mapping));
}

TEST(MappingFile, SaysAllThatIsWrongAtOnce) {
    EXPECT_EQ(
        test::problems_of(R"({"decode":"x","common":{"id":"id"},"rules":[{"emit":7}]})").size(),
        3u);
}

class GoodMappingTest : public testing::TestWithParam<std::string> {};

TEST_P(GoodMappingTest, IsAcceptedAndFitsTheSchema) {
    EXPECT_EQ(test::problems_of(GetParam()), std::vector<std::string>{});
    EXPECT_TRUE(fits_schema(json::parse(GetParam())));
}

INSTANTIATE_TEST_SUITE_P(
    All, GoodMappingTest,
    testing::Values(
        project_document("/tests/data/mapping/jira.json").dump(),
        project_document("/tests/data/mapping/zendesk.json").dump(),
        project_document("/tests/data/mapping/zammad.json").dump(),
        R"({"decode":{"format":"csv","separator":"\t"},"rules":[{"emit":"custom"}]})",
        R"({"decode":{"format":"form","json_fields":["a"]},"rules":[{"about":"All","emit":"custom"}]})",
        R"({"rules":[{"foreach":["/a","/b"],"also":true,"when":[{"none":[["/a","lt",2.5]]}],
             "rules":[{"emit":{"key":true},"fields":{
               "a":{"find":"","where":[["/x","match","^a"]],"path":"/y","up":2,"default":null},
               "b":{"object":{"c":{"beside":"/d"},"e":{"root":""}}},
               "f":{"path":"","type":"time","time_format":"sql","zone":"UTC","null":[0]},
               "g":{"path":"","type":"number","scale":-0.5,"decimal_comma":true,"required":true}}}]}]})"));

}  // namespace
}  // namespace waymark::server
