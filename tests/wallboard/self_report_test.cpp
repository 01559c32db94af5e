#include "wallboard/self_report.hpp"

#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr Time start{1'000'000s};

TEST(FrameLog, TellsTheFramesOfTheLastMinute) {
    FrameLog log;
    log.drawn(start, 900ms);
    for (int i = 1; i <= 100; ++i)
        log.drawn(start + 10s + i * 100ms, i * 1ms);
    const FrameLengths lengths = log.lengths(start + 65s);
    EXPECT_EQ(lengths.last, 100ms);
    EXPECT_EQ(lengths.median, 51ms);
    EXPECT_EQ(lengths.p99, 100ms);
    EXPECT_EQ(lengths.longest, 100ms) << "the first one was more than a minute ago";
    EXPECT_EQ(lengths.frames, 101U);
}

TEST(FrameLog, KeepsTheNewestWhenThereAreMany) {
    FrameLog log;
    for (int i = 0; i < 5000; ++i)
        log.drawn(start, i < 3000 ? 500ms : 5ms);
    EXPECT_EQ(log.lengths(start).longest, 5ms);
    EXPECT_EQ(log.lengths(start).frames, 5000U);
}

TEST(FrameLog, HasNothingToTellBeforeTheFirstFrame) {
    EXPECT_EQ(FrameLog{}.lengths(start), FrameLengths{});
}

TEST(SelfReport, KnowsTheMemoryOfTheProcess) {
    EXPECT_GT(resident_octets(), 1'000'000U);
    EXPECT_LT(resident_octets(), 4'000'000'000U);
}

}  // namespace
}  // namespace waymark::wallboard
