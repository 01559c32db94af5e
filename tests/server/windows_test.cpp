#include "server/kpi/time/windows.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "server/kpi/time/open_day.hpp"
#include "shared/base/clock.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using Kind = Window::Kind;

Time instant(const std::string& text) {
    return *from_rfc3339(text);
}

std::chrono::local_days date(int y, unsigned m, unsigned d) {
    return std::chrono::local_days{std::chrono::year{y} / std::chrono::month{m} /
                                   std::chrono::day{d}};
}

Window of(Kind kind) {
    return {kind, 0min};
}

/// A desk in London whose day begins at six.
DeskCalendar london() {
    return DeskCalendar{{"Europe/London",
                         6h,
                         {{"Early", {6h, 14h}}, {"Late", {15h, 22h}}, {"Night", {22h, 29h}}},
                         date(2026, 1, 5)}};
}

/// Where the window of a desk in London begins that ends at `at`.
Time begin(Kind kind, const std::string& at) {
    const Bounds bounds = window_at(of(kind), instant(at), london());
    EXPECT_EQ(bounds.to, instant(at));
    return bounds.from;
}

TEST(DeskCalendar, DeskDayBeginsAtItsBoundaryInTheDesksZone) {
    const DeskCalendar calendar = london();
    EXPECT_EQ(calendar.day_start(instant("2026-03-30T04:59:59Z")), instant("2026-03-29T05:00:00Z"));
    EXPECT_EQ(calendar.day_start(instant("2026-03-30T05:00:00Z")), instant("2026-03-30T05:00:00Z"));
    EXPECT_EQ(calendar.date_of(instant("2026-03-30T04:59:59Z")), date(2026, 3, 29));
    EXPECT_EQ(calendar.time_of_day(instant("2026-03-30T04:59:59Z")), 29h + 59min + 59s);
}

TEST(DeskCalendar, DaysOfAClockChangeHave23And25Hours) {
    const DeskCalendar calendar{"Europe/London", 0min};
    const Time spring = calendar.day_start(instant("2024-03-31T12:00:00Z"));
    EXPECT_EQ(calendar.day_start(instant("2024-04-01T12:00:00Z")) - spring, 23h);
    const Time autumn = calendar.day_start(instant("2024-10-27T12:00:00Z"));
    EXPECT_EQ(calendar.day_start(instant("2024-10-28T12:00:00Z")) - autumn, 25h);
}

TEST(DeskCalendar, ABoundaryThatSummerTimeSkipsIsTheInstantOfTheChange) {
    const DeskCalendar calendar{"Europe/London", 1h + 30min};
    EXPECT_EQ(calendar.day_start(instant("2026-03-29T12:00:00Z")), instant("2026-03-29T01:00:00Z"));
}

TEST(DeskCalendar, ABoundaryThatComesTwiceIsTheFirst) {
    const DeskCalendar calendar{"Europe/London", 1h + 30min};
    const Time first = instant("2026-10-25T00:30:00Z");
    EXPECT_EQ(calendar.day_start(instant("2026-10-25T00:29:00Z")), first - 24h);
    EXPECT_EQ(calendar.day_start(instant("2026-10-25T01:10:00Z")), first) << "the clock says 1:10";
    EXPECT_EQ(calendar.day_start(instant("2026-10-25T12:00:00Z")), first);
}

TEST(DeskCalendar, TellsScreensTheOffsetAndItsNextChange) {
    const DeskCalendar calendar = london();
    for (const char* at :
         {"2026-03-29T01:00:00Z", "2026-07-01T00:00:00Z", "2026-10-25T00:59:59Z"}) {
        EXPECT_EQ(calendar.clock_at(instant(at)).offset, 1h) << at;
        EXPECT_EQ(calendar.clock_at(instant(at)).next_change, instant("2026-10-25T01:00:00Z"));
        EXPECT_EQ(calendar.clock_at(instant(at)).next_offset, 0h);
    }
    EXPECT_EQ(calendar.clock_at(instant("2026-10-25T01:00:00Z")).offset, 0h);
    EXPECT_EQ(calendar.clock_at(instant("2026-03-29T00:59:59Z")).offset, 0h);
    EXPECT_EQ((DeskCalendar{"UTC", 0min}.clock_at(instant("2026-03-29T01:00:00Z"))),
              (LocalClock{0s, Time::max(), 0s}));
}

TEST(DeskCalendar, AMinuteKnowsTheFirstMinuteOfItsDay) {
    const auto minute = [](const char* text) {
        return std::chrono::floor<std::chrono::minutes>(instant(text)).time_since_epoch().count();
    };
    const DeskCalendar calendar = london();
    EXPECT_EQ(calendar.day_of_minute(minute("2026-03-30T04:59:00Z")),
              minute("2026-03-29T05:00:00Z"));
    EXPECT_EQ(calendar.day_of_minute(minute("2026-03-29T05:00:00Z")),
              minute("2026-03-29T05:00:00Z"));
    EXPECT_EQ(calendar.day_of_minute(minute("2026-03-29T04:59:00Z")),
              minute("2026-03-28T06:00:00Z"));
}

