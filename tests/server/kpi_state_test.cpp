#include "server/kpi/state/kpi_state.hpp"

#include <numeric>

#include <gtest/gtest.h>

#include "tests/support/kpi_state_gen.hpp"

namespace waymark::server {
namespace {

std::size_t any_kind() {
    return *rc::gen::inRange<std::size_t>(0, state_kinds);
}

TEST(KpiState, MergeIsAssociativeAndCommutative) {
    EXPECT_TRUE(rc::check([] {
        const std::size_t kind = any_kind();
        const KpiState a = any_state(kind), b = any_state(kind), c = any_state(kind);
        RC_ASSERT(merge_of(a, b) == merge_of(b, a));
        RC_ASSERT(merge_of(merge_of(a, b), c) == merge_of(a, merge_of(b, c)));
    }));
}

TEST(KpiState, MergingTheEmptyStateChangesNothing) {
    EXPECT_TRUE(rc::check([] {
        const std::size_t kind = any_kind();
        const KpiState a = any_state(kind);
        RC_ASSERT(merge_of(a, empty_state(kind)) == a);
        RC_ASSERT(merge_of(empty_state(kind), a) == a);
    }));
}

TEST(KpiState, AnySplitOfTheEventsIntoBucketsAndAnyOrderOfMergingGivesTheSame) {
    EXPECT_TRUE(rc::check([] {
        const std::size_t kind = *rc::gen::inRange<std::size_t>(0, state_kinds - 1);
        const int events = *rc::gen::element(1, 5, 50, 256, 257, 400);
        KpiState whole = empty_state(kind);
        std::vector<KpiState> buckets(*rc::gen::inRange<std::size_t>(1, 12), empty_state(kind));
        for (int i = 0; i < events; ++i) {
            const Addition event = any_addition();
            add_to_state(whole, event, 1);
            add_to_state(buckets[*rc::gen::inRange<std::size_t>(0, buckets.size())], event, 1);
        }
        while (buckets.size() > 1) {
            const auto from = *rc::gen::inRange<std::size_t>(1, buckets.size());
            const auto into = *rc::gen::inRange<std::size_t>(0, from);
            merge(buckets[into], buckets[from]);
            buckets.erase(buckets.begin() + static_cast<std::ptrdiff_t>(from));
        }
        RC_ASSERT(buckets.front() == whole);
    }));
}

TEST(KpiState, UnmergeUndoesMergeOrSaysThatItCannot) {
    EXPECT_TRUE(rc::check([] {
        const std::size_t kind = any_kind();
        const KpiState a = any_state(kind), b = any_state(kind);
        const KpiState both = merge_of(a, b);
        KpiState rest = both;
        const bool done = unmerge(rest, b);
        const bool plain = kind < 3 || std::holds_alternative<NpsState>(a);
        RC_ASSERT(done || !plain);
        if (!done) RC_ASSERT(rest == both);
        if (!done) return;
        // A maximum may know fewer of its lesser numbers afterwards.
        if (const auto* greatest = std::get_if<MaxState>(&rest)) {
            RC_ASSERT(greatest->value() == std::get<MaxState>(a).value());
            RC_ASSERT(greatest->n == std::get<MaxState>(a).n);
        } else {
            RC_ASSERT(rest == a);
        }
    }));
}

TEST(KpiState, TakingBackEventsLeavesWhatWasBefore) {
    EXPECT_TRUE(rc::check([] {
        const std::size_t kind = *rc::gen::inRange<std::size_t>(0, state_kinds - 1);
        const auto kept = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 2));
        KpiState with = empty_state(kind), without = empty_state(kind);
        std::vector<Addition> taken_back;
        for (const int keep : kept) {
            const Addition event = any_addition();
            add_to_state(with, event, 1);
            if (keep) add_to_state(without, event, 1);
            if (!keep && taken_back.size() < MaxState::kept)
                taken_back.push_back(event);
            else if (!keep)
                add_to_state(without, event, 1);
        }
        for (const Addition& event : taken_back)
            add_to_state(with, event, -1);
        if (const auto* greatest = std::get_if<MaxState>(&with)) {
            if (!greatest->greatest.empty())
                RC_ASSERT(greatest->value() == std::get<MaxState>(without).value());
        } else {
            RC_ASSERT(with == without);
        }
    }));
}

TEST(KpiState, ReadsBackExactlyWhatWasWritten) {
    EXPECT_TRUE(rc::check([] {
        const KpiState state = any_state(any_kind());
        RC_ASSERT(kpi_state_from(to_text(state)) == state);
    }));
}

TEST(KpiState, WritesTheEndsOfItsRange) {
    const MeanState most{INT64_MAX, INT64_MIN, greatest_of<__int128>};
    EXPECT_EQ(kpi_state_from(to_text(most)), KpiState{most});
    const GaugeState least{.area = least_of<__int128>};
    EXPECT_EQ(kpi_state_from(to_text(least)), KpiState{least});
}

TEST(KpiState, SaysWhatItHoldsInWords) {
    EXPECT_EQ(to_text(SumState{3, 3}), "sum 3 3");
    EXPECT_EQ(to_text(RatioState{7, 9, 9}), "ratio 7 9 9");
    MeanState mean;
    mean.add(to_fixed(12.5), 1);
    EXPECT_EQ(to_text(mean), "mean 1 12500000 156250000000000");
    MaxState greatest;
    greatest.add(-2, 3);
    EXPECT_EQ(to_text(greatest), "max 3 - -2 3");
}

