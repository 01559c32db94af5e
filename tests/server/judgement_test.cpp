#include "server/kpi/judge/judgement.hpp"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

constexpr Time eight = from_epoch_ms(1'774'854'000'000);
constexpr double delta = 0.02;

Kpi service_level() {
    Kpi kpi{.id = {"sl"}, .unit = ValueUnit::ratio};
    kpi.target = Target{.goal = 0.80, .floor = 0.75};
    return kpi;
}

Measured cases(double numerator, std::int64_t n) {
    return {.value = numerator / static_cast<double>(n), .n = n, .numerator = numerator};
}

/// A KPI with a goal of 80 % and a floor of 75 %, first seen long ago.
class JudgementTest : public testing::Test {
protected:
    void shows(State state) {
        now_ = {{state != State::on_target, {}}, {state == State::off_target, {}}, eight - 1h};
    }
    /// What is shown once `value` has been seen at `after` past eight.
    State at(Duration after, double value) {
        const Target target = *service_level().target;
        now_ = judged(now_, judge(target, value), judge_leniently(target, value, delta),
                      eight + after);
        return *now_.shown();
    }
    void restart() { now_ = judgement_from(to_text(now_)).value(); }

    Judgement now_;
};

TEST_F(JudgementTest, TheFirstIsImmediate) {
    EXPECT_EQ(now_.shown(), std::nullopt);
    EXPECT_EQ(at(0s, 0.70), State::off_target);
}

TEST_F(JudgementTest, FollowsTheValueWhileItSettles) {
    at(0s, 0.70);
    EXPECT_EQ(at(29s, 0.85), State::on_target);
    EXPECT_EQ(at(30s, 0.70), State::on_target) << "from now on worse takes its time";
}

TEST_F(JudgementTest, WorseNeedsTheBorderPlusDeltaFor30Seconds) {
    shows(State::on_target);
    EXPECT_EQ(at(0s, 0.785), State::on_target);
    EXPECT_EQ(at(31s, 0.785), State::on_target) << "within delta of the border";
    EXPECT_EQ(at(40s, 0.77), State::on_target);
    EXPECT_EQ(at(69s, 0.77), State::on_target);
    EXPECT_EQ(at(70s, 0.77), State::at_risk);
}

TEST_F(JudgementTest, RecoveryNeedsOnlyTheBorderFor120Seconds) {
    shows(State::off_target);
    at(0s, 0.80);
    EXPECT_EQ(at(119s, 0.80), State::off_target);
    EXPECT_EQ(at(120s, 0.80), State::on_target);
}

TEST_F(JudgementTest, ComingBackInTimeStartsTheDwellAnew) {
    shows(State::on_target);
    at(0s, 0.70);
    at(20s, 0.85);
    EXPECT_EQ(at(40s, 0.70), State::on_target);
    EXPECT_EQ(at(69s, 0.70), State::on_target);
    EXPECT_EQ(at(70s, 0.70), State::off_target);
}

TEST_F(JudgementTest, AStayAtRiskDoesNotShortenTheWayBackToOnTarget) {
    shows(State::off_target);
    at(0s, 0.77);
    at(119s, 0.85);
    EXPECT_EQ(at(120s, 0.85), State::at_risk) << "on target for a second only";
    EXPECT_EQ(at(238s, 0.85), State::at_risk);
    EXPECT_EQ(at(239s, 0.85), State::on_target);
}

TEST_F(JudgementTest, AMomentOffTargetDoesNotMakeAStayAtRiskOffTarget) {
    shows(State::on_target);
    at(0s, 0.77);
    at(29s, 0.60);
    EXPECT_EQ(at(30s, 0.60), State::at_risk);
    EXPECT_EQ(at(59s, 0.60), State::off_target);
}

TEST_F(JudgementTest, ARestartKeepsWhatIsShownAndTheDwellItIsIn) {
    shows(State::off_target);
    at(0s, 0.80);
    restart();
    EXPECT_EQ(now_.shown(), State::off_target);
    EXPECT_EQ(at(119s, 0.80), State::off_target);
    restart();
    EXPECT_EQ(at(120s, 0.80), State::on_target);
    restart();
    EXPECT_EQ(at(130s, 0.785), State::on_target) << "within delta still";
}

TEST(Judgement, ADamagedTextIsNothing) {
    EXPECT_EQ(judgement_from(to_text(Judgement{})), Judgement{});
    for (const char* text : {"", "x", "5", "5 met", "5 met - missed", "5 met x met -",
                             "5 lost - met -", "5 met - met - more"})
        EXPECT_EQ(judgement_from(text), std::nullopt) << text;
}