TEST(DeskCalendar, AShiftRunsFromItsBeginningUpToItsEnd) {
    const DeskCalendar calendar = london();
    const auto shift = [&](const char* at) {
        return calendar.shifts()[calendar.shift_at(instant(at))->shift].name;
    };
    EXPECT_EQ(shift("2026-03-30T06:00:00+01:00"), "Early");
    EXPECT_EQ(shift("2026-03-30T14:30:00+01:00"), "Early") << "the last one that ran";
    EXPECT_EQ(shift("2026-03-30T15:00:00+01:00"), "Late");
    EXPECT_EQ(shift("2026-03-30T22:00:00+01:00"), "Night");
    EXPECT_EQ(shift("2026-03-31T05:30:00+01:00"), "Night");
    EXPECT_FALSE((DeskCalendar{"UTC", 0min}.shift_at(instant("2026-03-30T12:00:00Z"))));
}

TEST(Windows, NowIsAnInstant) {
    const Time at = instant("2026-03-30T12:00:31Z");
    EXPECT_EQ(window_at(of(Kind::now), at, london()), (Bounds{at, at}));
    EXPECT_EQ(previous_window(of(Kind::now), {at, at}, london()),
              (Bounds{instant("2026-03-30T11:45:00Z"), instant("2026-03-30T11:45:00Z")}));
}

TEST(Windows, ARollingOneIsWholeMinutesUpToTheRunningOne) {
    const Window hour{Kind::rolling, 60min};
    const Time at = instant("2026-03-30T12:00:31Z");
    const Bounds current = window_at(hour, at, london());
    EXPECT_EQ(current, (Bounds{instant("2026-03-30T11:01:00Z"), at}));
    EXPECT_EQ(previous_window(hour, current, london()),
              (Bounds{instant("2026-03-30T10:01:00Z"), current.from - 1us}));
    const Window longest{Kind::rolling, 24h * 400};
    EXPECT_EQ(window_at(longest, at, london()).from, instant("2025-02-23T12:01:00Z"));
}

TEST(Windows, TodayIsTheDeskDaySoFar) {
    EXPECT_EQ(begin(Kind::today, "2026-03-30T12:00:00Z"), instant("2026-03-30T05:00:00Z"));
    EXPECT_EQ(begin(Kind::today, "2026-03-30T04:00:00Z"), instant("2026-03-29T05:00:00Z"));
    EXPECT_EQ(begin(Kind::today, "2026-03-29T04:00:00Z"), instant("2026-03-28T06:00:00Z"));
}

TEST(Windows, LongerOnesBeginWithTheirFirstDeskDay) {
    EXPECT_EQ(begin(Kind::week, "2026-04-01T12:00:00Z"), instant("2026-03-30T05:00:00Z"));
    EXPECT_EQ(begin(Kind::week, "2026-03-30T04:59:59Z"), instant("2026-03-23T06:00:00Z"));
    EXPECT_EQ(begin(Kind::month, "2026-04-30T12:00:00Z"), instant("2026-04-01T05:00:00Z"));
    EXPECT_EQ(begin(Kind::month, "2026-04-01T04:59:59Z"), instant("2026-03-01T06:00:00Z"));
    EXPECT_EQ(begin(Kind::quarter, "2026-03-31T12:00:00Z"), instant("2026-01-01T06:00:00Z"));
    EXPECT_EQ(begin(Kind::quarter, "2026-04-01T05:00:00Z"), instant("2026-04-01T05:00:00Z"));
    EXPECT_EQ(begin(Kind::quarter, "2026-12-31T12:00:00Z"), instant("2026-10-01T05:00:00Z"));
    EXPECT_EQ(begin(Kind::year, "2026-12-31T12:00:00Z"), instant("2026-01-01T06:00:00Z"));
    EXPECT_EQ(begin(Kind::year, "2026-01-01T05:00:00Z"), instant("2025-01-01T06:00:00Z"));
}

TEST(Windows, AWeekIsTheIsoWeekOverTheTurnOfTheYear) {
    EXPECT_EQ(begin(Kind::week, "2027-01-03T12:00:00Z"), instant("2026-12-28T06:00:00Z"));
    EXPECT_EQ(begin(Kind::week, "2027-01-04T12:00:00Z"), instant("2027-01-04T06:00:00Z"));
}

