#include "server/kpi/state/history.hpp"

#include <gtest/gtest.h>

#include "tests/support/kpi_state_gen.hpp"

namespace waymark::server {
namespace {

constexpr std::int64_t day = 1440;
constexpr std::int64_t start = 19'800 * day;

/// Days of UTC that begin at 05:07.
DayGrid grid() {
    return DayGrid{[](std::int64_t minute) { return (minute - 307) / day * day + 307; }};
}

std::int64_t sum_of(const KpiState& state) {
    return std::get<SumState>(state).sum;
}

void count(History& history, std::int64_t minute) {
    std::get<SumState>(history.at(minute)).add(1, 1);
}

TEST(DayGrid, KnowsTheDayOfEveryMinuteInWhateverOrderItIsAsked) {
    EXPECT_TRUE(rc::check([] {
        const DayGrid days = grid();
        for (int i = 0; i < 10; ++i) {
            const auto minute = start + *rc::gen::inRange<std::int64_t>(0, 3) * day + 307 +
                                *rc::gen::inRange<std::int64_t>(-20, 20);
            const std::int64_t begin = days.day_of(minute);
            RC_ASSERT(begin % day == 307);
            RC_ASSERT(begin <= minute && minute < begin + day);
        }
        RC_ASSERT(days.day_after(start + 307) == start + 307 + day);
    }));
}

// The windows move on, begin anew and go back, events come late and ahead, and time passes.
TEST(History, MergedIsTheMergeOfItsBucketsWhateverIsRemembered) {
    const DayGrid days = grid();
    EXPECT_TRUE(rc::check([&] {
        const std::size_t kind = *rc::gen::inRange<std::size_t>(0, state_kinds - 1);
        History history{empty_state(kind), days};
        std::map<std::int64_t, KpiState> plain;
        std::int64_t now = start;
        for (int i = 0; i < 60; ++i) {
            const std::int64_t minute = now + *rc::gen::inRange<std::int64_t>(-30, 3);
            const Addition event = any_addition();
            add_to_state(history.at(minute), event, 1);
            add_to_state(plain.try_emplace(minute, empty_state(kind)).first->second, event, 1);
            if (*rc::gen::inRange(0, 3) == 0) history.advance(++now);
            const auto length = *rc::gen::element<std::int64_t>(5, 10, 40);
            const std::int64_t to = now - *rc::gen::element<std::int64_t>(0, 0, 0, 1, 7);
            KpiState expected = empty_state(kind);
            for (const auto& [at, state] : plain)
                if (at > to - length && at <= to) merge(expected, state);
            const KpiState merged = history.merged(to - length + 1, to);
            if (const auto* greatest = std::get_if<MaxState>(&merged)) {
                RC_ASSERT(greatest->value() == std::get<MaxState>(expected).value());
            } else {
                RC_ASSERT(merged == expected);
            }
        }
    }));
}

TEST(History, CoarseningLosesNothing) {
    const DayGrid days = grid();
    EXPECT_TRUE(rc::check([&] {
        History history{SumState{}, days};
        std::map<std::int64_t, std::int64_t> plain;
        std::int64_t now = start;
        history.advance(now);
        for (int i = 0; i < 40; ++i) {
            const std::int64_t minute =
                now - *rc::gen::element<std::int64_t>(0, 1, 50, 4000, 5000, 80'000, 90'000);
            count(history, minute);
            ++plain[minute];
            now += *rc::gen::element<std::int64_t>(0, 1, 14, 1000, 50'000);
            history.advance(now);
            // From a day's beginning on, coarse buckets are wholly within.
            const std::int64_t from =
                days.day_of(now - *rc::gen::inRange<std::int64_t>(0, 200 * day));
            std::int64_t expected = 0;
            for (const auto& [at, n] : plain)
                if (at >= from) expected += n;
            RC_ASSERT(sum_of(history.merged(from, now)) == expected);
        }
    }));
}

TEST(History, KeepsMinutesForThreeDaysQuartersForSixtyAndDeskDaysForFiveYears) {
    const DayGrid days = grid();
    History history{SumState{}, days};
    const std::int64_t begin = days.day_of(start);  // 05:07
    for (std::int64_t minute = 0; minute < 20; ++minute)
        count(history, begin + minute);
    history.advance(begin + 40);
    EXPECT_EQ(sum_of(history.merged(begin + 5, begin + 20)), 15);
    history.advance(begin + 4 * day);
    EXPECT_EQ(history.bucket_of(begin + 16), (History::Stretch{begin + 15, begin + 30}));
    EXPECT_EQ(sum_of(history.merged(begin + 5, begin + 20)), 5) << "the same window as before";
    EXPECT_EQ(sum_of(history.merged(begin, begin + 14)), 15);
    EXPECT_EQ(sum_of(history.merged(begin + 15, begin + 29)), 5);
    EXPECT_EQ(sum_of(history.merged(begin + 1, begin + 14)), 0) << "counts by its beginning";
    history.advance(begin + 70 * day);
    EXPECT_EQ(history.bucket_of(begin + 16), (History::Stretch{begin, begin + day}));
    EXPECT_EQ(sum_of(history.merged(begin, begin)), 20);
    history.advance(begin + 5 * 366 * day + day);
    EXPECT_EQ(sum_of(history.merged(begin, begin + day)), 0);
    EXPECT_TRUE(history.empty());
}

TEST(History, QuartersEndWithTheDeskDay) {
    const DayGrid days = grid();
    History history{SumState{}, days};
    history.advance(start + 10 * day);
    const std::int64_t end = days.day_of(start + 2 * day);
    const DayGrid odd{[](std::int64_t minute) { return minute - minute % (day + 10); }};
    History uneven{SumState{}, odd};
    uneven.advance(start + 10 * day);
    const std::int64_t next = odd.day_after(odd.day_of(start + 2 * day));
    EXPECT_EQ(history.bucket_of(end - 1).end, end);
    EXPECT_EQ(uneven.bucket_of(next - 1), (History::Stretch{next - 10, next}));
}

TEST(History, WhatIsOlderThanAllTiersIsNeverRead) {
    const DayGrid days = grid();
    History history{SumState{}, days};
    history.advance(start);
    count(history, start - 6 * 366 * day);
    EXPECT_EQ(sum_of(history.merged(0, start)), 0);
    EXPECT_TRUE(history.empty());
    EXPECT_TRUE(history.take_changed().empty());
}

TEST(History, TheNewestBucketOfAnyTier) {
    const DayGrid days = grid();
    History history{SumState{}, days};
    history.advance(start);
    EXPECT_FALSE(history.newest(0, start));
    count(history, start - 100 * day);
    count(history, start - 10 * day);
    count(history, start - 10 * day);
    EXPECT_EQ(history.newest(0, start)->state, (KpiState{SumState{2, 2}}));
    EXPECT_EQ(history.newest(0, start - 50 * day)->state, (KpiState{SumState{1, 1}}));
    EXPECT_FALSE(history.newest(start - 5, start));
}

TEST(History, HandsOutEachChangeOnceAndSaysWhatIsGone) {
    const DayGrid days = grid();
    History history{SumState{}, days};
    const std::int64_t begin = days.day_of(start);
    history.advance(begin + 1);
    count(history, begin);
    EXPECT_EQ(history.take_changed(), (std::vector<History::Row>{{0, begin, "sum 1 1"}}));
    EXPECT_TRUE(history.take_changed().empty());
    count(history, begin);
    EXPECT_EQ(history.take_changed(), (std::vector<History::Row>{{0, begin, "sum 2 2"}}));
    history.advance(begin + 4 * day);
    EXPECT_EQ(history.take_changed(),
              (std::vector<History::Row>{{0, begin, ""}, {1, begin, "sum 2 2"}}));
}

TEST(History, ComesBackFromItsRows) {
    const DayGrid days = grid();
    EXPECT_TRUE(rc::check([&] {
        const std::size_t kind = *rc::gen::inRange<std::size_t>(0, state_kinds - 1);
        History history{empty_state(kind), days};
        std::map<std::pair<int, std::int64_t>, std::string> stored;
        std::int64_t now = start;
        for (int i = 0; i < 30; ++i) {
            add_to_state(history.at(now - *rc::gen::element<std::int64_t>(0, 3, 6000)),
                         any_addition(), 1);
            now += *rc::gen::element<std::int64_t>(0, 1, 700, 30'000);
            history.advance(now);
            if (*rc::gen::arbitrary<bool>()) continue;
            for (const History::Row& row : history.take_changed())
                stored[{row.tier, row.minute}] = row.text;
        }
        for (const History::Row& row : history.take_changed())
            stored[{row.tier, row.minute}] = row.text;

        History again{empty_state(kind), days};
        for (const auto& [place, text] : stored)
            again.put({place.first, place.second, text});
        RC_ASSERT(again.take_changed().empty());
        again.advance(now);
        for (std::int64_t from = start - 10 * day; from < now; from += 5000)
            RC_ASSERT(to_text(again.merged(from, now)) == to_text(history.merged(from, now)));
    }));
}

TEST(History, LeavesOutRowsOfAnotherKindAndDamagedOnes) {
    const DayGrid days = grid();
    History history{SumState{}, days};
    history.put({0, start, "ratio 1 2 2"});
    history.put({0, start, "sum"});
    history.put({3, start, "sum 1 1"});
    history.put({-1, start, "sum 1 1"});
    EXPECT_TRUE(history.empty());
    history.put({0, start, "sum 1 1"});
    EXPECT_EQ(sum_of(history.merged(start, start)), 1);
    history.put({0, start, ""});
    EXPECT_TRUE(history.empty());
}

}  // namespace
}  // namespace waymark::server
