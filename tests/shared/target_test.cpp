#include "shared/model/target.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace waymark {
namespace {

Target higher(double goal, double floor) {
    return {.goal = goal, .floor = floor};
}
Target lower(double goal, double floor) {
    return {.direction = Direction::lower, .goal = goal, .floor = floor};
}
Target band(double low, double high, double margin) {
    return {.direction = Direction::band, .low = low, .high = high, .margin = margin};
}

TEST(Target, HigherIsBetterIsAtRiskBetweenFloorAndGoal) {
    const Target target = higher(0.80, 0.75);
    EXPECT_EQ(judge(target, 0.80), State::on_target);
    EXPECT_EQ(judge(target, 0.799), State::at_risk);
    EXPECT_EQ(judge(target, 0.75), State::at_risk);
    EXPECT_EQ(judge(target, 0.749), State::off_target);
}

TEST(Target, LowerIsBetterIsAtRiskBetweenGoalAndFloor) {
    const Target target = lower(30, 60);
    EXPECT_EQ(judge(target, 30), State::on_target);
    EXPECT_EQ(judge(target, 31), State::at_risk);
    EXPECT_EQ(judge(target, 60), State::at_risk);
    EXPECT_EQ(judge(target, 61), State::off_target);
}

TEST(Target, BandIsAtRiskWithinItsMargin) {
    const Target target = band(0.75, 0.85, 0.05);
    EXPECT_EQ(judge(target, 0.75), State::on_target);
    EXPECT_EQ(judge(target, 0.85), State::on_target);
    EXPECT_EQ(judge(target, 0.71), State::at_risk);
    EXPECT_EQ(judge(target, 0.89), State::at_risk);
    EXPECT_EQ(judge(target, 0.60), State::off_target);
}

TEST(Target, AttainmentRunsFromTheFloorToTheGoal) {
    EXPECT_DOUBLE_EQ(attainment(lower(30, 60), 45), 0.5);
    EXPECT_DOUBLE_EQ(attainment(lower(30, 60), 90), 0);
    EXPECT_DOUBLE_EQ(attainment(higher(700, 500), 600), 0.5);
    EXPECT_DOUBLE_EQ(attainment(higher(700, 500), 900), 1);
}

TEST(Target, AttainmentRunsFromTheBaselineWhereOneIsGiven) {
    Target target = higher(1'500'000, 1'200'000);
    target.baseline = 1'000'000;
    EXPECT_DOUBLE_EQ(attainment(target, 1'350'000), 0.7);
}

TEST(Target, AttainmentInABandFallsToNothingOverTheMargin) {
    const Target target = band(0.75, 0.85, 0.10);
    EXPECT_DOUBLE_EQ(attainment(target, 0.80), 1);
    EXPECT_NEAR(attainment(target, 0.90), 0.5, 1e-12);
    EXPECT_DOUBLE_EQ(attainment(target, 0.99), 0);
}

TEST(Target, GoalOnItsBaselineNeverGivesNaN) {
    Target target = higher(5, 5);
    EXPECT_DOUBLE_EQ(attainment(target, 5), 1);
    EXPECT_DOUBLE_EQ(attainment(target, 4), 0);
}

TEST(Target, WorseningNeedsTheBorderPlusDelta) {
    const Target target = higher(0.80, 0.75);
    EXPECT_EQ(judge_leniently(target, 0.785, hysteresis(target, true)), State::on_target);
    EXPECT_EQ(judge_leniently(target, 0.775, hysteresis(target, true)), State::at_risk);
    EXPECT_DOUBLE_EQ(hysteresis(lower(30, 60), false), 9);
}

}  // namespace
}  // namespace waymark
