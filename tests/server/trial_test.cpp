#include "server/command/trial.hpp"

#include <gtest/gtest.h>

#include "tests/support/mapping_try.hpp"

namespace waymark::server {
namespace {

const std::string rules = R"({"decode":"items","rules":[
    {"when":[["/kind","eq","call"]],"emit":"contact.ended",
     "fields":{"id":"/id","contact":"/id","talk":"/talk"}},
    {"emit":"sample","fields":{"metric":{"const":"m"},"value":"/v"}}]})";

Trial try_body(const std::string& body) {
    return try_message(test::mapping_of(rules), {body, "", {}, test::received});
}

TEST(Trial, SaysRuleByRuleWhatMatchedAndWhichRecordsComeOut) {
    const auto trial = try_body(R"([{"kind":"call","id":7,"talk":"1:05"},{"v":null}])");
    EXPECT_TRUE(trial.good);
    EXPECT_EQ(trial.report,
              "/rules/0 at /0: matches\n"
              "    \"/kind\" eq \"call\": yes; it is \"call\"\n"
              "    contact: \"7\"\n"
              "    id: \"7\"\n"
              "    talk: 65.0\n"
              "    makes {\"contact\":\"7\",\"id\":\"7\",\"talk\":65.0,\"time\":1773651600000,"
              "\"type\":\"contact.ended\"}\n"
              "/rules/0 at /1: does not match\n"
              "    \"/kind\" eq \"call\": no; there is nothing\n"
              "/rules/1 at /1: matches\n"
              "    metric: \"m\"\n"
              "    value: there is nothing\n"
              "    dropped: it has no value\n"
              "\n"
              "1 record, 0 rejected, 1 dropped without a value\n"
              "{\"contact\":\"7\",\"id\":\"7\",\"talk\":65.0,\"time\":1773651600000,"
              "\"type\":\"contact.ended\"}\n");
}

TEST(Trial, SaysWhatIsRejectedAndWhere) {
    const auto trial = try_body(R"([{"kind":"call","id":7,"talk":"long"}])");
    EXPECT_FALSE(trial.good);
    EXPECT_TRUE(trial.report.ends_with(
        "0 records, 1 rejected, 0 dropped without a value\n"
        "rejected at /0/talk: talk: \"long\" is no duration; allowed are seconds, \"1:02:03\", "
        "\"PT5M\" and \"20s\"\n"))
        << trial.report;
}

TEST(Trial, SaysWhyAMessageCannotBeRead) {
    const auto trial = try_body("<html>");
    EXPECT_FALSE(trial.good);
    EXPECT_EQ(trial.report,
              "The message is refused: is HTML or XML, perhaps a login page; expected is items\n");
}

}  // namespace
}  // namespace waymark::server
