#include "shared/model/format.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace waymark {
namespace {

using namespace std::chrono_literals;

Kpi kpi_in(ValueUnit unit, std::optional<Target> target) {
    Kpi kpi;
    kpi.unit = unit;
    kpi.target = target;
    return kpi;
}
Kpi ratio() {
    return kpi_in(ValueUnit::ratio, Target{.goal = 0.8, .floor = 0.7});
}
Kpi duration(double goal) {
    return kpi_in(ValueUnit::duration,
                  Target{.direction = Direction::lower, .goal = goal, .floor = goal * 2});
}

TEST(Format, ValuesHaveAtMostThreeDigitsThatCount) {
    const Format format{"en-GB"};
    EXPECT_EQ(format.value(ratio(), 0.8342), (ValueText{"83", "%"}));
    EXPECT_EQ(format.value(ratio(), 0.0684), (ValueText{"6.8", "%"}));
    EXPECT_EQ(format.value(ratio(), 1), (ValueText{"100", "%"}));
    EXPECT_EQ(format.value(ratio(), 0), (ValueText{"0", "%"}));
    EXPECT_EQ(format.value(kpi_in(ValueUnit::count, {}), 1240), (ValueText{"1,240", ""}));
    EXPECT_EQ(format.value(kpi_in(ValueUnit::points, {}), 4.618), (ValueText{"4.62", ""}));
    EXPECT_EQ(format.value(kpi_in(ValueUnit::points, {}), -12.34), (ValueText{"−12.3", ""}));
}

TEST(Format, DurationsAreMinutesThenHoursThenDays) {
    const Format format{"en-GB"};
    const Kpi kpi = kpi_in(ValueUnit::duration, {});
    EXPECT_EQ(format.value(kpi, 24), (ValueText{"0:24", "min"}));
    EXPECT_EQ(format.value(kpi, 3599), (ValueText{"59:59", "min"}));
    EXPECT_EQ(format.value(kpi, 3599.7), (ValueText{"1.0", "h"}));
    EXPECT_EQ(format.value(kpi, 12240), (ValueText{"3.4", "h"}));
    EXPECT_EQ(format.value(kpi, 2.5 * 86400), (ValueText{"2.5", "d"}));
}

TEST(Format, RoundingNeverMovesAValueAcrossItsTarget) {
    const Format format{"en-GB"};
    EXPECT_EQ(format.value(ratio(), 0.7968).number, "79.7");
    EXPECT_EQ(format.value(ratio(), 0.79996).number, "80");
    EXPECT_EQ(format.value(duration(30), 30.4).number, "0:31");
    EXPECT_EQ(format.value(duration(30), 30).number, "0:30");
}

TEST(Format, SpeaksTheDesksLanguage) {
    EXPECT_EQ(Format{"de-DE"}.value(ratio(), 0.0684).number, "6,8");
    EXPECT_EQ(Format{"de-DE"}.value(kpi_in(ValueUnit::count, {}), 12400).number, "12.400");
    EXPECT_EQ(Format{"de-DE"}.words().of(State::off_target), "Verfehlt");
    EXPECT_EQ(Format{"da-DK"}.words().of(State::off_target), "Ikke nået");
    EXPECT_EQ(Format{"da"}.age(20s), "20 s siden");
    EXPECT_EQ(Format{"fr-FR"}.words().of(State::off_target), "Off target");
}

TEST(Format, EveryLanguageHasEveryWord) {
    for (const char* locale : {"en", "de", "da"}) {
        const Words& words = words_for(locale);
        for (const auto word : words.states)
            EXPECT_FALSE(word.empty()) << locale;
        for (const auto word : words.weekdays)
            EXPECT_FALSE(word.empty()) << locale;
        for (const auto word : words.short_weekdays)
            EXPECT_FALSE(word.empty()) << locale;
        for (const auto word : words.months)
            EXPECT_FALSE(word.empty()) << locale;
        for (const auto word : {words.today,
                                words.shift,
                                words.week,
                                words.month,
                                words.quarter,
                                words.year,
                                words.since_vision,
                                words.live,
                                words.sample,
                                words.sample_legend,
                                words.connecting,
                                words.offline_since,
                                words.offline,
                                words.last_known,
                                words.no_connection,
                                words.never_connected,
                                words.trying_in,
                                words.trying_now,
                                words.just_now,
                                words.seconds_ago,
                                words.minutes_ago,
                                words.hours_ago,
                                words.days_ago,
                                words.last_event,
                                words.no_event_yet,
                                words.not_heard_yet,
                                words.opens,
                                words.provisional_until,
                                words.provisional,
                                words.since,
                                words.held_days,
                                words.part_of,
                                words.achieved,
                                words.vision,
                                words.mission,
                                words.objectives,
                                words.supports_nothing,
                                words.no_vision,
                                words.now_off_target,
                                words.paused,
                                words.new_code,
                                words.page,
                                words.legend,
                                words.problem,
                                words.problems,
                                words.waiting_for_desk,
                                words.waiting_where,
                                words.start_server,
                                words.server_answers,
                                words.asks_server,
                                words.name_screen,
                                words.screen_known,
                                words.describe_desk,
                                words.desk_described,
                                words.send_data,
                                words.data_comes,
                                words.send_own,
                                words.no_data_yet,
                                words.no_kpis,
                                words.minute_unit,
                                words.hour_unit,
                                words.day_unit,
                                words.date,
                                words.group})
            EXPECT_FALSE(word.empty()) << locale;
    }
}

TEST(Format, TargetsSayWhichSideIsGood) {
    const Format format{"en-GB"};
    EXPECT_EQ(format.target(ratio()), "≥ 80 %");
    EXPECT_EQ(format.target(duration(30)), "≤ 0:30");
    EXPECT_EQ(format.target(duration(4 * 3600)), "≤ 4 h");
    EXPECT_EQ(format.target(kpi_in(
                  ValueUnit::ratio,
                  Target{.direction = Direction::band, .low = 0.75, .high = 0.85, .margin = 0.05})),
              "75–85 %");
    EXPECT_EQ(format.target(kpi_in(ValueUnit::count, {})), "");
}

TEST(Format, ChangesOfRatiosAreInPercentagePoints) {
    const Format format{"en-GB"};
    EXPECT_EQ(format.change(ratio(), -0.021), "2.1");
    EXPECT_EQ(format.change(duration(30), 6), "0:06");
    EXPECT_EQ(format.change(kpi_in(ValueUnit::count, {}), -4), "4");
}

TEST(Format, WindowsAreNamedAsShortAsCanBe) {
    const Format format{"de-DE"};
    EXPECT_EQ(format.window({Window::Kind::rolling, 60min}), "60 min");
    EXPECT_EQ(format.window({Window::Kind::rolling, 8h}), "8 h");
    EXPECT_EQ(format.window({Window::Kind::rolling, 90min}), "90 min");
    EXPECT_EQ(format.window({Window::Kind::rolling, 24h}), "24 h");
    EXPECT_EQ(format.window({Window::Kind::rolling, 24h * 28}), "28 d");
    EXPECT_EQ(format.window({Window::Kind::today, {}}), "heute");
    EXPECT_EQ(format.window({Window::Kind::shift, {}}), "Schicht");
    EXPECT_EQ(format.window({Window::Kind::week, {}}), "diese Woche");
    EXPECT_EQ(format.window({Window::Kind::month, {}}), "dieser Monat");
    EXPECT_EQ(format.window({Window::Kind::quarter, {}}), "dieses Quartal");
    EXPECT_EQ(format.window({Window::Kind::year, {}}), "dieses Jahr");
    EXPECT_EQ(format.window({Window::Kind::vision, {}}), "seit Beginn der Vision");
    EXPECT_EQ(Format{"da-DK"}.window({Window::Kind::rolling, 8h}), "8 t");
    EXPECT_EQ(Format{"en-GB"}.window({Window::Kind::vision, {}}), "since the vision began");
    EXPECT_EQ(format.window({Window::Kind::now, {}}), "");
}

TEST(Format, AgesAdvanceInStepsThatLeaveTheWallInPeace) {
    const Format format{"en-GB"};
    EXPECT_EQ(format.age(9999ms), "now");
    EXPECT_EQ(format.age(10s), "10 s ago");
    EXPECT_EQ(format.age(59s), "50 s ago");
    EXPECT_EQ(format.age(60s), "1 min ago");
    EXPECT_EQ(format.age(2h), "2 h ago");
    EXPECT_EQ(format.age(49h), "2 d ago");
}

RC_GTEST_PROP(Format, AgesReadTheSameUntilTheyAreSaidToChange, ()) {
    const Format format{"en-GB"};
    const Duration age{*rc::gen::inRange<std::int64_t>(0, 400'000'000)};
    const Duration left = until_age_changes(age);
    RC_ASSERT(left > 0ms);
    RC_ASSERT(format.age(age) == format.age(age + left - 1ms));
    RC_ASSERT(format.age(age) != format.age(age + left));
}

RC_GTEST_PROP(Format, GrowingValuesReadTheSameUntilTheyAreSaidToChange, ()) {
    const Format format{"en-GB"};
    const Kpi kpi = kpi_in(ValueUnit::duration, {});
    const auto text = [&](Duration length) {
        return format.value(kpi, in_seconds(duration_step(length)));
    };
    const Duration length{*rc::gen::inRange<std::int64_t>(0, 400'000'000)};
    const Duration left = until_duration_changes(length);
    RC_ASSERT(left > 0ms);
    RC_ASSERT(text(length) == text(length + left - 1ms));
    RC_ASSERT(text(length) != text(length + left));
}

TEST(Format, ClockAndDateAreTheDesks) {
    const Time time = std::chrono::sys_days{std::chrono::year{2025} / 10 / 26} + 0h + 30min;
    LocalClock clock{.offset = 2h, .next_change = time + 30min, .next_offset = 1h};
    EXPECT_EQ(Format::time_of_day(time, clock), "02:30");
    EXPECT_EQ(Format::time_of_day(time + 45min, clock), "02:15");
    EXPECT_EQ(Format{"en-GB"}.date(time, clock), "26 October");
    EXPECT_EQ(Format{"en-US"}.date(time, clock), "October 26");
    EXPECT_EQ(Format{"de-DE"}.date(time, clock), "26. Oktober");
    EXPECT_EQ(Format{"da-DK"}.weekday(time, clock), "søndag");
    EXPECT_EQ(Format{"en-GB"}.moment(time, time + 24h, clock), "26 October 02:30");
}

TEST(Format, WhatIsToComeIsNamedByItsWeekdayWithinSixDays) {
    const Time sunday = std::chrono::sys_days{std::chrono::year{2025} / 10 / 26} + 8h;
    const auto opening = [&](Duration from_now) {
        return Format{"en-GB"}.upcoming(sunday, sunday - from_now, LocalClock{});
    };
    EXPECT_EQ(opening(8h), "08:00");
    EXPECT_EQ(opening(8h + 1min), "Sun 08:00");
    EXPECT_EQ(opening(6 * 24h), "Sun 08:00");
    EXPECT_EQ(opening(7 * 24h), "26 October");
}

TEST(Format, AnotherDayIsADateAndTodayATime) {
    const Time time = std::chrono::sys_days{std::chrono::year{2025} / 10 / 26} + 8h;
    EXPECT_EQ(Format{"en-GB"}.time_or_date(time, time + 15h, LocalClock{}), "08:00");
    EXPECT_EQ(Format{"de-DE"}.time_or_date(time, time + 16h, LocalClock{}), "26. Oktober");
}

}  // namespace
}  // namespace waymark
