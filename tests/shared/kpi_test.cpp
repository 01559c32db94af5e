#include "shared/model/kpi.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace waymark {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

TEST(Window, IsReadInTheFormOfTheDeskFolder) {
    EXPECT_EQ(window_from("now"), (Window{Window::Kind::now, {}}));
    EXPECT_EQ(window_from("today"), (Window{Window::Kind::today, {}}));
    EXPECT_EQ(window_from("rolling 60min"), (Window{Window::Kind::rolling, minutes{60}}));
    EXPECT_EQ(window_from("rolling 1min"), (Window{Window::Kind::rolling, minutes{1}}));
    EXPECT_EQ(window_from("rolling 8h"), (Window{Window::Kind::rolling, hours{8}}));
    EXPECT_EQ(window_from("rolling 28d"), (Window{Window::Kind::rolling, days{28}}));
    EXPECT_EQ(window_from("rolling 400d"), (Window{Window::Kind::rolling, days{400}}));
    EXPECT_EQ(window_from("rolling 2880min"), (Window{Window::Kind::rolling, hours{48}}));
    EXPECT_EQ(window_from("shift"), (Window{Window::Kind::shift, {}}));
    EXPECT_EQ(window_from("week"), (Window{Window::Kind::week, {}}));
    EXPECT_EQ(window_from("month"), (Window{Window::Kind::month, {}}));
    EXPECT_EQ(window_from("quarter"), (Window{Window::Kind::quarter, {}}));
    EXPECT_EQ(window_from("year"), (Window{Window::Kind::year, {}}));
    EXPECT_EQ(window_from("vision"), (Window{Window::Kind::vision, {}}));
}

TEST(Window, IsRefusedInAnyOtherForm) {
    for (const char* text : {"",
                             "Now",
                             "yesterday",
                             "rolling",
                             "rolling ",
                             "rolling 60",
                             "rolling 60 min",
                             "rolling 60m",
                             "rolling 0min",
                             "rolling -5min",
                             "rolling +5min",
                             "rolling 1.5h",
                             "rolling 0d",
                             "rolling 401d",
                             "rolling 9601h",
                             "rolling 576001min",
                             "rolling 1w",
                             "weeks",
                             "Month",
                             "rolling 99999999999h",
                             "rolling 60minutes",
                             "rolling  60min",
                             "today ",
                             "rolling min",
                             "rolling h"})
        EXPECT_EQ(window_from(text), std::nullopt) << text;
}

RC_GTEST_PROP(Window, WhatItWritesItReadsBack, ()) {
    const Window window{Window::Kind::rolling, minutes{*rc::gen::inRange(1, 400 * 1440 + 1)}};
    RC_ASSERT(window_from(to_text(window)) == window);
}

TEST(Window, OfEachKindIsWrittenInOneWay) {
    for (const char* text : {"now", "today", "shift", "week", "month", "quarter", "year", "vision",
                             "rolling 1min", "rolling 60min", "rolling 90min", "rolling 8h",
                             "rolling 24h", "rolling 49h", "rolling 2d", "rolling 28d"})
        EXPECT_EQ(to_text(window_from(text).value()), text);
    EXPECT_EQ(to_text(window_from("rolling 480min").value()), "rolling 8h");
    EXPECT_EQ(to_text(window_from("rolling 1h").value()), "rolling 60min");
    EXPECT_EQ(to_text(window_from("rolling 48h").value()), "rolling 2d");
}

}  // namespace
}  // namespace waymark
