#include "server/notify/notify_setup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shared/base/file.hpp"
#include "shared/protocol/desk_file.hpp"
#include "tests/support/schema.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::complaint;
using testing::HasSubstr;

/// What the server says of the file; empty: it takes it.
std::string problems_of(const std::string& text) {
    Outline desk;
    desk.kpis = {{.id = {"one"}, .title = "One"}, {.id = {"two"}, .title = "Two"}};
    const auto setup = read_notifications(text, desk);
    std::string lines;
    if (!setup)
        for (const Problem& problem : setup.error())
            lines += to_text(problem) + '\n';
    return lines;
}

struct BadFile {
    std::string text;
    std::string said;            ///< among what the server says
    bool schema_sees_it = true;  ///< or is it known from elsewhere?
};

std::ostream& operator<<(std::ostream& out, const BadFile& bad) {
    return out << bad.text;
}

class BadNotificationsTest : public testing::TestWithParam<BadFile> {};

TEST_P(BadNotificationsTest, AreRefusedInWords) {
    EXPECT_THAT(problems_of(GetParam().text), HasSubstr(GetParam().said));
}

TEST_P(BadNotificationsTest, AreSeenByTheSchemaWhereASchemaCanSeeIt) {
    EXPECT_EQ(!complaint("notifications", json::parse(GetParam().text)).empty(),
              GetParam().schema_sees_it);
}

