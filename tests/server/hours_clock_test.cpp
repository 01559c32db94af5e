#include "server/kpi/time/hours_clock.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "shared/base/clock.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using std::chrono::local_days;
using std::chrono::year;

Time instant(const std::string& text) {
    return *from_rfc3339(text);
}

local_days date(int y, unsigned m, unsigned d) {
    return local_days{year{y} / std::chrono::month{m} / std::chrono::day{d}};
}

/// Open in these intervals on weekdays, or on all days.
Hours hours(const std::string& zone, const std::vector<OpenInterval>& intervals, int days) {
    Hours made{zone, {}, {}, {}};
    for (int day = 0; day < days; ++day)
        made.week[static_cast<std::size_t>(day)] = intervals;
    return made;
}
Hours office() {
    return hours("Europe/Berlin", {{8h, 18h}}, 5);
}
Hours night_shift(const std::string& zone) {
    return hours(zone, {{22h, 30h}}, 7);
}

TEST(HoursClock, ABudgetGoesOnTheNextMorning) {
    const HoursClock clock{office()};
    EXPECT_EQ(clock.deadline(instant("2024-03-04T17:00:00+01:00"), 4h),
              instant("2024-03-05T11:00:00+01:00"));
    EXPECT_EQ(clock.deadline(instant("2024-03-04T17:00:00+01:00"), 3h),
              instant("2024-03-05T10:00:00+01:00"));
}

TEST(HoursClock, ABudgetPassesOverHolidays) {
    Hours shop = hours("Europe/Berlin", {{9h, 21h}}, 7);
    shop.holidays = {date(2016, 11, 11), date(2016, 11, 13)};
    EXPECT_EQ(HoursClock{shop}.deadline(instant("2016-11-09T23:00:00+01:00"), 48h),
              instant("2016-11-15T21:00:00+01:00"));
}

TEST(HoursClock, ADayUpTo24HoursHasNoGapAtMidnight) {
    const HoursClock clock{hours("Europe/Berlin", {{0h, 24h}}, 7)};
    EXPECT_EQ(clock.open_between(instant("2024-03-04T23:30:00+01:00"),
                                 instant("2024-03-05T00:30:00+01:00")),
              60min);
    EXPECT_EQ(clock.next_opening(instant("2024-03-04T23:30:00+01:00")), std::nullopt);
}

TEST(HoursClock, AroundTheClockADayOfAClockChangeHas23Or25Hours) {
    const HoursClock clock{hours("Europe/Berlin", {{0h, 24h}}, 7)};
    EXPECT_EQ(clock.open_between(instant("2024-03-31T00:00:00+01:00"),
                                 instant("2024-04-01T00:00:00+02:00")),
              23h);
    EXPECT_EQ(clock.open_between(instant("2024-10-27T00:00:00+02:00"),
                                 instant("2024-10-28T00:00:00+01:00")),
              25h);
}

TEST(HoursClock, ANightShiftOverAClockChangeHas7Or9Hours) {
    const HoursClock clock{night_shift("Europe/Berlin")};
    const auto night = [&](const char* from, const char* to) {
        return clock.open_between(instant(from), instant(to));
    };
    EXPECT_EQ(night("2024-03-30T12:00:00Z", "2024-03-31T12:00:00Z"), 7h);
    EXPECT_EQ(night("2024-10-26T12:00:00Z", "2024-10-27T12:00:00Z"), 9h);
    EXPECT_EQ(night("2024-06-10T12:00:00Z", "2024-06-11T12:00:00Z"), 8h);
}

TEST(HoursClock, ABudgetPassesOverTheWeekend) {
    const HoursClock clock{office()};
    EXPECT_EQ(clock.deadline(instant("2024-03-08T17:30:00+01:00"), 1h),
              instant("2024-03-11T08:30:00+01:00"));
}

TEST(HoursClock, NothingPassesWhileItIsClosed) {
    const HoursClock clock{office()};
    EXPECT_EQ(clock.open_between(instant("2024-03-09T12:00:00+01:00"),
                                 instant("2024-03-11T08:00:00+01:00")),
              0min);
}

