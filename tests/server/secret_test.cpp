#include "server/access/secret.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/support/scratch.hpp"

namespace waymark::server {
namespace {

using testing::HasSubstr;
using testing::Not;

const char* environment(const std::string& name) {
    return name == "JIRA_SECRET" ? "hush" : name == "EMPTY" ? "" : nullptr;
}

std::vector<std::string> problems_with(const char* text) {
    const auto value = nlohmann::json::parse(text);
    std::vector<Problem> problems;
    read_secret({value, "feeds.json", "/feeds/0/secret", problems});
    std::vector<std::string> lines;
    for (const Problem& problem : problems)
        lines.push_back(to_text(problem));
    return lines;
}

TEST(Secret, StandsInTheEnvironmentInAFileOrInClear) {
    const test::Scratch folder;
    std::ofstream{folder.path() / "jira.secret"} << "hush hush\r\n";
    EXPECT_EQ(*reveal({.env = "JIRA_SECRET"}, folder.path(), environment), "hush");
    EXPECT_EQ(*reveal({.file = "jira.secret"}, folder.path(), environment), "hush hush");
    EXPECT_EQ(*reveal({.clear = "open"}, folder.path(), environment), "open");
}

TEST(Secret, ThatIsNotThereIsSaidByItsPlace) {
    const test::Scratch folder;
    EXPECT_EQ(to_text(reveal({.env = "NONE"}, folder.path(), environment).error()),
              "NONE: is not set in the environment");
    EXPECT_EQ(to_text(reveal({.env = "EMPTY"}, folder.path(), environment).error()),
              "EMPTY: holds an empty secret");
    EXPECT_THAT(to_text(reveal({.file = "none"}, folder.path(), environment).error()),
                HasSubstr("none"));
}

TEST(Secret, HasExactlyOnePlace) {
    EXPECT_TRUE(problems_with(R"({"env": "A"})").empty());
    EXPECT_THAT(
        problems_with("{}"),
        testing::ElementsAre("feeds.json /feeds/0/secret: holds 0 places of a secret; exactly "
                             "one of \"env\", \"file\" and \"clear\" is allowed"));
    EXPECT_EQ(problems_with(R"({"env": "A", "clear": "b"})").size(), 1);
    EXPECT_EQ(problems_with(R"({"envv": "A"})").size(), 2);
    EXPECT_EQ(problems_with(R"("hush")").size(), 2);
}

}  // namespace
}  // namespace waymark::server
