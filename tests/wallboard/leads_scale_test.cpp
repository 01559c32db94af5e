#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "wallboard/leads/scale.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(ValueAxis, HasRoundTicksAroundAllValues) {
    EXPECT_THAT(value_axis(ValueUnit::count, 3, 17).ticks, ElementsAre(0, 5, 10, 15, 20));
    const ValueAxis share = value_axis(ValueUnit::ratio, 0.62, 0.97);
    EXPECT_DOUBLE_EQ(share.low, 0.6);
    EXPECT_DOUBLE_EQ(share.high, 1.0);
    EXPECT_THAT(value_axis(ValueUnit::duration, 10, 95).ticks, ElementsAre(0, 30, 60, 90, 120));
}

RC_GTEST_PROP(ValueAxis, HoldsAnyValuesWithFewTicksUpwards, (double one, double other)) {
    const double a = std::clamp(one, -1e12, 1e12), b = std::clamp(other, -1e12, 1e12);
    for (const ValueUnit unit :
         {ValueUnit::count, ValueUnit::ratio, ValueUnit::duration, ValueUnit::points}) {
        const ValueAxis axis = value_axis(unit, a, b);
        const double slack = (std::abs(a) + std::abs(b)) * 1e-9 + 1e-6;
        RC_ASSERT(axis.low <= std::min(a, b) + slack);
        RC_ASSERT(axis.high >= std::max(a, b) - slack);
        RC_ASSERT(axis.low < axis.high);
        RC_ASSERT(axis.ticks.size() >= 2U);
        RC_ASSERT(axis.ticks.size() <= 7U);
        RC_ASSERT(std::ranges::is_sorted(axis.ticks));
    }
}

TEST(TimeTicks, AreRoundByTheDesksClock) {
    const LocalClock clock{.offset = 1h};
    const Time noon = std::chrono::sys_days{std::chrono::year{2025} / 11 / 21} + 11h;
    EXPECT_THAT(time_ticks(noon - 4h, noon, clock),
                ElementsAre(noon - 4h, noon - 3h, noon - 2h, noon - 1h, noon));
    for (const Time tick : time_ticks(noon - 72h, noon, clock))
        EXPECT_EQ((tick.time_since_epoch() + clock.offset) % 12h, 0h);
    EXPECT_TRUE(time_ticks(noon, noon, clock).empty());
}

RC_GTEST_PROP(TimeTicks, AreFewAndWithin, ()) {
    const auto hours = *rc::gen::inRange(1, 5000);
    const Time to{std::chrono::minutes{*rc::gen::inRange(0, 50'000'000)}};
    const auto ticks = time_ticks(to - std::chrono::hours{hours}, to, {});
    RC_ASSERT(ticks.size() <= 8U);
    for (const Time tick : ticks)
        RC_ASSERT(tick >= to - std::chrono::hours{hours} && tick <= to);
}

}  // namespace
}  // namespace waymark::wallboard