TEST(Windows, TheVisionsBeginsWithTheDayItBegan) {
    EXPECT_EQ(begin(Kind::vision, "2026-04-01T12:00:00Z"), instant("2026-01-05T06:00:00Z"));
    const Time before = instant("2026-01-01T12:00:00Z");
    EXPECT_EQ(window_at(of(Kind::vision), before, london()), (Bounds{before, before}));
    EXPECT_EQ(window_at(of(Kind::vision), before, DeskCalendar{"UTC", 0min}),
              (Bounds{Time{}, before}));
}

TEST(Windows, AShiftRunsOrIsTheLastThatRan) {
    EXPECT_EQ(begin(Kind::shift, "2026-03-30T13:59:59+01:00"),
              instant("2026-03-30T06:00:00+01:00"));
    EXPECT_EQ(begin(Kind::shift, "2026-03-31T04:00:00+01:00"),
              instant("2026-03-30T22:00:00+01:00"));
    EXPECT_EQ(
        window_at(of(Kind::shift), instant("2026-03-30T14:30:00+01:00"), london()),
        (Bounds{instant("2026-03-30T06:00:00+01:00"), instant("2026-03-30T14:00:00+01:00") - 1us}));
    EXPECT_EQ(
        window_at(of(Kind::shift), instant("2026-03-30T05:59:59+01:00"), london()),
        (Bounds{instant("2026-03-29T22:00:00+01:00"), instant("2026-03-30T05:00:00+01:00") - 1us}));
}

TEST(Windows, ANightShiftOverAClockChangeIsAsLongAsItWas) {
    const auto length = [](const char* at) {
        const Bounds run = window_at(of(Kind::shift), instant(at), london());
        return run.to - run.from + 1us;
    };
    EXPECT_EQ(length("2026-03-29T04:30:00Z"), 6h);
    EXPECT_EQ(length("2026-10-25T05:30:00Z"), 8h);
    EXPECT_EQ(length("2026-06-10T04:30:00Z"), 7h);
}

TEST(Windows, ADeskWithoutShiftsHasItsDayInstead) {
    const Time at = instant("2026-03-30T12:00:00Z");
    EXPECT_EQ(window_at(of(Kind::shift), at, DeskCalendar{"UTC", 6h}),
              (Bounds{instant("2026-03-30T06:00:00Z"), at}));
}

/// The window before the one of that kind that ends at `at`.
Bounds before(Kind kind, const std::string& at) {
    const DeskCalendar calendar = london();
    return previous_window(of(kind), window_at(of(kind), instant(at), calendar), calendar);
}

TEST(PreviousWindow, EndsAtTheSameTimeOfTheSameDayBefore) {
    EXPECT_EQ(before(Kind::today, "2026-04-02T12:00:00Z"),
              (Bounds{instant("2026-04-01T05:00:00Z"), instant("2026-04-01T12:00:00Z")}));
    EXPECT_EQ(before(Kind::week, "2026-04-08T12:00:00Z"),
              (Bounds{instant("2026-03-30T05:00:00Z"), instant("2026-04-01T12:00:00Z")}));
    EXPECT_EQ(before(Kind::month, "2026-06-10T12:00:00Z"),
              (Bounds{instant("2026-05-01T05:00:00Z"), instant("2026-05-10T12:00:00Z")}));
    EXPECT_EQ(before(Kind::quarter, "2026-08-10T12:00:00Z"),
              (Bounds{instant("2026-04-01T05:00:00Z"), instant("2026-05-10T12:00:00Z")}));
    EXPECT_EQ(before(Kind::year, "2026-08-10T12:00:00Z"),
              (Bounds{instant("2025-01-01T06:00:00Z"), instant("2025-08-10T12:00:00Z")}));
    EXPECT_EQ(before(Kind::shift, "2026-04-02T12:00:00Z"),
              (Bounds{instant("2026-04-01T05:00:00Z"), instant("2026-04-01T12:00:00Z")}));
}

TEST(PreviousWindow, GoesByTheLocalClockOverAClockChange) {
    EXPECT_EQ(before(Kind::today, "2026-03-29T12:00:00+01:00"),
              (Bounds{instant("2026-03-28T06:00:00Z"), instant("2026-03-28T12:00:00Z")}));
    EXPECT_EQ(before(Kind::today, "2026-03-30T03:00:00+01:00").to,
              instant("2026-03-29T03:00:00+01:00"));
}

TEST(PreviousWindow, OfAShorterMonthEndsOnItsLastDay) {
    EXPECT_EQ(before(Kind::month, "2026-03-31T11:00:00+01:00"),
              (Bounds{instant("2026-02-01T06:00:00Z"), instant("2026-02-28T11:00:00Z")}));
    EXPECT_EQ(before(Kind::year, "2024-02-29T11:00:00Z").to, instant("2023-02-28T11:00:00Z"));
    EXPECT_EQ(before(Kind::quarter, "2026-05-31T11:00:00+01:00").to,
              instant("2026-02-28T11:00:00Z"));
}

