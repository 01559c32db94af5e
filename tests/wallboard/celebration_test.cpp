#include "wallboard/state/celebration.hpp"

#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using enum Milestone::State;

constexpr Time start = from_epoch_ms(1'774'857'600'000);

Milestone milestone(std::string id, Milestone::State state, Time since) {
    return {.id = std::move(id), .title = "Easy to reach", .state = state, .since = since};
}

/// A screen whose clock the test moves.
class CelebrationTest : public testing::Test {
protected:
    /// The milestone that is celebrated at `at`, if any.
    std::string at(Time now) {
        const auto shown = celebration_.look(&board_, may_show_, now);
        return shown ? shown->milestone : "";
    }

    std::vector<Milestone> board_;
    bool may_show_ = true;
    Celebration celebration_{Celebrated{}};
};

TEST_F(CelebrationTest, WhatIsReachedIsCelebratedAtOnceForAMinute) {
    EXPECT_EQ(at(start), "");
    board_ = {milestone("a", celebrating, start + 10s)};
    EXPECT_EQ(at(start + 10s), "a");
    EXPECT_EQ(celebration_.look(&board_, true, start + 30s), (Celebrating{"a", 20s, start + 70s}));
    EXPECT_EQ(at(start + 70s - 1us), "a");
    EXPECT_EQ(at(start + 70s), "");
}

TEST_F(CelebrationTest, ItIsCelebratedEveryHourWhileTheServerSaysSo) {
    board_ = {milestone("a", celebrating, start)};
    int celebrations = 0;
    bool before = false;
    for (Time now = start; now < start + 24h; now += 10s) {
        const bool shows = !at(now).empty();
        celebrations += shows && !before ? 1 : 0;
        before = shows;
    }
    EXPECT_EQ(celebrations, 24);
    EXPECT_EQ(celebration_.next_begin(), start + 24h);
    board_[0].state = over;
    EXPECT_EQ(at(start + 24h), "");
    EXPECT_EQ(at(start + 200h), "");
}

TEST_F(CelebrationTest, AScreenThatWasAwayCelebratesOnceEvenDaysLater) {
    for (const auto state : {over, reimagine}) {
        board_ = {milestone(state == over ? "o" : "r", state, start)};
        EXPECT_NE(at(start + 100h), "");
        EXPECT_EQ(at(start + 100h + 60s), "");
        EXPECT_EQ(at(start + 101h), "");
    }
}

TEST_F(CelebrationTest, AScreenThatWasAwayForMonthsHasMissedIt) {
    board_ = {milestone("a", over, start)};
    EXPECT_EQ(at(start + std::chrono::days{31}), "");
}

TEST_F(CelebrationTest, WhatIsOldNewsToANewScreenIsNotCelebrated) {
    celebration_ = Celebration{std::nullopt};
    board_ = {milestone("new", celebrating, start), milestone("old", over, start - 48h)};
    EXPECT_EQ(at(start), "new");
    EXPECT_EQ(at(start + 61s), "");
    board_[0].state = over;
    EXPECT_EQ(at(start + 2h), "");
}

TEST_F(CelebrationTest, ARestartRepeatsNothing) {
    board_ = {milestone("a", celebrating, start)};
    EXPECT_EQ(at(start), "a");
    ASSERT_TRUE(celebration_.take_change());
    EXPECT_FALSE(celebration_.take_change());
    Celebration again{celebration_.celebrated()};
    EXPECT_FALSE(again.look(&board_, true, start + 30min));
    EXPECT_TRUE(again.look(&board_, true, start + 1h)) << "but the next hour has its own";
}

TEST_F(CelebrationTest, SeveralComeOneAfterTheOtherTheEarliestFirst) {
    board_ = {milestone("later", celebrating, start), milestone("earlier", celebrating, start)};
    EXPECT_EQ(at(start), "earlier");
    EXPECT_EQ(at(start + 60s), "later");
    EXPECT_EQ(at(start + 120s), "");
}

TEST_F(CelebrationTest, AnAlarmGoesBeforeItAndTakesNothingOfItsTime) {
    board_ = {milestone("a", celebrating, start)};
    may_show_ = false;
    EXPECT_EQ(at(start), "");
    may_show_ = true;
    EXPECT_EQ(at(start + 20s), "a");
    EXPECT_EQ(at(start + 30s), "a");
    may_show_ = false;
    EXPECT_EQ(at(start + 30s), "");
    EXPECT_EQ(at(start + 50s), "");
    may_show_ = true;
    EXPECT_EQ(celebration_.look(&board_, true, start + 50s), (Celebrating{"a", 10s, start + 100s}));
}

TEST_F(CelebrationTest, PeopleCanSkipIt) {
    board_ = {milestone("a", celebrating, start)};
    EXPECT_EQ(at(start), "a");
    celebration_.skip();
    EXPECT_EQ(at(start + 1s), "");
    EXPECT_EQ(at(start + 1h), "a");
}

TEST_F(CelebrationTest, WhatIsNotConfirmedOrDismissedIsNotCelebrated) {
    board_ = {milestone("a", to_confirm, start), milestone("b", dismissed, start)};
    EXPECT_EQ(at(start), "");
    board_ = {milestone("a", celebrating, start)};
    EXPECT_EQ(at(start + 1s), "a");
    board_[0].state = dismissed;
    EXPECT_EQ(at(start + 2s), "") << "it ends at once";
}

TEST_F(CelebrationTest, AClockThatWasSetBackPutsNothingOffForLong) {
    board_ = {milestone("a", celebrating, start)};
    EXPECT_EQ(at(start + 100h), "a");
    EXPECT_EQ(at(start + 101h - 1s), "");
    EXPECT_EQ(at(start), "");
    EXPECT_EQ(at(start + 1h), "a");
}

TEST_F(CelebrationTest, ItForgetsTheOldestWhenThereAreTooMany) {
    for (int i = 0; i < 300; ++i) {
        board_ = {milestone(std::to_string(i), celebrating, start)};
        EXPECT_EQ(at(start + i * 2min), std::to_string(i));
    }
    EXPECT_LE(celebration_.celebrated().size(), 200U);
    EXPECT_TRUE(celebration_.celebrated().contains("299"));
    EXPECT_FALSE(celebration_.celebrated().contains("0"));
}

TEST_F(CelebrationTest, WithoutABoardThereIsNothingToCelebrate) {
    EXPECT_FALSE(celebration_.look(nullptr, true, start));
}

}  // namespace
}  // namespace waymark::wallboard
