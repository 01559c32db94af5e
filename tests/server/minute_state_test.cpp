#include "server/kpi/state/minute_state.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "server/kpi/state/buckets.hpp"

namespace waymark::server {
namespace {

/// A state of the given kind with whole numbers, so that sums of doubles are exact.
MinuteState any_state(std::size_t kind) {
    const auto whole = [] { return *rc::gen::inRange(0, 1000); };
    switch (kind) {
        case 0:
            return SumState{whole()};
        case 1:
            return RatioState{whole(), whole()};
        case 2:
            return MeanState{double(whole()), double(whole()), whole()};
        default:
            break;
    }
    GaugeState gauge{std::nullopt, {}, 0, double(whole()), double(whole())};
    if (*rc::gen::arbitrary<bool>()) {
        gauge.last = whole();
        gauge.last_at = from_epoch_ms(*rc::gen::inRange(0, 5));
        gauge.max = std::max(*gauge.last, double(whole()));
    }
    return gauge;
}

MinuteState sum_of(MinuteState a, const MinuteState& b) {
    merge(a, b);
    return a;
}

MinuteState empty(std::size_t kind) {
    switch (kind) {
        case 0:
            return SumState{};
        case 1:
            return RatioState{};
        case 2:
            return MeanState{};
        default:
            return GaugeState{};
    }
}

TEST(MinuteState, MergeIsAssociativeAndCommutative) {
    EXPECT_TRUE(rc::check([] {
        const auto kind = *rc::gen::inRange<std::size_t>(0, 4);
        const auto a = any_state(kind), b = any_state(kind), c = any_state(kind);
        RC_ASSERT(sum_of(a, b) == sum_of(b, a));
        RC_ASSERT(sum_of(sum_of(a, b), c) == sum_of(a, sum_of(b, c)));
    }));
}

TEST(MinuteState, EmptyChangesNothing) {
    EXPECT_TRUE(rc::check([] {
        const auto kind = *rc::gen::inRange<std::size_t>(0, 4);
        const auto a = any_state(kind);
        RC_ASSERT(sum_of(a, empty(kind)) == a);
        RC_ASSERT(sum_of(empty(kind), a) == a);
    }));
}

TEST(MinuteState, ReadsBackExactlyWhatWasWritten) {
    EXPECT_TRUE(rc::check([] {
        auto state = any_state(*rc::gen::inRange<std::size_t>(0, 4));
        if (auto* mean = std::get_if<MeanState>(&state)) mean->sum /= 7;
        RC_ASSERT(minute_state_from(to_text(state)) == state);
    }));
}

TEST(MinuteState, DamagedTextIsNoState) {
    for (const char* text : {"", "sum", "sum x", "sum 1 2", "ratio 1", "mean 1 2", "gauge 1 2 3",
                             "median 4", "sum 1 "})
        EXPECT_FALSE(minute_state_from(text)) << text;
}

TEST(Buckets, MergedIsTheMergeOfItsMinutesWhateverIsRemembered) {
    EXPECT_TRUE(rc::check([] {
        Buckets buckets{SumState{}};
        std::map<std::int64_t, std::int64_t> plain;
        for (int i = 0; i < 40; ++i) {
            const auto minute = *rc::gen::inRange<std::int64_t>(0, 20);
            std::get<SumState>(buckets.at(minute)).n += 1;
            plain[minute] += 1;
            buckets.set_live(*rc::gen::inRange<std::int64_t>(0, 20));
            const auto from = *rc::gen::inRange<std::int64_t>(0, 20);
            const auto to = *rc::gen::inRange<std::int64_t>(0, 20);
            std::int64_t expected = 0;
            for (const auto& [at, n] : plain)
                if (at >= from && at <= to) expected += n;
            RC_ASSERT(std::get<SumState>(buckets.merged(from, to)).n == expected);
        }
    }));
}

TEST(Buckets, HandsOutEachChangeOnce) {
    Buckets buckets{SumState{}};
    std::get<SumState>(buckets.at(7)).n = 3;
    EXPECT_EQ(buckets.take_changed().size(), 1u);
    EXPECT_TRUE(buckets.take_changed().empty());
    std::get<SumState>(buckets.at(7)).n = 4;
    EXPECT_EQ(buckets.take_changed().at(7), MinuteState{SumState{4}});
}

}  // namespace
}  // namespace waymark::server