TEST(PreviousWindow, OfAShiftThatIsOverIsTheWholeOne) {
    EXPECT_EQ(
        before(Kind::shift, "2026-04-02T14:30:00+01:00"),
        (Bounds{instant("2026-04-01T06:00:00+01:00"), instant("2026-04-01T14:00:00+01:00") - 1us}));
}

TEST(PreviousWindow, OfTheVisionIsAsLongBeforeItBegan) {
    EXPECT_EQ(
        before(Kind::vision, "2026-01-15T06:00:00Z"),
        (Bounds{instant("2025-12-26T06:00:00Z") - 1us, instant("2026-01-05T06:00:00Z") - 1us}));
}

TEST(SameWindowWeeksAgo, IsOnTheSameWeekdayAtTheSameLocalTime) {
    const DeskCalendar calendar = london();
    const Time at = instant("2026-04-02T09:30:00+01:00");
    EXPECT_EQ(same_window_weeks_ago({Kind::rolling, 60min}, at, 1, calendar),
              (Bounds{instant("2026-03-26T08:31:00Z"), instant("2026-03-26T09:30:00Z")}));
    EXPECT_EQ(same_window_weeks_ago(of(Kind::today), at, 4, calendar),
              (Bounds{instant("2026-03-05T06:00:00Z"), instant("2026-03-05T09:30:00Z")}));
    EXPECT_EQ(same_window_weeks_ago(of(Kind::now), at, 2, calendar).to,
              instant("2026-03-19T09:30:00Z"));
    EXPECT_EQ(same_window_weeks_ago(of(Kind::shift), at, 1, calendar).from,
              instant("2026-03-26T06:00:00Z"));
}

RC_GTEST_PROP(Windows, BeginBeforeTheyEndAndOverlapNoneBefore, ()) {
    const DeskCalendar calendar{{*rc::gen::element<std::string>("Europe/London", "Pacific/Apia",
                                                                "America/Sao_Paulo", "Asia/Tehran"),
                                 std::chrono::minutes{*rc::gen::inRange(0, 24 * 60)},
                                 {{"Night", {23h, 31h}}, {"Day", {8h, 20h}}},
                                 date(2011, 12, 30)}};
    const Window window{*rc::gen::element(Kind::today, Kind::shift, Kind::week, Kind::month,
                                          Kind::quarter, Kind::year, Kind::vision),
                        0min};
    const auto start = instant("2010-01-01T00:00:00Z");
    for (int i = 0; i < 20; ++i) {
        const Time at = start + std::chrono::minutes{*rc::gen::resize(
                                    1000, rc::gen::inRange(0, 20 * 366 * 24 * 60))};
        const Bounds current = window_at(window, at, calendar);
        RC_ASSERT(current.from <= current.to);
        RC_ASSERT(current.to <= at);
        const Bounds before = previous_window(window, current, calendar);
        RC_ASSERT(before.from <= before.to);
        RC_ASSERT(before.to < current.from);
        RC_ASSERT(calendar.day_start(at) <= at);
        RC_ASSERT(calendar.begin_of(calendar.date_of(at)) == calendar.day_start(at));
        RC_ASSERT(calendar.begin_of(calendar.date_of(at) + std::chrono::days{1}) > at);
    }
}

TEST(OpenDay, IsTheNextWholeDayOnWhichTheDeskIsOpen) {
    Hours hours{.zone = "Europe/London"};
    for (std::size_t day = 0; day < 5; ++day)
        hours.week[day] = {{8h, 18h}};
    const HoursClock working{hours};
    const DeskCalendar calendar{"Europe/London", 0min};
    const auto end = [&](const char* since) {
        return end_of_open_day(instant(since), calendar, working);
    };
    EXPECT_EQ(end("2026-03-03T00:00:00Z"), instant("2026-03-04T00:00:00Z")) << "a Tuesday's own";
    EXPECT_EQ(end("2026-03-07T00:00:00Z"), instant("2026-03-10T00:00:00Z"))
        << "what Friday made so is celebrated until Monday is over";
    EXPECT_EQ(end("2026-03-02T14:00:00Z"), instant("2026-03-04T00:00:00Z"))
        << "what was confirmed in the afternoon has the next day, too";
    EXPECT_EQ(end("2026-03-28T00:00:00Z"), instant("2026-03-30T23:00:00Z")) << "over the change";
    EXPECT_EQ(end_of_open_day(instant("2026-03-07T00:00:00Z"), calendar, HoursClock{}),
              instant("2026-03-08T00:00:00Z"))
        << "around the clock every day is one";
    EXPECT_EQ(end_of_open_day(instant("2026-03-07T00:00:00Z"), calendar,
                              HoursClock{Hours{.zone = "Europe/London"}}),
              instant("2026-03-08T00:00:00Z"))
        << "and never open the first";
}

}  // namespace
}  // namespace waymark::server