TEST(HoursClock, LunchHolidaysAndAHalfDayBeforeThem) {
    Hours desk = hours("Europe/Berlin", {{8h, 12h}, {13h, 18h}}, 5);
    desk.exceptions[date(2024, 12, 24)] = {{8h, 12h}};
    desk.holidays = {date(2024, 12, 25), date(2024, 12, 26)};
    EXPECT_EQ(HoursClock{desk}.deadline(instant("2024-12-23T16:00:00+01:00"), 8h),
              instant("2024-12-27T10:00:00+01:00"));
}

TEST(HoursClock, ADeadlineMayBeClosingTimeItself) {
    const HoursClock clock{office()};
    EXPECT_EQ(clock.deadline(instant("2024-03-04T10:00:00+01:00"), 8h),
              instant("2024-03-04T18:00:00+01:00"));
}

TEST(HoursClock, ABudgetFromClosingTimeOnBeginsWithTheNextOpening) {
    const HoursClock clock{office()};
    EXPECT_EQ(clock.deadline(instant("2024-03-08T18:00:00+01:00"), 1min),
              instant("2024-03-11T08:01:00+01:00"));
}

TEST(HoursClock, ABudgetOverAClockChangeEndsByTheNewTime) {
    Hours desk = office();
    EXPECT_EQ(HoursClock{desk}.deadline(instant("2024-03-29T17:00:00+01:00"), 2h),
              instant("2024-04-01T09:00:00+02:00"));
}

TEST(HoursClock, NoBudgetIsUsedUpAtOnce) {
    const Time saturday = instant("2024-03-09T12:00:00+01:00");
    EXPECT_EQ(HoursClock{office()}.deadline(saturday, 0min), saturday);
}

TEST(HoursClock, ExceptionsBeatHolidays) {
    Hours desk = office();
    desk.holidays = {date(2024, 5, 1)};
    desk.exceptions[date(2024, 5, 1)] = {{10h, 12h}};
    desk.exceptions[date(2024, 5, 2)] = {};
    EXPECT_EQ(HoursClock{desk}.open_between(instant("2024-05-01T00:00:00+02:00"),
                                            instant("2024-05-03T00:00:00+02:00")),
              2h);
}

TEST(HoursClock, AHolidayTakesTheShiftThatBeginsOnItAndLeavesTheOneBefore) {
    Hours desk = night_shift("Europe/Berlin");
    desk.holidays = {date(2024, 5, 1)};
    EXPECT_EQ(HoursClock{desk}.open_stretches(instant("2024-04-30T12:00:00+02:00"),
                                              instant("2024-05-02T12:00:00+02:00")),
              (std::vector<Bounds>{
                  {instant("2024-04-30T22:00:00+02:00"), instant("2024-05-01T06:00:00+02:00")}}));
}

TEST(HoursClock, OverlappingIntervalsCountOnce) {
    const HoursClock clock{
        hours("Europe/Berlin", {{13h, 18h}, {8h, 14h}, {9h, 10h}, {20h, 32h}, {7h, 9h}}, 7)};
    EXPECT_EQ(clock.open_stretches(instant("2024-06-04T00:00:00+02:00"),
                                   instant("2024-06-05T00:00:00+02:00")),
              (std::vector<Bounds>{
                  {instant("2024-06-04T00:00:00+02:00"), instant("2024-06-04T18:00:00+02:00")},
                  {instant("2024-06-04T20:00:00+02:00"), instant("2024-06-05T00:00:00+02:00")}}));
    EXPECT_EQ(clock.open_between(instant("2024-06-04T00:00:00+02:00"),
                                 instant("2024-06-05T00:00:00+02:00")),
              22h);
}

