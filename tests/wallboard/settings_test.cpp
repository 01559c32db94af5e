#include "wallboard/settings.hpp"

#include <map>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using testing::HasSubstr;

/// One start of the program.
struct Start {
    explicit Start(std::vector<const char*> words,
                   const std::map<std::string, std::string>& environment = {}) {
        words.insert(words.begin(), "waymark-wallboard");
        settings = read_settings(
            static_cast<int>(words.size()), words.data(),
            [&](const char* name) {
                const auto found = environment.find(name);
                return found == environment.end() ? nullptr : found->second.c_str();
            },
            out, problems);
    }
    std::ostringstream out;
    std::ostringstream problems;
    tl::expected<Settings, int> settings;
};

TEST(WallboardSettings, HaveDefaultsForAWallBesideItsServer) {
    const Start start{{}, {{"HOME", "/home/wall"}}};
    ASSERT_TRUE(start.settings) << start.problems.str();
    EXPECT_EQ(to_text(start.settings->server), "127.0.0.1:8080");
    EXPECT_TRUE(start.settings->screen.empty());
    EXPECT_FALSE(start.settings->windowed);
    EXPECT_EQ(start.settings->state_dir, "/home/wall/.local/state/waymark");
}

TEST(WallboardSettings, AreTakenFromCommandLineAndEnvironment) {
    const Start start{{"--server", "http://desk:8081", "--png", "wall.png", "--size", "3840x2160",
                       "--every", "5"},
                      {{"WAYMARK_SCREEN", "north"},
                       {"WAYMARK_SERVER", "http://other"},
                       {"XDG_STATE_HOME", "/state"}}};
    ASSERT_TRUE(start.settings) << start.problems.str();
    EXPECT_EQ(to_text(start.settings->server), "desk:8081");
    EXPECT_EQ(start.settings->screen, ScreenId{"north"});
    EXPECT_EQ(start.settings->png, "wall.png");
    EXPECT_EQ(start.settings->size, (PixelSize{3840, 2160}));
    EXPECT_EQ(start.settings->every, std::chrono::seconds{5});
    EXPECT_EQ(start.settings->state_dir, "/state/waymark");
}

TEST(WallboardSettings, ProblemsNameTheSettingTheValueAndWhatIsAllowed) {
    const struct {
        std::vector<const char*> words;
        std::string problem;
    } table[] = {
        {{"--server", "desk"}, "--server: \"desk\" is not allowed: it is not a URL"},
        {{"--png", "a", "--size", "big"}, "--size: \"big\" is not allowed; WIDTHxHEIGHT"},
        {{"--png", "a", "--size", "1920x"}, "--size: \"1920x\" is not allowed"},
        {{"--png", "a", "--size", "1920x-5"}, "--size: \"1920x-5\" is not allowed"},
        {{"--png", "a", "--size", "99999x1080"}, "320x320 to 16384x16384"},
        {{"--png", "a", "--every", "-1"}, "--every: \"-1\" is not allowed; a whole number from 0"},
        {{"--png", "a", "--wait", "0"}, "--wait: \"0\" is not allowed; a whole number from 1"},
        {{"--log-level", "loud"}, "--log-level: \"loud\" is not allowed; one of debug, info"},
        {{"--every", "5"}, "--every: needs --png FILE"},
        {{"--png", "a", "--windowed"}, "--windowed: does not go with --png"},
        {{"--png", "a", "--monitor", "DP-1"}, "--monitor: does not go with --png"},
        {{"--size", "1920x1080"}, "--size: needs --png or --windowed"},
        {{"--colour", "red"}, "--colour"},
    };
    for (const auto& row : table) {
        const Start start{row.words};
        ASSERT_FALSE(start.settings) << row.problem;
        EXPECT_EQ(start.settings.error(), 78);
        EXPECT_THAT(start.problems.str(), HasSubstr(row.problem));
    }
}

TEST(WallboardSettings, AllProblemsAreListedAtOnce) {
    const Start start{{"--server", "desk", "--log-level", "loud", "--size", "big"}};
    EXPECT_THAT(
        start.problems.str(),
        testing::AllOf(HasSubstr("--server:"), HasSubstr("--log-level:"), HasSubstr("--size:")));
}

TEST(WallboardSettings, PrintedSettingsNameEverySetting) {
    const Start start{{"--server", "wss://[::1]:8443", "--print-settings"}};
    ASSERT_FALSE(start.settings);
    EXPECT_EQ(start.settings.error(), 0);
    EXPECT_THAT(start.out.str(), HasSubstr("server = \"https://[::1]:8443\""));
    EXPECT_THAT(start.out.str(), HasSubstr("size = \"\""));
}

TEST(WallboardSettings, HelpListsThem) {
    const Start start{{"--help"}};
    ASSERT_FALSE(start.settings);
    EXPECT_EQ(start.settings.error(), 0);
    for (const char* name : {"--server", "--screen", "--windowed", "--monitor", "--png", "--size",
                             "--every", "--preview", "--state-dir", "--token-file"})
        EXPECT_THAT(start.out.str(), HasSubstr(name));
}

}  // namespace
}  // namespace waymark::wallboard