TEST(Judgement, NoBorderLatchesAndEachHasItsOwnWayBack) {
    // Enter at 85, leave at 75; enter at 95, back at 85.
    const Target load{.direction = Direction::lower, .goal = 75, .floor = 85};
    Judgement now{{}, {}, eight - 1h};
    Time time = eight;
    const auto after = [&](double value) {
        for (int i = 0; i < 2; ++i, time += 5min)
            now = judged(now, judge(load, value), judge_leniently(load, value, 10), time);
        return *now.shown();
    };
    EXPECT_EQ(after(85), State::on_target);
    EXPECT_EQ(after(86), State::at_risk);
    EXPECT_EQ(after(76), State::at_risk);
    EXPECT_EQ(after(75), State::on_target);
    EXPECT_EQ(after(96), State::off_target);
    EXPECT_EQ(after(86), State::off_target);
    EXPECT_EQ(after(85), State::at_risk);
    EXPECT_EQ(after(75), State::on_target);
}

// A value beyond delta of the borders, as between them delta keeps what was.
RC_GTEST_PROP(Judgement, AValueThatStaysIsShownAsItIsWhateverWasShownBefore, ()) {
    const Target target = *service_level().target;
    Judgement now{{}, {}, eight - 1h};
    Time time = eight;
    const auto see = [&](double value) {
        now = judged(now, judge(target, value), judge_leniently(target, value, delta), time);
    };
    for (int i = *rc::gen::inRange(0, 40); i > 0; --i, time += 13s)
        see(*rc::gen::inRange(60, 95) / 100.0);
    const double last = *rc::gen::element(0.60, 0.725, 0.76, 0.77, 0.80, 0.90);
    see(last);
    time += dwell_better;
    see(last);
    RC_ASSERT(*now.shown() == judge(target, last));
    RC_ASSERT(!now.floor.missed || now.goal.missed);
}

TEST(ConfidentJudgement, OffTargetOnlyWhenChanceDoesNotExplainIt) {
    Kpi kpi = service_level();
    EXPECT_EQ(judged({}, kpi, cases(14, 20), eight).shown(), State::off_target);
    kpi.confident = true;
    EXPECT_EQ(judged({}, kpi, cases(14, 20), eight).shown(), State::at_risk)
        << "with 20 cases, 70 % may well be 80 %";
    EXPECT_EQ(judged({}, kpi, cases(144, 200), eight).shown(), State::off_target)
        << "72 % of 200 are at most 76 %: the goal is out of reach";
    EXPECT_EQ(judged({}, kpi, cases(17, 20), eight).shown(), State::on_target);
}

TEST(ConfidentJudgement, LowerIsBetterAndBandsAreMirrored) {
    const Target lower{.direction = Direction::lower, .goal = 0.05, .floor = 0.10};
    EXPECT_EQ(judge_confidently(lower, 0.11, 20, 0), State::at_risk);
    EXPECT_EQ(judge_confidently(lower, 0.11, 200, 0), State::off_target);
    const Target band{.direction = Direction::band, .low = 0.7, .high = 0.85, .margin = 0.05};
    EXPECT_EQ(judge_confidently(band, 0.95, 10, 0), State::at_risk);
    EXPECT_EQ(judge_confidently(band, 0.95, 500, 0), State::off_target);
    EXPECT_EQ(judge_confidently(band, 0.60, 10, 0), State::at_risk);
    EXPECT_EQ(judge_confidently(band, 0.60, 500, 0), State::off_target);
}

TEST(Wilson, GivesTheIntervalsOfTheSpec) {
    const auto expect = [](double of, std::int64_t n, double low, double high) {
        const Interval truth = wilson(of / static_cast<double>(n), n, 1.96);
        EXPECT_NEAR(truth.low, low, 0.0005) << of << " of " << n;
        EXPECT_NEAR(truth.high, high, 0.0005) << of << " of " << n;
    };
    expect(2, 3, 0.208, 0.939);
    expect(8, 10, 0.490, 0.943);
    expect(40, 50, 0.670, 0.888);
    expect(160, 200, 0.739, 0.850);
    EXPECT_EQ(wilson(0, 0, 1.96).high, 1);
}

TEST(Hysteresis, ARecordedShiftOf44ChangesByPlainThresholdsHas10) {
    std::ifstream file{WAYMARK_SOURCE_DIR "/tests/data/hysteresis/service_level.txt"};
    const Kpi kpi = service_level();
    Judgement now;
    std::optional<State> plain, shown;
    int plain_changes = 0, changes = 0, minutes = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) continue;
        int minute = 0, in_time = 0, n = 0;
        std::istringstream{line} >> minute >> in_time >> n;
        const Measured measured = cases(in_time, n);
        now = judged(now, kpi, measured, eight + std::chrono::minutes{minute});
        const State strictly = judge(*kpi.target, *measured.value);
        if (plain && plain != strictly) ++plain_changes;
        if (shown && shown != now.shown()) ++changes;
        plain = strictly;
        shown = now.shown();
        ++minutes;
    }
    EXPECT_EQ(minutes, 480);
    EXPECT_EQ(plain_changes, 44);
    EXPECT_EQ(changes, 10);
}

}  // namespace
}  // namespace waymark::server
