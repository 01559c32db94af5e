#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {
namespace {

double quantile_of(std::vector<Fixed> numbers, double quantile) {
    std::ranges::sort(numbers);
    const double rank = quantile * static_cast<double>(numbers.size() - 1);
    const auto below = static_cast<std::size_t>(rank);
    const std::size_t above = std::min(below + 1, numbers.size() - 1);
    return std::lerp(from_fixed(numbers[below]), from_fixed(numbers[above]),
                     rank - std::floor(rank));
}

SketchState sketch_of(const std::vector<Fixed>& numbers) {
    SketchState sketch;
    for (const Fixed number : numbers)
        sketch.add(number, 1);
    return sketch;
}

/// Up to 1,000 numbers from 1 ms to 400 days, as likely in every decade.
std::vector<Fixed> any_numbers(std::size_t least) {
    std::vector<Fixed> numbers(*rc::gen::inRange<std::size_t>(least, 1000));
    for (Fixed& number : numbers)
        number = static_cast<Fixed>(std::pow(10, *rc::gen::inRange(3000, 13538) / 1000.0));
    return numbers;
}

TEST(SketchState, IsExactForFewNumbers) {
    EXPECT_FALSE(SketchState{}.quantile(.5));
    const SketchState even = sketch_of({4'000'000, 1'000'000, 2'000'000, 3'000'000});
    EXPECT_EQ(even.quantile(.5), 2.5);
    EXPECT_EQ(even.quantile(0), 1);
    EXPECT_EQ(even.quantile(1), 4);
    EXPECT_EQ(sketch_of({5'000'000, 5'000'000, 9'000'000}).quantile(.5), 5);
    EXPECT_TRUE(rc::check([] {
        auto numbers = any_numbers(1);
        numbers.resize(std::min<std::size_t>(numbers.size(), SketchState::exact_most));
        const double quantile = *rc::gen::inRange(0, 101) / 100.0;
        const double expected = quantile_of(numbers, quantile);
        RC_ASSERT(std::abs(*sketch_of(numbers).quantile(quantile) - expected) <= 1e-9 * expected);
    }));
}

TEST(SketchState, IsWithinOnePercentForMany) {
    EXPECT_TRUE(rc::check([] {
        const auto numbers = any_numbers(SketchState::exact_most + 1);
        const double quantile = *rc::gen::inRange(0, 1001) / 1000.0;
        const double expected = quantile_of(numbers, quantile);
        const SketchState sketch = sketch_of(numbers);
        RC_ASSERT(sketch.exact.empty());
        RC_ASSERT(std::abs(*sketch.quantile(quantile) - expected) <= .01 * expected);
    }));
}

TEST(SketchState, EveryMillisecondOfTheFirstSecondsIsWithinOnePercent) {
    for (Fixed number = 1000; number < 3'000'000; number += 77) {
        SketchState sketch;
        sketch.add(number, 300);
        const double expected = from_fixed(number);
        ASSERT_NEAR(*sketch.quantile(.5), expected, .01 * expected);
    }
}

TEST(SketchState, WhatIsNegativeOrTooShortToMatterIsZero) {
    SketchState sketch;
    sketch.add(-5'000'000, 150);
    sketch.add(999, 150);
    EXPECT_EQ(sketch.quantile(.5), 0);
    sketch.add(1'000'000'000, 1000);
    EXPECT_NEAR(*sketch.quantile(.5), 1000, 10);
}

TEST(SketchState, FewAndFewThatAreManyTogetherGiveTheSameAsAllAtOnce) {
    std::vector<Fixed> first(200), second(200);
    std::iota(first.begin(), first.end(), 1'000'000);
    std::iota(second.begin(), second.end(), 90'000'000);
    SketchState merged = sketch_of(first);
    merged.merge(sketch_of(second));
    first.insert(first.end(), second.begin(), second.end());
    EXPECT_EQ(merged, sketch_of(first));
    EXPECT_FALSE(merged.unmerge(sketch_of(second))) << "its 200 numbers are no longer known";
    merged.merge(sketch_of(second));
    EXPECT_TRUE(merged.unmerge(sketch_of(second)));
    EXPECT_EQ(merged, sketch_of(first));
}

TEST(SketchState, MergedP90IsNotTheMeanOfP90s) {
    std::vector<Fixed> quick, slow, all;
    for (int i = 0; i < 200; ++i)
        quick.push_back(to_fixed(5 + i % 50 * .3));
    for (int i = 0; i < 20; ++i)
        slow.push_back(to_fixed(30 + i * 17));
    all = quick;
    all.insert(all.end(), slow.begin(), slow.end());
    const double p90_quick = quantile_of(quick, .9), p90_slow = quantile_of(slow, .9);
    SketchState both = sketch_of(quick);
    both.merge(sketch_of(slow));
    EXPECT_DOUBLE_EQ(*both.quantile(.9), quantile_of(all, .9));
    EXPECT_GT((p90_quick + p90_slow) / 2, 3 * *both.quantile(.9));
    EXPECT_GT((200 * p90_quick + 20 * p90_slow) / 220, 1.3 * *both.quantile(.9));
}

}  // namespace
}  // namespace waymark::server
