#include "server/feed/feed_status.hpp"

#include <gtest/gtest.h>

#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::at;
using Gaps = std::vector<FeedStatus::Gap>;

TEST(FeedStatus, TellsTheLinksStateAndSinceWhen) {
    FeedStatus status;
    EXPECT_FALSE(status.link());
    status.link(LinkState::failed, "connection refused", at(8, 0, 0));
    status.link(LinkState::failed, "no route", at(8, 0, 5));
    EXPECT_EQ(status.link()->since, at(8, 0, 0)) << "it has failed since then";
    EXPECT_EQ(status.link()->why, "no route");
    status.link(LinkState::connected, "", at(8, 1, 0));
    EXPECT_EQ(status.link()->since, at(8, 1, 0));
    EXPECT_EQ(word_of(status.link()->state), "connected");
    status.unlink();
    EXPECT_FALSE(status.link());
}

TEST(FeedStatus, AReasonWithoutEndIsCut) {
    FeedStatus status;
    status.link(LinkState::failed, std::string(1'000'000, 'x'), at(8, 0, 0));
    EXPECT_EQ(status.link()->why.size(), 300u);
}

TEST(FeedStatus, GapsThatTouchAreOne) {
    FeedStatus status;
    status.gap(at(8, 0, 0), at(8, 1, 0));
    status.gap(at(8, 2, 0), at(8, 3, 0));
    status.gap(at(7, 0, 0), at(7, 1, 0));
    status.gap(at(9, 0, 0), at(9, 0, 0));
    EXPECT_EQ(
        status.gaps(),
        (Gaps{{at(7, 0, 0), at(7, 1, 0)}, {at(8, 0, 0), at(8, 1, 0)}, {at(8, 2, 0), at(8, 3, 0)}}));
    status.gap(at(8, 1, 0), at(8, 2, 30));
    EXPECT_EQ(status.gaps(), (Gaps{{at(7, 0, 0), at(7, 1, 0)}, {at(8, 0, 0), at(8, 3, 0)}}));
    status.begin_day(at(7, 30, 0));
    EXPECT_EQ(status.gaps(), (Gaps{{at(8, 0, 0), at(8, 3, 0)}}));
    for (int i = 0; i < 1'000; ++i)
        status.gap(at(10, 0, i * 2), at(10, 0, i * 2 + 1));
    EXPECT_EQ(status.gaps().size(), FeedStatus::most_gaps);
}

TEST(FeedStatus, CountsWhatCameWithinFiveMinutes) {
    FeedStatus status;
    EXPECT_EQ(status.records_a_minute(at(8, 0, 0)), 0);
    for (int i = 0; i < 10; ++i)
        status.took(5, std::nullopt, at(8, i, 0));
    EXPECT_EQ(status.records_a_minute(at(8, 9, 0)), 5);
    EXPECT_EQ(status.records_a_minute(at(8, 12, 30)), 2);
    EXPECT_EQ(status.records_a_minute(at(9, 0, 0)), 0);
}

TEST(FeedStatus, TheLeastTimeBehindIsThatOfTheClock) {
    FeedStatus status;
    status.took(1, 90s, at(8, 0, 0));
    status.took(1, 65s, at(8, 0, 1));
    status.took(1, std::nullopt, at(8, 0, 2));
    status.took(1, 300s, at(8, 5, 0));
    EXPECT_EQ(status.behind(at(8, 5, 0)), 65s);
    EXPECT_EQ(status.behind(at(8, 12, 0)), 300s);
    EXPECT_EQ(status.behind(at(8, 30, 0)), std::nullopt);
    status.took(1, -2s, at(8, 30, 0));
    EXPECT_EQ(status.behind(at(8, 30, 0)), -2s);
}

}  // namespace
}  // namespace waymark::server
