#include "shared/base/clock.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace waymark {
namespace {

std::optional<std::int64_t> ms_of(std::string_view text) {
    const auto time = from_rfc3339(text);
    return time ? std::optional{to_epoch_ms(*time)} : std::nullopt;
}

TEST(Clock, ReadsEveryFormOfRfc3339) {
    constexpr std::int64_t eight = 1'774'857'600'000;  // 2026-03-30 08:00 UTC
    EXPECT_EQ(ms_of("2026-03-30T08:00:00Z"), eight);
    EXPECT_EQ(ms_of("2026-03-30t08:00:00z"), eight);
    EXPECT_EQ(ms_of("2026-03-30 08:00:00Z"), eight);
    EXPECT_EQ(ms_of("2026-03-30T09:00:00+01:00"), eight);
    EXPECT_EQ(ms_of("2026-03-30T02:30:00-05:30"), eight);
    EXPECT_EQ(ms_of("2026-03-30T08:00:00-00:00"), eight);
    EXPECT_EQ(ms_of("2026-03-30T08:00:00.5Z"), eight + 500);
    EXPECT_EQ(ms_of("2026-03-30T08:00:00.0429999Z"), eight + 42);
    EXPECT_EQ(ms_of("2024-02-29T00:00:00Z"), 1'709'164'800'000);
    EXPECT_EQ(ms_of("1970-01-01T00:00:00Z"), 0);
}

TEST(Clock, ALeapSecondIsTheNextMinutesFirst) {
    EXPECT_EQ(ms_of("2016-12-31T23:59:60Z"), ms_of("2017-01-01T00:00:00Z"));
}

TEST(Clock, RefusesWhatIsNotRfc3339) {
    for (const char* text : {"",
                             "now",
                             "2026-03-30",
                             "2026-03-30T08:00:00",
                             "2026-03-30T08:00Z",
                             "2026-3-30T08:00:00Z",
                             "2026-03-30T08:00:00+1:00",
                             "2026-03-30T08:00:00+0100",
                             "2026-03-30T08:00:00.Z",
                             "2026-03-30T08:00:00,5Z",
                             "2026-02-29T00:00:00Z",
                             "2026-13-01T00:00:00Z",
                             "2026-00-01T00:00:00Z",
                             "2026-04-31T00:00:00Z",
                             "2026-03-30T24:00:00Z",
                             "2026-03-30T08:60:00Z",
                             "2026-03-30T08:00:61Z",
                             "2026-03-30T08:00:00+24:00",
                             "2026-03-30T08:00:00+01:60",
                             "1969-12-31T23:59:59Z",
                             "2200-01-01T00:00:00Z",
                             "-026-03-30T08:00:00Z",
                             "2026-03-30T-8:00:00Z",
                             "2026-03-30T08:00:00Zz",
                             " 2026-03-30T08:00:00Z",
                             "2026-03-30T08:00:00Z ",
                             "+2026-03-30T08:00:00Z",
                             "1970-01-01T00:00:00+01:00"})
        EXPECT_EQ(ms_of(text), std::nullopt) << text;
}

RC_GTEST_PROP(Clock, WhatItWritesItReadsBack, ()) {
    const auto ms = *rc::gen::inRange<std::int64_t>(0, 7'258'118'400'000);
    RC_ASSERT(ms_of(to_rfc3339(from_epoch_ms(ms))) == ms);
}

RC_GTEST_PROP(Clock, AnyTextIsReadOrRefusedWithoutHarm, (const std::string& text)) {
    (void)from_rfc3339(text);
    (void)from_rfc3339("2026-03-30T08:00:00" + text);
}

TEST(Clock, AManualClockNeverRunsBackwards) {
    ManualClock clock{from_epoch_ms(1000)};
    clock.move_to(from_epoch_ms(3000));
    clock.move_to(from_epoch_ms(2000));
    EXPECT_EQ(clock.now(), from_epoch_ms(3000));
}

}  // namespace
}  // namespace waymark
