#include "server/kpi/state/level_series.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

constexpr Fixed one = 1'000'000;
constexpr Time start{std::chrono::sys_days{std::chrono::year{2024} / 3 / 4}};

DayGrid utc_days() {
    return DayGrid{[](std::int64_t minute) { return minute - minute % 1440; }};
}

/// The same by adding up every stretch.
class PlainLevel {
public:
    void change(Time time, Fixed by) { changes_[time] += by; }

    std::optional<Fixed> at(Time time) const {
        std::optional<Fixed> level;
        for (const auto& [when, by] : changes_)
            if (by != 0 && when <= time) level = level.value_or(0) + by;
        return level;
    }

    GaugeState over(Time from, Time to) const {
        GaugeState gauge;
        std::vector<Time> borders{from, to};
        for (const auto& [when, by] : changes_)
            if (when > from && when < to) borders.push_back(when);
        std::ranges::sort(borders);
        for (std::size_t i = 0; i + 1 < borders.size(); ++i) {
            const auto level = at(borders[i]);
            if (!level) continue;
            const std::int64_t length = (borders[i + 1] - borders[i]).count();
            gauge.max = gauge.last ? std::max(gauge.max, *level) : *level;
            gauge.last = level;
            gauge.last_at = borders[i + 1] - 1us;
            gauge.area += static_cast<__int128>(*level) * length;
            gauge.micros += length;
            if (*level > 0) gauge.above_0 += length;
        }
        return gauge;
    }

private:
    std::map<Time, Fixed> changes_;
};

Time any_time(std::chrono::minutes from, std::chrono::minutes to) {
    const auto minutes = *rc::gen::inRange<std::int64_t>(from.count(), to.count());
    return start + std::chrono::minutes{minutes} +
           Duration{*rc::gen::element<std::int64_t>(0, 1, 30'000'000, 59'999'999)};
}

TEST(LevelSeries, IsTheSumOfItsChangesInWhateverOrderTheyCome) {
    const DayGrid days = utc_days();
    EXPECT_TRUE(rc::check([&] {
        LevelSeries series{days};
        PlainLevel plain;
        for (int i = 0; i < 40; ++i) {
            const Time time = any_time(0min, 60min);
            const Fixed by = *rc::gen::inRange<Fixed>(-2, 3) * one;
            series.change(time, by);
            plain.change(time, by);
            const Time from = any_time(-5min, 65min), to = any_time(-5min, 65min);
            RC_ASSERT(series.at(from) == plain.at(from));
            RC_ASSERT(series.over(from, to) == (from < to ? plain.over(from, to) : GaugeState{}));
            // The window that most ask for again and again.
            RC_ASSERT(series.over(start, start + 50min) == plain.over(start, start + 50min));
        }
    }));
}

TEST(LevelSeries, StaysTheSameWhenItIsSettled) {
    const DayGrid days = utc_days();
    EXPECT_TRUE(rc::check([&] {
        LevelSeries series{days};
        PlainLevel plain;
        auto now = 0min;
        for (int i = 0; i < 25; ++i) {
            const Time time = any_time(now - 26h + 1min, now + 10min);
            const Fixed by = *rc::gen::inRange<Fixed>(-2, 4) * one;
            series.change(time, by);
            plain.change(time, by);
            now += *rc::gen::element(0min, 1min, 61min, 600min);
            series.advance(start + now);
            // Settled by whole minutes, and older than three days by quarters of an hour.
            const Time from = start + now - *rc::gen::element(30min, 1440min, 2700min, 4500min);
            const Time whole = start + std::chrono::floor<std::chrono::hours>(from - start);
            const Time to = start + now + *rc::gen::element(-20min, 0min, 5min);
            RC_ASSERT(series.over(whole, to) == plain.over(whole, to));
            RC_ASSERT(series.at(to) == plain.at(to));
        }
    }));
}

TEST(LevelSeries, ThousandsOfChangesOutOfOrderAddUp) {
    const DayGrid days = utc_days();
    LevelSeries series{days};
    const auto time_of = [](std::int64_t i) {
        return start + Duration{i * 7919 % 3001 * 1'000'000};
    };
    for (std::int64_t i = 0; i < 3000; ++i)
        series.change(time_of(i), one);
    Fixed level = 0;
    for (std::int64_t second = 0; second < 3001; ++second) {
        if (second * 1088 % 3001 != 3000) level += one;  // 1088 x 7919 is 1 modulo 3001
        ASSERT_EQ(series.at(start + std::chrono::seconds{second}), level) << second;
    }
    EXPECT_EQ(series.over(start, start + 1h).max, 3000 * one);
    for (std::int64_t i = 0; i < 3000; ++i)  // what is taken back leaves nothing
        series.change(time_of(i), -one);
    EXPECT_EQ(series.at(start + 2h), std::nullopt);
}

