#include "wallboard/state/night.hpp"

#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using enum Brightness;

/// Monday, 23 March 2026, midnight at the desk, which is an hour before UTC's.
constexpr Time midnight = std::chrono::sys_days{std::chrono::year{2026} / 3 / 23} - 1h;
constexpr LocalClock clock_of_desk{.offset = 1h};
constexpr Night black_from_ten_to_six{.span = {22h, 30h}, .shows = Night::Shows::black};

NightNow at(const Night& night, Duration after_midnight) {
    return night_at(night, clock_of_desk, midnight + after_midnight);
}

TEST(NightTest, AScreenWithoutANightIsNeverDark) {
    EXPECT_EQ(night_at(std::nullopt, clock_of_desk, midnight), NightNow{});
}

TEST(NightTest, ItIsBlackFromTheFirstMinuteToTheLastByTheDesksClock) {
    EXPECT_EQ(at(black_from_ten_to_six, 12h), (NightNow{full, midnight + 22h}));
    EXPECT_EQ(at(black_from_ten_to_six, 22h - 1us).brightness, full);
    EXPECT_EQ(at(black_from_ten_to_six, 22h), (NightNow{black, midnight + 30h}));
    EXPECT_EQ(at(black_from_ten_to_six, 0h), (NightNow{black, midnight + 6h}));
    EXPECT_EQ(at(black_from_ten_to_six, 6h - 1us).brightness, black);
    EXPECT_EQ(at(black_from_ten_to_six, 6h).brightness, full);
}

TEST(NightTest, ADimNightIsDim) {
    const Night dim_night{.span = {1h, 5h}, .shows = Night::Shows::dim};
    EXPECT_EQ(at(dim_night, 3h), (NightNow{dim, midnight + 5h}));
    EXPECT_EQ(at(dim_night, 5h), (NightNow{full, midnight + 25h}));
}

TEST(NightTest, ANightThatNeverEndsIsNight) {
    const Night always{.span = {0h, 24h}, .shows = Night::Shows::black};
    EXPECT_EQ(at(always, 17h), (NightNow{black, Time::max()}));
}

TEST(NightTest, WhenTheDesksClockJumpsItIsLookedAtAgain) {
    LocalClock spring = clock_of_desk;
    spring.next_change = midnight + 2h;
    spring.next_offset = 2h;
    EXPECT_EQ(night_at(black_from_ten_to_six, spring, midnight + 1h),
              (NightNow{black, midnight + 2h}));
    EXPECT_EQ(night_at(black_from_ten_to_six, spring, midnight + 5h).brightness, full)
        << "six o'clock comes an hour earlier";
}

}  // namespace
}  // namespace waymark::wallboard
