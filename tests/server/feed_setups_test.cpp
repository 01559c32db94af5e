#include "server/feed/setup/feed_setups.hpp"

#include <gmock/gmock.h>

#include "server/feed/setup/presets.hpp"

namespace waymark::server {
namespace {

std::vector<std::string> problems_with(const FeedSettings& settings) {
    DeskFolder desk;
    desk.feed_settings[{"a"}] = settings;
    std::vector<std::string> lines;
    if (const auto setups = read_setups(desk); !setups)
        for (const Problem& problem : setups.error())
            lines.push_back(to_text(problem));
    return lines;
}

TEST(FeedSetups, AnUnknownPresetIsSaidWithItsPlace) {
    const auto lines = problems_with({.preset = "jirra", .text = "{}", .place = "/feeds/3"});
    ASSERT_EQ(lines.size(), 1);
    EXPECT_THAT(lines[0],
                testing::StartsWith(R"(feeds.json /feeds/3/preset: "jirra" is no preset; )"));
}

TEST(FeedSetups, AFeedThatSendsOurOwnRecordsHasNone) {
    EXPECT_TRUE(read_setups(DeskFolder{})->empty());
}

}  // namespace
}  // namespace waymark::server
