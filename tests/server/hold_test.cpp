#include "server/kpi/judge/hold.hpp"

#include <gtest/gtest.h>

namespace waymark::server {
namespace {

using enum HoldReading::State;
using std::chrono::days;
using std::chrono::local_days;

constexpr local_days first_day{std::chrono::year{2026} / 3 / 2};

Csf csf(DoneWhen done_when) {
    return {.id = {"reach"}, .title = "Customers reach us", .done_when = done_when};
}

class HoldsTest : public testing::Test {
protected:
    /// Ends one day after the other: '+' held, '-' not held, '.' does not count.
    HoldReading after(std::string_view told) {
        for (const char how : told)
            holds_.day_ended(first_day + days{day_++}, csf_, how == '+', how != '.');
        return *holds_.of(csf_);
    }

    Csf csf_ = csf({.hold = 3, .of = 5});
    Holds holds_;
    int day_ = 0;
};

TEST_F(HoldsTest, IsNotMetThenHoldingThenAchieved) {
    EXPECT_EQ(after(""), (HoldReading{not_met, 0, 3}));
    EXPECT_EQ(after("--"), (HoldReading{not_met, 0, 3}));
    EXPECT_EQ(after("+"), (HoldReading{holding, 1, 3}));
    EXPECT_EQ(after("+"), (HoldReading{holding, 2, 3}));
    EXPECT_EQ(after("+"), (HoldReading{achieved, 3, 3}));
    EXPECT_EQ(after("+"), (HoldReading{achieved, 4, 3}));
}

TEST_F(HoldsTest, TheOldestDayThatStillCountsIsTheLastOfTheRule) {
    EXPECT_EQ(after("++--+").state, achieved) << "the first of five days still counts";
    EXPECT_EQ(after("-"), (HoldReading{lost, 2, 3}));
}

TEST_F(HoldsTest, DaysInBetweenMayBeMissedAsManyAsTheRuleLeaves) {
    csf_ = csf({.hold = 20, .of = 22});
    EXPECT_EQ(after("+++++++++++-+++++-+++"), (HoldReading{holding, 19, 20}));
    EXPECT_EQ(after("+").state, achieved);
}

TEST_F(HoldsTest, WhatWasAchievedIsLostAndCanBeAchievedAgain) {
    EXPECT_EQ(after("+++").state, achieved);
    EXPECT_EQ(after("---"), (HoldReading{lost, 2, 3}));
    EXPECT_EQ(after("-----"), (HoldReading{lost, 0, 3}));
    EXPECT_EQ(after("++"), (HoldReading{lost, 2, 3}));
    EXPECT_EQ(after("+"), (HoldReading{achieved, 3, 3}));
}

TEST_F(HoldsTest, DaysThatDoNotCountAreSkipped) {
    EXPECT_EQ(after("+..+....................+"), (HoldReading{achieved, 3, 3}));
}

TEST_F(HoldsTest, ADayToldAgainReplacesItself) {
    after("++-");
    day_ = 2;
    EXPECT_EQ(after("+").state, achieved);
    day_ = 0;
    EXPECT_EQ(after(".").held, 2);
}

TEST_F(HoldsTest, ANewRuleJudgesTheDaysThatWereAndHasNotBeenLost) {
    EXPECT_EQ(after("+++").state, achieved);
    csf_ = csf({.hold = 5, .of = 5});
    EXPECT_EQ(holds_.of(csf_), (HoldReading{holding, 3, 5}));
    csf_ = csf({.hold = 2, .of = 5});
    EXPECT_EQ(holds_.of(csf_)->state, achieved);
    csf_.done_when.reset();
    EXPECT_EQ(holds_.of(csf_), std::nullopt);
}

TEST_F(HoldsTest, Remembers400DaysThatCount) {
    csf_ = csf({.hold = 400, .of = 400});
    EXPECT_EQ(after(std::string(399, '+') + "...").state, holding);
    EXPECT_EQ(after("+"), (HoldReading{achieved, 400, 400}));
    EXPECT_EQ(after("+-"), (HoldReading{lost, 399, 400}));
}

TEST_F(HoldsTest, ARestartForgetsNothing) {
    EXPECT_EQ(Holds::from_text(Holds{}.to_text()), Holds{});
    after("+.-+");
    Csf other = csf({.hold = 1, .of = 30, .working_days = true});
    other.id = {"informed"};
    holds_.day_ended(first_day, other, true, true);
    EXPECT_EQ(holds_.last_day(), first_day + days{3});
    const auto again = Holds::from_text(holds_.to_text());
    EXPECT_EQ(again, holds_);
    holds_ = *again;
    EXPECT_EQ(after("+").state, achieved);
    holds_ = *Holds::from_text(holds_.to_text());
    EXPECT_EQ(after("---").state, lost);
}

TEST(Holds, ADamagedTextIsNothing) {
    for (const char* text : {"x", "20000 reach", "5\nreach", "5\nreach 1 weekly 2", "5\nreach - 7",
                             "5\nreach - +x", "5\nreach - +"})
        EXPECT_EQ(Holds::from_text(text), std::nullopt) << text;
}

std::vector<Kpi> two_kpis() {
    Kpi asked{.id = {"asked"}, .target = Target{}, .supports = {{"reach"}}};
    Kpi answered{.id = {"answered"}, .target = Target{}, .supports = {{"informed"}, {"reach"}}};
    Kpi untold{.id = {"untold"}, .supports = {{"reach"}}};
    Kpi other{.id = {"other"}, .target = Target{}, .supports = {{"informed"}}};
    return {asked, answered, untold, other};
}

class DayStatesTest : public testing::Test {
protected:
    bool held_with(State asked, State answered) {
        day_.note({{.kpi = {"asked"}, .state = asked},
                   {.kpi = {"answered"}, .state = answered},
                   {.kpi = {"untold"}, .state = State::no_target},
                   {.kpi = {"other"}, .state = State::off_target}});
        return day_.held(two_kpis(), {"reach"});
    }
    DayStates day_;
};

TEST_F(DayStatesTest, ADayHoldsWhenAllKpisOfTheCsfAreOnTarget) {
    EXPECT_FALSE(day_.held(two_kpis(), {"reach"})) << "nothing is known yet";
    EXPECT_TRUE(held_with(State::on_target, State::on_target));
    EXPECT_FALSE(held_with(State::on_target, State::at_risk));
    EXPECT_FALSE(day_.held({}, {"reach"})) << "no KPI is behind it";
}

TEST_F(DayStatesTest, WhatIsStaleOrTooLittleNeverHolds) {
    for (const State state : {State::stale, State::too_few, State::no_data, State::off_target})
        EXPECT_FALSE(held_with(State::on_target, state)) << name_of(state);
}

TEST_F(DayStatesTest, AClosedKpiKeepsWhatItWasWhenItClosed) {
    held_with(State::on_target, State::on_target);
    EXPECT_TRUE(held_with(State::closed, State::on_target));
    held_with(State::stale, State::on_target);
    EXPECT_FALSE(held_with(State::closed, State::on_target));
    day_.clear();
    EXPECT_FALSE(held_with(State::closed, State::on_target)) << "closed all day";
}

TEST_F(DayStatesTest, ARestartForgetsNothing) {
    held_with(State::on_target, State::stale);
    EXPECT_EQ(DayStates::from_text(day_.to_text()), day_);
    EXPECT_EQ(DayStates::from_text(""), DayStates{});
    EXPECT_EQ(DayStates::from_text("asked happy\n"), std::nullopt);
    EXPECT_EQ(DayStates::from_text("asked"), std::nullopt);
}

}  // namespace
}  // namespace waymark::server
