#include "shared/model/kpi.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace waymark {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

TEST(Window, IsReadInTheFormOfTheDeskFolder) {
    EXPECT_EQ(window_from("now"), (Window{Window::Kind::now, {}}));
    EXPECT_EQ(window_from("today"), (Window{Window::Kind::today, {}}));
    EXPECT_EQ(window_from("rolling 60min"), (Window{Window::Kind::rolling, minutes{60}}));
    EXPECT_EQ(window_from("rolling 1min"), (Window{Window::Kind::rolling, minutes{1}}));
    EXPECT_EQ(window_from("rolling 8h"), (Window{Window::Kind::rolling, hours{8}}));
    EXPECT_EQ(window_from("rolling 48h"), (Window{Window::Kind::rolling, hours{48}}));
    EXPECT_EQ(window_from("rolling 2880min"), (Window{Window::Kind::rolling, hours{48}}));
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
                             "rolling 49h",
                             "rolling 2881min",
                             "rolling 99999999999h",
                             "rolling 60minutes",
                             "rolling  60min",
                             "today ",
                             "rolling min",
                             "rolling h"})
        EXPECT_EQ(window_from(text), std::nullopt) << text;
}

RC_GTEST_PROP(Window, WhatItWritesItReadsBack, ()) {
    const Window window{Window::Kind::rolling, minutes{*rc::gen::inRange(1, 48 * 60 + 1)}};
    RC_ASSERT(window_from(to_text(window)) == window);
}

}  // namespace
}  // namespace waymark