TEST(HoursClock, ExplainsALengthOfTimeByItsStretches) {
    const HoursClock clock{hours("Europe/Berlin", {{8h, 12h}, {13h, 18h}}, 5)};
    EXPECT_EQ(clock.open_stretches(instant("2024-03-04T17:00:00+01:00"),
                                   instant("2024-03-05T13:30:00+01:00")),
              (std::vector<Bounds>{
                  {instant("2024-03-04T17:00:00+01:00"), instant("2024-03-04T18:00:00+01:00")},
                  {instant("2024-03-05T08:00:00+01:00"), instant("2024-03-05T12:00:00+01:00")},
                  {instant("2024-03-05T13:00:00+01:00"), instant("2024-03-05T13:30:00+01:00")}}));
    EXPECT_TRUE(
        clock.open_stretches(instant("2024-03-05T13:30:00Z"), instant("2024-03-05T13:00:00Z"))
            .empty());
}

TEST(HoursClock, IsOpenFromTheOpeningUpToTheClosing) {
    const HoursClock clock{office()};
    EXPECT_FALSE(clock.is_open(instant("2024-03-04T07:59:59+01:00")));
    EXPECT_TRUE(clock.is_open(instant("2024-03-04T08:00:00+01:00")));
    EXPECT_TRUE(clock.is_open(instant("2024-03-04T17:59:59+01:00")));
    EXPECT_FALSE(clock.is_open(instant("2024-03-04T18:00:00+01:00")));
    EXPECT_FALSE(clock.is_open(instant("2024-03-09T12:00:00+01:00")));
}

TEST(HoursClock, SaysWhenItOpensNext) {
    const HoursClock clock{office()};
    EXPECT_EQ(clock.next_opening(instant("2024-03-08T18:00:00+01:00")),
              instant("2024-03-11T08:00:00+01:00"));
    EXPECT_EQ(clock.next_opening(instant("2024-03-11T07:00:00+01:00")),
              instant("2024-03-11T08:00:00+01:00"));
    EXPECT_EQ(
        HoursClock{night_shift("Europe/Berlin")}.next_opening(instant("2024-03-11T00:00:00+01:00")),
        instant("2024-03-11T22:00:00+01:00"))
        << "midnight within a shift is no opening";
}

TEST(HoursClock, HoursThatNeverOpenHaveNoDeadlineAndNoOpening) {
    const HoursClock clock{hours("Europe/Berlin", {}, 7)};
    const Time now = instant("2024-03-04T12:00:00+01:00");
    EXPECT_EQ(clock.deadline(now, 1min), Time::max());
    EXPECT_EQ(clock.next_opening(now), std::nullopt);
    EXPECT_EQ(clock.open_between(now, now + 9000h), 0h);
}

TEST(HoursClock, WithoutHoursEveryInstantIsOpen) {
    const HoursClock clock;
    const Time now = instant("2024-03-09T12:00:00Z");
    EXPECT_TRUE(clock.is_open(now));
    EXPECT_EQ(clock.open_between(now, now + 100h), 100h);
    EXPECT_EQ(clock.open_between(now + 1h, now), 0h);
    EXPECT_EQ(clock.deadline(now, 100h), now + 100h);
    EXPECT_EQ(clock.deadline(now, Duration::max()), Time::max());
    EXPECT_EQ(clock.next_opening(now), std::nullopt);
    EXPECT_EQ(clock.open_stretches(now, now + 1h), (std::vector<Bounds>{{now, now + 1h}}));
}

TEST(HoursClock, TimesBeyondAllReasonAreClosed) {
    const HoursClock clock{office()};
    EXPECT_FALSE(clock.is_open(Time::min()));
    EXPECT_FALSE(clock.is_open(Time::max()));
    EXPECT_EQ(clock.deadline(Time::max(), 1h), Time::max());
    EXPECT_EQ(clock.open_between(Time::max() - 1h, Time::max()), 0h);
}

nlohmann::json document(const std::string& name) {
    std::ifstream file{WAYMARK_SOURCE_DIR "/tests/data/tickets/" + name};
    return nlohmann::json::parse(file);
}

OpenInterval interval(const nlohmann::json& pair) {
    const auto minutes = [](const std::string& text) {
        return std::chrono::hours{std::stoi(text.substr(0, 2))} +
               std::chrono::minutes{std::stoi(text.substr(3))};
    };
    return {minutes(pair.at(0)), minutes(pair.at(1))};
}

