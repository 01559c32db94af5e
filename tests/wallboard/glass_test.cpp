#include "wallboard/view/glass.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr Time start{1'700'000'000s};
constexpr PixelSize hd{1920, 1080};
constexpr PixelSize upright{1080, 1920};

TEST(Glass, TurnedByAQuarterTheUpperLeftCornerIsAtTheUpperRight) {
    EXPECT_EQ(turned_size(upright, 90), hd);
    EXPECT_EQ(on_glass(Spot{0, 0}, upright, {.turned = 90}), (Spot{1920, 0}));
    EXPECT_EQ(on_glass(Spot{1080, 0}, upright, {.turned = 90}), (Spot{1920, 1080}));
}

TEST(Glass, TurnedByThreeQuartersTheUpperLeftCornerIsAtTheLowerLeft) {
    EXPECT_EQ(turned_size(upright, 270), hd);
    EXPECT_EQ(on_glass(Spot{0, 0}, upright, {.turned = 270}), (Spot{0, 1080}));
    EXPECT_EQ(on_glass(Spot{1080, 0}, upright, {.turned = 270}), (Spot{0, 0}));
}

TEST(Glass, UpsideDownIsTheOtherCorner) {
    EXPECT_EQ(turned_size(hd, 180), hd);
    EXPECT_EQ(on_glass(Spot{0, 0}, hd, {.turned = 180}), (Spot{1920, 1080}));
}

TEST(Glass, ARectangleKeepsItsSidesAndStaysOnTheGlass) {
    EXPECT_EQ(on_glass(Rect{10, 20, 30, 40}, upright, {.turned = 90}), (Rect{1860, 10, 40, 30}));
    EXPECT_EQ(on_glass(Rect{0, 0, 30, 40}, hd, {.shift_x = -10, .shift_y = 5}),
              (Rect{0, 5, 20, 40}));
    EXPECT_EQ(on_glass(Rect{0, 0, 1920, 1080}, hd, {.shift_x = 8, .shift_y = 8}),
              (Rect{8, 8, 1912, 1072}));
}

TEST(Glass, LightDarkensAllColoursAndLeavesTheirCoverage) {
    EXPECT_EQ(lit({200, 100, 0, 77}, 0.5F), (Color{100, 50, 0, 77}));
    EXPECT_EQ(lit({200, 100, 3, 255}, 0), (Color{0, 0, 0, 255}));
    EXPECT_EQ(lit({200, 100, 3, 255}, 1), (Color{200, 100, 3, 255}));
}

TEST(Orbit, StaysWithinEightPixelsAndIsNeverQuiteInTheMiddle) {
    std::set<std::pair<int, int>> places;
    for (int step = 0; step < 200; ++step) {
        const Glass glass = orbit({}, hd, start + step * 2min);
        const double far = std::hypot(glass.shift_x, glass.shift_y);
        EXPECT_GE(far, 1.9);
        EXPECT_LE(far, 8.6);  // rounded to whole pixels
        places.insert({glass.shift_x, glass.shift_y});
    }
    EXPECT_GT(places.size(), 30U);
}

TEST(Orbit, TakesASmallStepEveryTwoMinutesAndRestsInBetween) {
    Time now = start;
    for (int step = 0; step < 100; ++step) {
        const Time next = next_orbit(now);
        ASSERT_GT(next, now);
        ASSERT_LE(next - now, 2min);
        const Glass before = orbit({}, hd, now);
        EXPECT_EQ(orbit({}, hd, next - 1us), before);
        const Glass after = orbit({}, hd, next);
        EXPECT_LE(std::hypot(after.shift_x - before.shift_x, after.shift_y - before.shift_y), 6);
        now = next;
    }
}

TEST(Orbit, IsWiderOnAFinerScreen) {
    int widest = 0;
    for (int step = 0; step < 96; ++step)
        widest = std::max(widest, orbit({}, {3840, 2160}, start + step * 2min).shift_x);
    EXPECT_GT(widest, 8);
    EXPECT_LE(widest, 17);
}

TEST(Orbit, WorksBeforeTheEpochToo) {
    const Time early{-5min};
    EXPECT_GT(next_orbit(early), early);
    EXPECT_LE(std::abs(orbit({}, hd, early).shift_x), 8);
}

}  // namespace
}  // namespace waymark::wallboard