TEST(KpiState, DamagedTextIsNoState) {
    for (const char* text : {"",
                             "sum",
                             "sum x 1",
                             "sum 1",
                             "sum 1 2 3",
                             "sum 1 2 ",
                             "sum 9223372036854775808 1",
                             "ratio 1 2",
                             "mean 1 2",
                             "gauge 1 2",
                             "gauge 1 2 3 4",
                             "median 4",
                             "max 1",
                             "max 1 - 5",
                             "max 1 - 5 0",
                             "distinct",
                             "sketch 1",
                             "sketch 1 whole 5 1",
                             "sketch 1 buckets 99999 1",
                             "sketch 1 buckets -7 1",
                             "distinct - -4 1",
                             "sum 1 --2",
                             "sum - 1",
                             "sum 99999999999999999999999999999999999999999999 1"})
        EXPECT_FALSE(kpi_state_from(text)) << text;
}

TEST(KpiState, SumsThatPassTheirRangeStayAtItsEnd) {
    KpiState sum = SumState{INT64_MAX - 1, 1};
    merge(sum, SumState{5, 1});
    EXPECT_EQ(sum, (KpiState{SumState{INT64_MAX, 2}}));
    EXPECT_FALSE(unmerge(sum, SumState{5, 1}));
    EXPECT_EQ(sum, (KpiState{SumState{INT64_MAX, 2}}));
}

TEST(KpiState, RatioOfSumsIsNotTheMeanOfHourlyPercentages) {
    const std::pair<int, int> hours[] = {{5, 5},    {8, 8},   {40, 33}, {120, 84},
                                         {110, 77}, {60, 48}, {12, 12}, {4, 4}};
    KpiState day = RatioState{};
    double mean = 0;
    for (const auto& [offered, within] : hours) {
        merge(day, RatioState{within, offered, offered});
        mean += 100.0 * within / offered / 8;
    }
    const auto& ratio = std::get<RatioState>(day);
    EXPECT_NEAR(
        100.0 * static_cast<double>(ratio.numerator) / static_cast<double>(ratio.denominator), 75.5,
        .05);
    EXPECT_NEAR(mean, 87.8, .05);
}

TEST(KpiState, AsaOfTwoQueuesIsOverTheirCalls) {
    MeanState busy, quiet;
    busy.add(to_fixed(18), 200);
    quiet.add(to_fixed(140), 10);
    const auto both = std::get<MeanState>(merge_of(busy, quiet));
    EXPECT_NEAR(from_fixed(both.sum) / static_cast<double>(both.n), 23.8, .05);
}

TEST(MaxState, IsTheGreatestHoweverManyThereWere) {
    MaxState state;
    for (Fixed number = 1; number <= 100; ++number)
        state.add(number * 37 % 101, 1);
    EXPECT_EQ(state.value(), 100);
    EXPECT_EQ(state.greatest.size(), MaxState::kept);
    for (Fixed number = 100; number > 85; --number)
        state.add(number, -1);
    EXPECT_EQ(state.value(), 85);
    EXPECT_EQ(state.n, 85);
}

TEST(MaxState, NumbersBelowWhatWentAreNotTakenForTheGreatest) {
    MaxState state;
    for (Fixed number = 1; number <= 20; ++number)
        state.add(number, 1);
    for (Fixed number = 5; number <= 20; ++number)
        state.add(number, -1);
    state.add(2, 1);
    EXPECT_EQ(state.value(), 4) << "1..4 are there, though only the 4 is still known of";
}

TEST(DistinctState, CountsExactlyUpToItsCapAndEstimatesBeyond) {
    DistinctState state;
    for (std::uint64_t key = 0; key < DistinctState::kept; ++key)
        state.add(key, 2);
    EXPECT_EQ(state.count(), 4096);
    for (std::uint64_t key = 0; key < 100'000; ++key)
        state.add(key, 1);
    EXPECT_EQ(state.hashes.size(), DistinctState::kept);
    EXPECT_NEAR(static_cast<double>(state.count()), 100'000, 5'000);
}

TEST(DistinctState, TheSameInTwoQueuesCountsOnce) {
    DistinctState first, second;
    for (std::uint64_t agent = 0; agent < 10; ++agent)
        first.add(agent, 1);
    for (std::uint64_t agent = 5; agent < 12; ++agent)
        second.add(agent, 1);
    EXPECT_EQ(std::get<DistinctState>(merge_of(first, second)).count(), 12);
}

TEST(DistinctState, BeyondItsCapMergingStillDoesNotDependOnTheOrder) {
    DistinctState parts[3];
    for (std::uint64_t key = 0; key < 9000; ++key)
        parts[key % 3].add(key, 1);
    const KpiState forward = merge_of(merge_of(parts[0], parts[1]), parts[2]);
    EXPECT_EQ(forward, merge_of(parts[2], merge_of(parts[1], parts[0])));
    KpiState rest = forward;
    EXPECT_FALSE(unmerge(rest, parts[2]));
    EXPECT_EQ(rest, forward);
}

}  // namespace
}  // namespace waymark::server
