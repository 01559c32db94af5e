#include "server/kpi/chronicle/outlook.hpp"

#include <cmath>
#include <cstdlib>
#include <random>
#include <string_view>

#include <gtest/gtest.h>

namespace waymark::server {
namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr local_days first_day{std::chrono::year{2026} / 1 / 5};
constexpr DoneWhen twenty_of_22{.hold = 20, .of = 22};

local_days day(int number) {
    return first_day + days{number};
}

/// '+' held, '-' not held.
std::vector<HeldDay> held(std::string_view told) {
    std::vector<HeldDay> list;
    for (const char how : told)
        list.emplace_back(day(static_cast<int>(list.size())), how == '+');
    return list;
}

/// An attainment that begins at `from` and gains so much a day, with so much noise.
std::vector<DayAttainment> course(int count, double from, double a_day, double noise) {
    std::mt19937 random{42};
    std::uniform_real_distribution<double> scatter{-noise, noise};
    std::vector<DayAttainment> list;
    for (int i = 0; i < count; ++i)
        list.push_back({day(i), std::clamp(from + a_day * i + scatter(random), 0.0, 1.0)});
    return list;
}

Outlook outlook(std::string_view told, const std::vector<DayAttainment>& days_known,
                std::optional<int> by_year = {}) {
    const auto list = held(told);
    return outlook_of(twenty_of_22, list, days_known, day(static_cast<int>(told.size()) - 1),
                      by_year);
}

const std::string missed(40, '-');

TEST(Outlook, WhatIsAchievedSaysSinceWhen) {
    const Outlook achieved = outlook(std::string(25, '+'), {});
    EXPECT_EQ(achieved, (Outlook{.achieved_since = day(19)}));
    EXPECT_EQ(outlook(std::string(20, '+') + "---" + std::string(20, '+'), {}).achieved_since,
              day(42))
        << "it was lost for a while: of 22 days three were missed";
}

TEST(Outlook, BeforeTenDaysItIsTooEarlyToSay) {
    EXPECT_EQ(outlook("---------", course(9, 0.1, 0.1, 0)), (Outlook{.pace = Pace::unknown}));
    EXPECT_EQ(outlook("+++++++++", {}), (Outlook{.pace = Pace::unknown}));
    EXPECT_NE(outlook("----------", course(10, 0.1, 0.05, 0)).forecast, std::nullopt);
}

TEST(Outlook, WhatHoldsNowIsAchievedWhenItHasHeldLongEnough) {
    const Outlook holding = outlook(missed + "++++++++++", {});
    EXPECT_EQ(holding, (Outlook{.forecast = day(59), .pace = Pace::on_pace}));
    DoneWhen working = twenty_of_22;
    working.working_days = true;
    const auto told = held(missed + "++++++++++");
    EXPECT_EQ(outlook_of(working, told, {}, day(49), {}).forecast, day(49 + 14))
        << "ten working days are two weeks";
}

TEST(Outlook, ACourseThatRisesGetsThereAndThenHasToHold) {
    // 0.4 + 0.01 a day is at 1.0 after 60 days; then 20 days to hold.
    const Outlook rising = outlook(missed, course(40, 0.4, 0.01, 0));
    ASSERT_TRUE(rising.forecast);
    EXPECT_LE(std::abs((*rising.forecast - day(80)).count()), 1);
    const Outlook noisy = outlook(missed, course(40, 0.4, 0.01, 0.05));
    ASSERT_TRUE(noisy.forecast);
    EXPECT_LE(std::abs((*noisy.forecast - day(80)).count()), 8);
}

TEST(Outlook, OneWildDayMovesNothingMuch) {
    auto wild = course(40, 0.4, 0.01, 0);
    wild[39].attainment = 0;
    wild[3].attainment = 1;
    EXPECT_LE(std::abs((*outlook(missed, wild).forecast - day(80)).count()), 3);
}

TEST(Outlook, ACourseThatIsFlatOrFallsNeverGetsThere) {
    EXPECT_EQ(outlook(missed, course(40, 0.5, 0, 0)), (Outlook{.pace = Pace::never}));
    EXPECT_EQ(outlook(missed, course(40, 0.9, -0.01, 0)), (Outlook{.pace = Pace::never}));
    EXPECT_EQ(outlook(missed, course(40, 0.9, -0.01, 0.05)), (Outlook{.pace = Pace::never}));
}

TEST(Outlook, OfOneThatOnlyScattersNobodyCanSay) {
    EXPECT_EQ(outlook(missed, course(20, 0.5, 0, 0.3)), (Outlook{.pace = Pace::unknown}));
}

TEST(Outlook, LateIsAfterTheYearOfTheVision) {
    const auto rising = course(40, 0.4, 0.01, 0);  // until March 2026
    EXPECT_EQ(outlook(missed, rising, 2026).pace, Pace::on_pace);
    EXPECT_EQ(outlook(missed, rising, 2025).pace, Pace::late);
}

TEST(Outlook, NoCourseMakesItFail) {
    std::mt19937 random{7};
    for (int i = 0; i < 500; ++i) {
        const int count = static_cast<int>(random() % 70);
        std::string told;
        for (int at = 0; at < count; ++at)
            told += random() % 3 == 0 ? '+' : '-';
        if (told.empty()) told = "-";
        const double a_day = static_cast<double>(random() % 100) / 2000 - 0.02;
        const Outlook one = outlook(told, course(count, 0.3, a_day, 0.2), 2027);
        EXPECT_TRUE(one.achieved_since.has_value() != one.pace.has_value());
        EXPECT_GT(one.forecast.value_or(local_days::max()), day(static_cast<int>(told.size()) - 1));
    }
}

}  // namespace
}  // namespace waymark::server
