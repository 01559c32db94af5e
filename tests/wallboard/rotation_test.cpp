#include "wallboard/state/rotation.hpp"

#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

// Friday, 21 November 2025, 14:32 in UTC.
constexpr Time start = std::chrono::sys_days{std::chrono::year{2025} / 11 / 21} + 14h + 32min;

/// A screen with a wall of 30 s and a cascade of 20 s, and a critical KPI.
class RotationTest : public testing::Test {
protected:
    RotationTest() {
        screen_.turns = {
            {.scene = {"wall"}, .duration = 30s, .days = all_days, .time_of_day = {}},
            {.scene = {"cascade"}, .duration = 20s, .days = all_days, .time_of_day = {}}};
        board_.position = {"e", 1};
        Kpi kpi;
        kpi.id = {"sl"};
        kpi.critical = true;
        board_.desk.kpis = {kpi};
        tell(State::on_target);
        state_.set_link({.phase = LinkHealth::Phase::live, .heard = start});
    }

    void tell(State state) {
        Reading reading;
        reading.kpi = {"sl"};
        reading.state = state;
        board_.readings.kpis = {reading};
        ASSERT_EQ(state_.apply(SnapshotMessage{board_, start}, start), BoardState::Next::carry_on);
    }

    Showing after(Duration time) { return rotation_.look(state_, &screen_, start + time); }
    std::string scene_after(Duration time) { return after(time).scene.text; }

    Screen screen_;
    Board board_;
    BoardState state_;
    Rotation rotation_;
};

TEST_F(RotationTest, ScenesTakeTurnsInTheirOrderEachForItsTime) {
    EXPECT_EQ(scene_after(0s), "wall");
    EXPECT_EQ(after(0s).until, start + 30s);
    EXPECT_EQ(scene_after(29'999ms), "wall");
    EXPECT_EQ(scene_after(30s), "cascade");
    EXPECT_EQ(scene_after(49'999ms), "cascade");
    EXPECT_EQ(scene_after(50s), "wall");
}

TEST_F(RotationTest, EveryPageHasTheTurnsTime) {
    rotation_.learn({"wall"}, 3);
    EXPECT_EQ(after(0s).page, 0);
    EXPECT_EQ(after(30s).page, 1);
    EXPECT_EQ(after(60s).page, 2);
    EXPECT_EQ(scene_after(60s), "wall");
    EXPECT_EQ(scene_after(90s), "cascade");
    EXPECT_EQ(after(90s).page, 0);
}

TEST_F(RotationTest, AloneASceneStaysWithoutAnyDeadline) {
    screen_.turns.resize(1);
    EXPECT_EQ(after(0s).until, Time::max());
    EXPECT_EQ(scene_after(1h), "wall");
}

TEST_F(RotationTest, ATurnIsTakenOnItsDaysOnly) {
    screen_.turns[1].days = {true, true, true, true, false, true, true};  // not on Fridays
    EXPECT_EQ(scene_after(0s), "wall");
    EXPECT_EQ(scene_after(31s), "wall");
    screen_.turns[1].days = {false, false, false, false, true, false, false};
    EXPECT_EQ(scene_after(62s), "cascade");
}

TEST_F(RotationTest, ATurnIsTakenInItsHoursOnlyByTheDesksClock) {
    screen_.turns[1].time_of_day = OpenInterval{15h, 16h};
    EXPECT_EQ(scene_after(0s), "wall");
    EXPECT_EQ(scene_after(31s), "wall") << "it is 14:32";
    board_.desk.clock.offset = 1h;
    tell(State::on_target);
    EXPECT_EQ(scene_after(62s), "cascade") << "it is 15:33";
}

TEST_F(RotationTest, HoursPastMidnightBelongToTheDayTheyBeginOn) {
    screen_.turns[1].time_of_day = OpenInterval{22h, 30h};
    screen_.turns[1].days = {false, false, false, false, true, false, false};
    EXPECT_EQ(scene_after(0s), "wall");
    EXPECT_EQ(scene_after(12h), "cascade") << "Saturday, 02:32, begun on Friday";
    EXPECT_EQ(scene_after(16h), "wall") << "Saturday, 06:32";
}

TEST_F(RotationTest, AScreenWithoutATurnNowShowsItsFirst) {
    for (Turn& turn : screen_.turns)
        turn.time_of_day = OpenInterval{2h, 3h};
    EXPECT_EQ(scene_after(0s), "wall");
    EXPECT_EQ(scene_after(100s), "wall");
}

TEST_F(RotationTest, ACriticalKpiThatGoesOffTargetInterruptsAndThenTheTurnHasItsRest) {
    EXPECT_EQ(scene_after(0s), "wall");
    EXPECT_FALSE(after(10s).alarm);
    tell(State::off_target);
    const Showing alarm = after(20s);
    ASSERT_TRUE(alarm.alarm);
    EXPECT_EQ(alarm.alarm->text, "sl");
    EXPECT_EQ(alarm.until, start + 20s + alarm_length);
    EXPECT_TRUE(after(20s + alarm_length - 1ms).alarm);
    const Showing again = after(20s + alarm_length);
    EXPECT_FALSE(again.alarm);
    EXPECT_EQ(again.scene.text, "wall");
    EXPECT_EQ(scene_after(29s + alarm_length), "wall");
    EXPECT_EQ(scene_after(31s + alarm_length), "cascade");
}

TEST_F(RotationTest, WhatIsOffTargetFromTheStartIsNoNews) {
    tell(State::off_target);
    EXPECT_FALSE(after(0s).alarm);
    EXPECT_FALSE(after(5s).alarm);
}

TEST_F(RotationTest, AnAlarmThatIsOverGivesTheScreenBack) {
    (void)after(0s);
    tell(State::off_target);
    EXPECT_TRUE(after(5s).alarm);
    tell(State::on_target);
    EXPECT_FALSE(after(6s).alarm);
}

TEST_F(RotationTest, OfflineNothingIsNews) {
    (void)after(0s);
    state_.set_link({.phase = LinkHealth::Phase::offline, .heard = start});
    tell(State::off_target);
    EXPECT_FALSE(after(10s).alarm);
}

}  // namespace
}  // namespace waymark::wallboard
