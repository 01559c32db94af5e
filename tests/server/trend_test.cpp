#include "server/kpi/judge/trend.hpp"

#include <gtest/gtest.h>

namespace waymark::server {
namespace {

Kpi ratio_kpi() {
    Kpi kpi{.id = {"sl"}, .unit = ValueUnit::ratio};
    kpi.target = Target{.goal = 0.80, .floor = 0.75};
    return kpi;
}
Measured ratio(double numerator, std::int64_t n) {
    return {.value = numerator / static_cast<double>(n), .n = n, .numerator = numerator};
}
Measured volume(std::int64_t n) {
    return {.value = static_cast<double>(n), .n = n};
}

TEST(Trend, AChangeWithinChanceIsSteady) {
    EXPECT_EQ(movement(ratio_kpi(), ratio(16, 20), ratio(17, 20)).trend, Trend::steady);
}

TEST(Trend, ASignificantChangeIsBetterOrWorseByTheTargetsDirection) {
    EXPECT_EQ(movement(ratio_kpi(), ratio(190, 200), ratio(150, 200)).trend, Trend::better);
    EXPECT_EQ(movement(ratio_kpi(), ratio(150, 200), ratio(190, 200)).trend, Trend::worse);
    Kpi asa{.id = {"asa"}, .unit = ValueUnit::duration};
    asa.target = Target{.direction = Direction::lower, .goal = 30, .floor = 60};
    const Measured slow{.value = 60, .n = 50, .variance = 100};
    const Measured quick{.value = 20, .n = 50, .variance = 100};
    EXPECT_EQ(movement(asa, slow, quick).trend, Trend::worse);
    EXPECT_EQ(movement(asa, quick, slow).change, -40);
}

TEST(Trend, ANumberOfCasesIsHeldAgainstItsOwnChance) {
    Kpi backlog{.id = {"backlog"}, .unit = ValueUnit::count};
    backlog.target = Target{.direction = Direction::lower, .goal = 2, .floor = 4};
    EXPECT_EQ(movement(backlog, volume(110), volume(100)).trend, Trend::steady);
    EXPECT_EQ(movement(backlog, volume(120), volume(100)).trend, Trend::worse);
    EXPECT_EQ(movement(backlog, volume(1), volume(0)).trend, Trend::steady);
    EXPECT_EQ(movement(backlog, volume(9), volume(0)).trend, Trend::worse);
}

TEST(Trend, NothingToCompareIsNoTrend) {
    EXPECT_EQ(movement(ratio_kpi(), ratio(5, 10), Measured{}), Movement{});
}

TEST(Trend, AVolumeIsComparedWithTheMedianOfTheWeeksBefore) {
    const std::vector<Measured> weeks{volume(90), volume(40), volume(60), volume(50)};
    EXPECT_EQ(usual_volume(weeks, volume(10)).value, 55);
    EXPECT_EQ(usual_volume(weeks, volume(10)).n, 55);
    const std::vector<Measured> holes{volume(90), {}, volume(60), volume(50)};
    EXPECT_EQ(usual_volume(holes, volume(10)).value, 60);
}

TEST(Trend, AVolumeOfAYoungSeriesIsComparedWithTheWindowBefore) {
    EXPECT_EQ(usual_volume({}, volume(10)), volume(10));
    const std::vector<Measured> one{volume(90), {}, {}, {}};
    EXPECT_EQ(usual_volume(one, volume(10)), volume(10));
}

TEST(Trend, CountsAndLevelsAreVolumesAndHowWellTheyAreDealtWithIsNot) {
    EXPECT_TRUE(is_volume(CountMeasure{}));
    EXPECT_TRUE(is_volume(LevelMeasure{}));
    EXPECT_TRUE(is_volume(DistinctMeasure{}));
    EXPECT_FALSE(is_volume(RatioMeasure{}));
    EXPECT_FALSE(is_volume(MeanMeasure{}));
    EXPECT_FALSE(is_volume(AgeMeasure{}));
}

}  // namespace
}  // namespace waymark::server