/// A file with one target that says this besides its id.
std::string with_target(const std::string& more) {
    return R"({"targets": [{"id": "a", )" + more + "}]}";
}
/// The same with an address, too.
std::string with_address_and(const std::string& more) {
    return with_target(R"("url": "https://a/", )" + more);
}
std::string with_address(const std::string& url) {
    return with_target(R"("url": ")" + url + '"');
}
/// A file of so many good targets.
std::string with_targets(int count) {
    json targets = json::array();
    for (int i = 0; i < count; ++i)
        targets.push_back({{"id", "t" + std::to_string(i)}, {"url", "https://a/"}});
    return json{{"targets", targets}}.dump();
}

INSTANTIATE_TEST_SUITE_P(
    File, BadNotificationsTest,
    testing::Values(
        BadFile{"[]", "[] is no object"}, BadFile{"{}", "\"targets\" is missing"},
        BadFile{R"({"targets": {}})", "/targets: {} is no list"},
        BadFile{R"({"targets": [], "x": 1})", "/x: \"x\" is no known key"},
        BadFile{R"({"targets": [], "link": "wall"})", "/link: \"wall\" is no address"},
        BadFile{R"({"targets": [], "link": {"env": "A"}})", "/link: "},
        BadFile{R"({"targets": [], "feed_down_after": "2d"})", "allowed are \"0s\" to \"1d\"",
                false},
        BadFile{R"({"targets": [], "feed_down_after": 86401})", "allowed are \"0s\" to \"1d\""},
        BadFile{R"({"targets": [], "screen_down_after": "soon"})", "/screen_down_after: \"soon\""},
        BadFile{R"({"targets": [], "screen_down_after": -1})", "/screen_down_after: -1"},
        BadFile{with_targets(21), "/targets: 21 are too many targets"}));

INSTANTIATE_TEST_SUITE_P(
    Target, BadNotificationsTest,
    testing::Values(
        BadFile{R"({"targets": [{}]})", "/targets/0: \"id\" is missing"},
        BadFile{R"({"targets": [{"id": "A", "url": "https://a/"}]})", "/targets/0/id: \"A\""},
        BadFile{R"({"targets": [{"id": "a"}]})", "/targets/0: \"url\" is missing"},
        BadFile{R"({"targets": ["a"]})", "/targets/0: \"a\" is no object"},
        BadFile{with_address("ftp://a/"), "/targets/0/url: \"ftp://a/\" is no address"},
        BadFile{with_address("a.example/hook"), "/targets/0/url: \"a.example/hook\""},
        BadFile{with_address("https://"), "/targets/0/url: \"https://\""},
        BadFile{with_address("https://me@a/"), "/targets/0/url"},
        BadFile{with_address("https://me:pass@a/"), "/targets/0/url"},
        BadFile{with_address("https://a/#b"), "/targets/0/url"},
        BadFile{with_address("https://a/b c"), "/targets/0/url"},
        BadFile{with_address("https://a/" + std::string(2000, 'b')), "/targets/0/url"},
        BadFile{with_address("https://a:b/"), "/targets/0/url"},
        BadFile{with_address(""), "/targets/0/url"},
        BadFile{with_target(R"("url": 7)"), "/targets/0/url: 7"},
        BadFile{with_target(R"("url": {})"), "/targets/0/url: holds 0 places of a secret"},
        BadFile{with_target(R"("url": {"x": 1})"), "/targets/0/url/x: \"x\" is no known key"},
        BadFile{with_target(R"("url": {"env": "A", "file": "b"})"), "holds 2 places of a secret"},
        BadFile{with_address_and(R"("events": ["all"])"), "/targets/0/events/0: \"all\""},
        BadFile{with_address_and(R"("events": [])"), "/targets/0/events: [] is empty"},
        BadFile{with_address_and(R"("events": "feed")"), "/targets/0/events: \"feed\" is no list"},
        BadFile{with_address_and(R"("kpis": [])"), "/targets/0/kpis: [] is empty"},
        BadFile{with_address_and(R"("kpis": ["One"])"), "/targets/0/kpis/0: \"One\" is no id"},
        BadFile{with_address_and(R"("kpis": ["three"])"),
                "/targets/0/kpis/0: \"three\" is no KPI of kpis.json", false},
        BadFile{with_address_and(R"("secret": "x")"), "/targets/0/secret: \"x\" is no object"},
        BadFile{with_address_and(R"("secret": {"env": ""})"), "/targets/0/secret/env"},
        BadFile{with_address_and(R"("secret": {"clear": "a\nb"})"), "/targets/0/secret/clear"},
        BadFile{with_address_and(R"("text_only": "yes")"), "/targets/0/text_only: \"yes\""},
        BadFile{with_address_and(R"("allow_local": 1)"), "/targets/0/allow_local: 1"},
        BadFile{with_address_and(R"("event": ["feed"])"), "/targets/0/event: \"event\" is no"},
        BadFile{
            R"({"targets": [{"id": "a", "url": "https://a/"}, {"id": "a", "url": "https://b/"}]})",
            "\"a\" stands twice", false}));

class GoodNotificationsTest : public testing::TestWithParam<std::string> {};

TEST_P(GoodNotificationsTest, AreTakenAndFitTheSchema) {
    EXPECT_EQ(problems_of(GetParam()), "");
    EXPECT_EQ(complaint("notifications", json::parse(GetParam())), "");
}

INSTANTIATE_TEST_SUITE_P(
    All, GoodNotificationsTest,
    testing::Values(
        R"({"targets": []})", with_targets(20), with_address("HTTPS://A.example"),
        with_address("http://127.0.0.1:8080/a?b=c&d=@"), with_address("https://[::1]:8443/"),
        with_address("https://a?b"),
        R"({"$schema": "../schema/notifications.schema.json", "link": "https://desk.example/",
            "feed_down_after": "0s", "screen_down_after": 86400, "targets": [
              {"id": "a-1", "url": {"env": "HOOK"}, "secret": {"file": "secrets/hook"},
               "events": ["status", "feed", "screen"], "kpis": ["one", "two"],
               "text_only": true, "allow_local": false},
              {"id": "b", "url": {"clear": "https://b/"}, "secret": {"clear": "s"}}]})"));

TEST(Notifications, ThatAreNoJsonAreRefused) {
    EXPECT_THAT(problems_of(""), HasSubstr("notifications.json"));
    EXPECT_THAT(problems_of(R"({"targets": [], "targets": []})"), HasSubstr("notifications.json"));
}

TEST(Notifications, OfTheExampleAreTakenAndNameTheirSchema) {
    const std::string folder = "/assets/desks/service-desk/";
    const auto desk = load_desk(WAYMARK_SOURCE_DIR + folder);
    ASSERT_TRUE(desk);
    EXPECT_TRUE(load_notifications(WAYMARK_SOURCE_DIR + folder, desk->outline));
    const json document = test::project_document(folder + "notifications.json");
    EXPECT_EQ(complaint("notifications", document), "");
    EXPECT_NO_THROW(test::project_document(folder + document.at("$schema").get<std::string>()));
}

TEST(Notifications, OfTheirPageAreTakenAndFitTheSchema) {
    const std::string page =
        read_file(WAYMARK_SOURCE_DIR "/docs/notifications.md", 1 << 20).value();
    const std::string fence = "```jsonc\n";
    const std::size_t begin = page.find(fence) + fence.size();
    json document = json::parse(page.substr(begin, page.find("```", begin) - begin));
    EXPECT_EQ(complaint("notifications", document), "");
    document["targets"][0]["kpis"] = {"one"};
    EXPECT_EQ(problems_of(document.dump()), "");
}

TEST(NotificationsSchema, DescribesTheKeysOfThePage) {
    const std::string page =
        read_file(WAYMARK_SOURCE_DIR "/docs/notifications.md", 1 << 20).value();
    const json schema = test::schema_document("notifications");
    for (const json* properties :
         {&schema["properties"], &schema["definitions"]["target"]["properties"]})
        for (const auto& [key, rule] : properties->items()) {
            EXPECT_TRUE(key == "targets" || rule.contains("description")) << key;
            EXPECT_TRUE(key == "$schema" || page.find("| `" + key + "` |") != page.npos) << key;
        }
}

}  // namespace
}  // namespace waymark::server