TEST(LevelSeries, NothingIsKnownBeforeTheFirstChange) {
    const DayGrid days = utc_days();
    LevelSeries series{days};
    series.change(start, one);
    EXPECT_EQ(series.at(start - 1us), std::nullopt);
    EXPECT_EQ(series.at(start), one);
    EXPECT_EQ(series.over(start - 1h, start + 1h).micros, 3'600'000'000);
    EXPECT_EQ(series.over(start - 1h, start).last, std::nullopt);
}

TEST(LevelSeries, WhatIsOlderThanItsMinutesIsSettledByTheDay) {
    const DayGrid days = utc_days();
    LevelSeries series{days};
    series.change(start - 200 * 24h, 2 * one);
    series.change(start - 1h, one);
    series.advance(start);
    EXPECT_EQ(series.at(start - 199 * 24h), 2 * one);
    EXPECT_EQ(series.at(start - 201 * 24h), std::nullopt);
    const GaugeState whole = series.over(start - 300 * 24h, start);
    EXPECT_EQ(whole.micros, Duration{200 * 24h}.count());
    EXPECT_EQ(whole.max, 3 * one);
}

TEST(LevelSeries, AChangeThatComesTooLateShiftsWholeBucketsExactly) {
    const DayGrid days = utc_days();
    EXPECT_TRUE(rc::check([&] {
        LevelSeries series{days};
        PlainLevel plain;
        const auto both = [&](Time time, Fixed by) {
            series.change(time, by);
            plain.change(time, by);
        };
        for (int i = 0; i < 10; ++i)
            both(any_time(0min, 120min), *rc::gen::inRange<Fixed>(1, 4) * one);
        series.advance(start + 48h);
        // At the beginning of a minute, so that no bucket is shifted in part; also before the
        // first.
        for (int i = 0; i < 5; ++i)
            both(start + std::chrono::minutes{*rc::gen::inRange(-100, 150)},
                 *rc::gen::inRange<Fixed>(0, 3) * one);
        series.change(start + 47h, one);
        plain.change(start + 47h, one);
        series.advance(start + 49h);
        const Time from = start + std::chrono::minutes{*rc::gen::inRange(-200, 200)};
        RC_ASSERT(series.over(from, start + 48h) == plain.over(from, start + 48h));
        RC_ASSERT(series.at(from + 1min - 1us) == plain.at(from + 1min - 1us));
    }));
}

TEST(LevelSeries, NeitherQuietDaysNorRestartsNorLateChangesMakeADifference) {
    const DayGrid days = utc_days();
    EXPECT_TRUE(rc::check([&] {
        auto series = std::make_unique<LevelSeries>(days);
        PlainLevel plain;
        std::vector<std::pair<Time, Fixed>> told;
        std::map<std::pair<int, std::int64_t>, History::Row> rows;
        auto now = 0min;
        for (int i = 0; i < 20; ++i) {
            const bool late = *rc::gen::arbitrary<bool>();
            // By a whole minute when it is late: then nothing of it has to be estimated.
            const Time time = late ? start + now - std::chrono::minutes{*rc::gen::inRange(0, 3000)}
                                   : any_time(now - 10min, now + 1min);
            const Fixed by = *rc::gen::inRange<Fixed>(1, 3) * one;
            series->change(time, by);
            plain.change(time, by);
            told.emplace_back(time, by);
            now += *rc::gen::element(0min, 1min, 61min, 1600min, 2900min);
            series->advance(start + now);
            if (*rc::gen::inRange(0, 4) == 0) {
                for (const History::Row& row : series->settled().take_changed())
                    rows[{row.tier, row.minute}] = row;
                series = std::make_unique<LevelSeries>(days);
                for (const auto& [place, row] : rows)
                    series->put(row);
                for (const auto& [when, change] : told)
                    if (when > start + now - 27h) series->change_again(when, change);
                series->advance(start + now);
            }
            const Time from = start + now - std::chrono::minutes{*rc::gen::inRange(0, 4200)};
            const Time to = start + now - std::chrono::minutes{*rc::gen::inRange(0, 4200)};
            RC_ASSERT(series->over(from, to) == (from < to ? plain.over(from, to) : GaugeState{}));
            RC_ASSERT(series->at(from + 1min - 1us) == plain.at(from + 1min - 1us));
        }
    }));
}

TEST(LevelSeries, ALevelThatStaysIsWrittenOnce) {
    const DayGrid days = utc_days();
    LevelSeries series{days};
    series.change(start, one);
    series.change(start + 10min, one);
    std::size_t rows = 0;
    for (auto now = 0h; now <= 24h * 2; now += 1h) {
        series.advance(start + now);
        rows += series.settled().take_changed().size();
    }
    EXPECT_EQ(rows, 2);
    EXPECT_EQ(series.over(start, start + 20h).area,
              static_cast<__int128>(one) * Duration{10min + 2 * (20h - 10min)}.count());
}

TEST(LevelSeries, ALateEndTakesItsShareOfTheTimeBack) {
    const DayGrid days = utc_days();
    LevelSeries series{days};
    series.change(start, one);
    series.advance(start + 30h);
    series.change(start + 1h + 30s, -one);
    const GaugeState whole = series.over(start, start + 30h);
    EXPECT_EQ(whole.area, static_cast<__int128>(one) * Duration{1h + 30s}.count());
    EXPECT_EQ(whole.above_0, Duration{1h + 30s}.count());
    EXPECT_EQ(whole.last, 0);
    EXPECT_EQ(series.at(start + 2h), 0);
    EXPECT_EQ(series.at(start + 29h), 0);
}

TEST(LevelSeries, GoesOnAfterARestartFromWhatIsSettledAndWhatIsToldAgain) {
    const DayGrid days = utc_days();
    LevelSeries series{days};
    const std::pair<Time, Fixed> changes[] = {
        {start, one}, {start + 10min, one}, {start + 20h, -one}, {start + 39h, one}};
    for (const auto& [time, by] : changes)
        series.change(time, by);
    series.advance(start + 40h);

    LevelSeries again{days};
    for (const History::Row& row : series.settled().take_changed())
        again.put(row);
    for (const auto& [time, by] : changes)
        again.change_again(time, by);
    again.advance(start + 40h);
    EXPECT_TRUE(again.settled().take_changed().empty());
    EXPECT_EQ(again.over(start - 1h, start + 40h), series.over(start - 1h, start + 40h));
    EXPECT_EQ(again.at(start + 40h), 2 * one);
    EXPECT_EQ(again.at(start + 5min), one);
}

}  // namespace
}  // namespace waymark::server
