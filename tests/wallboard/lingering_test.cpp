#include "wallboard/state/lingering.hpp"

#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr Time start = from_epoch_ms(1'774'857'600'000);

Board board_with(State calls, State wait) {
    Board board;
    board.readings.kpis = {{.kpi = {"calls"}, .state = calls}, {.kpi = {"wait"}, .state = wait}};
    return board;
}

TEST(LingeringTest, WhatIsOffTargetForTenMinutesIsNoFilledBandAnyMore) {
    Lingering lingering;
    const Board off = board_with(State::off_target, State::on_target);
    EXPECT_TRUE(lingering.look(off, start).empty());
    EXPECT_EQ(lingering.next(), start + 10min);
    EXPECT_TRUE(lingering.look(off, start + 10min - 1us).empty());
    EXPECT_EQ(lingering.look(off, start + 10min), SharedList<KpiId>({KpiId{"calls"}}));
    EXPECT_EQ(lingering.next(), Time::max());
}

TEST(LingeringTest, WhatComesBackOffTargetIsFilledAgain) {
    Lingering lingering;
    const Board off = board_with(State::off_target, State::off_target);
    EXPECT_TRUE(lingering.look(off, start).empty());
    EXPECT_TRUE(
        lingering.look(board_with(State::at_risk, State::off_target), start + 5min).empty());
    EXPECT_EQ(lingering.look(off, start + 10min), SharedList<KpiId>({KpiId{"wait"}}));
    EXPECT_EQ(lingering.next(), start + 20min);
}

TEST(LingeringTest, AClockThatWasSetBackPutsItOffByTenMinutesAtMost) {
    Lingering lingering;
    const Board off = board_with(State::off_target, State::on_target);
    EXPECT_TRUE(lingering.look(off, start).empty());
    EXPECT_TRUE(lingering.look(off, start - 5h).empty());
    EXPECT_EQ(lingering.look(off, start - 5h + 10min), SharedList<KpiId>({KpiId{"calls"}}));
}

}  // namespace
}  // namespace waymark::wallboard
