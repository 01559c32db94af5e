#include "wallboard/pace.hpp"

#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr Time start{1'000'000s};

TEST(Pace, TheFirstFrameIsDrawnAtOnce) {
    EXPECT_EQ(Pace{}.left(start), Duration{0});
}

TEST(Pace, AtMostTwentyFramesASecond) {
    Pace pace;
    pace.drawn(start, 1ms);
    EXPECT_EQ(pace.left(start + 20ms), 30ms);
    EXPECT_EQ(pace.left(start + 50ms), Duration{0});
}

TEST(Pace, FramesThatAreDearAreDrawnLessOften) {
    Pace pace;
    pace.drawn(start, 5ms);
    EXPECT_EQ(pace.left(start), 125ms);
    pace.drawn(start, 2s);
    EXPECT_EQ(pace.left(start), 250ms) << "but never seldom";
}

TEST(Pace, AClockThatWasSetBackStopsNothing) {
    Pace pace;
    pace.drawn(start, 1ms);
    EXPECT_EQ(pace.left(start - 1h), Duration{0});
}

}  // namespace
}  // namespace waymark::wallboard