TEST(HoursClock, AgreesWithAnIndependentCountOfFourWeeksOfTickets) {
    const nlohmann::json calendar = document("calendar.json");
    Hours desk{calendar.at("timezone"), {}, {}, {}};
    constexpr std::array names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (std::size_t day = 0; day < names.size(); ++day)
        if (calendar.at("week").contains(names[day]))
            for (const auto& pair : calendar.at("week").at(names[day]))
                desk.week[day].push_back(interval(pair));
    for (const std::string day : calendar.at("holidays")) {
        const auto at = std::chrono::floor<std::chrono::days>(instant(day + "T00:00:00Z"));
        desk.holidays.insert(local_days{at.time_since_epoch()});
    }
    const HoursClock clock{desk};
    const nlohmann::json cases = document("business_time_cases.json");
    EXPECT_EQ(cases.size(), 400u);
    for (const auto& row : cases)
        EXPECT_EQ(clock.open_between(from_epoch_ms(row.at(0)), from_epoch_ms(row.at(1))),
                  Duration{std::chrono::milliseconds{row.at(2).get<std::int64_t>()}})
            << row.dump();
}

/// Any hours, on any two days around the changes of the clock of 2024.
Hours any_hours() {
    Hours made{*rc::gen::element<std::string>("Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia",
                                              "Australia/Lord_Howe", "UTC"),
               {},
               {},
               {}};
    for (auto& day : made.week)
        for (int left = *rc::gen::inRange(0, 4); left > 0; --left) {
            const int from = *rc::gen::inRange(0, 24 * 60);
            const int to = *rc::gen::inRange(from + 1, 48 * 60 + 1);
            day.push_back({std::chrono::minutes{from}, std::chrono::minutes{to}});
        }
    if (*rc::gen::arbitrary<bool>()) made.holidays.insert(date(2024, 3, 31));
    if (*rc::gen::arbitrary<bool>()) made.exceptions[date(2024, 4, 2)] = {{6h, 31h}};
    return made;
}
Time any_time() {
    return instant("2024-03-20T00:00:00Z") + Duration{*rc::gen::inRange(0l, 1'728'000'000'000l)};
}

RC_GTEST_PROP(HoursClock, CountsAreAdditiveWhateverWasAskedBefore, ()) {
    const HoursClock clock{any_hours()};
    std::array<Time, 3> times{any_time(), any_time(), any_time()};
    std::ranges::sort(times);
    const Duration late = clock.open_between(times[1], times[2]);
    const Duration early = clock.open_between(times[0], times[1]);
    RC_ASSERT(early + late == clock.open_between(times[0], times[2]));
}

RC_GTEST_PROP(HoursClock, ADeadlineIsTheFirstInstantAtWhichItsBudgetHasPassed, ()) {
    const HoursClock clock{any_hours()};
    const auto [from, to] = std::minmax({any_time(), any_time()});
    const Duration open = clock.open_between(from, to);
    const Time due = clock.deadline(from, open);
    RC_ASSERT(due <= to);
    RC_ASSERT(clock.open_between(from, due) == open);
    RC_ASSERT(open == 0s || clock.open_between(from, due - 1us) < open);
}

RC_GTEST_PROP(HoursClock, StretchesAreSortedApartAndAddUp, ()) {
    const HoursClock clock{any_hours()};
    const auto [from, to] = std::minmax({any_time(), any_time()});
    Duration sum{0};
    Time last = from - 1us;
    for (const Bounds& stretch : clock.open_stretches(from, to)) {
        RC_ASSERT(stretch.from > last);
        RC_ASSERT(stretch.to > stretch.from);
        RC_ASSERT(clock.is_open(stretch.from));
        RC_ASSERT(stretch.to == to || !clock.is_open(stretch.to));
        if (stretch.from != from) RC_ASSERT(clock.next_opening(last) == stretch.from);
        sum += stretch.to - stretch.from;
        last = stretch.to;
    }
    RC_ASSERT(sum == clock.open_between(from, to));
}

}  // namespace
}  // namespace waymark::server
