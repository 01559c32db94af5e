#include <gtest/gtest.h>

#include "wallboard/leads/place.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

TEST(WindowPlaceFile, AWindowComesBackWithAllThatWasLookedAt) {
    Place place{.subject = {Panel::kpi, "answered"},
                .tab = Tab::events,
                .history = 168h,
                .queue = "vip",
                .scene = {"calls"},
                .window = WindowPlace{-1200, 40, {1400, 900}, true}};
    EXPECT_EQ(from_place_text(to_place_text(place)), place);
    EXPECT_EQ(from_place_text(to_place_text(Place{})), Place{});
}

TEST(WindowPlaceFile, WhatItDoesNotKnowOrCanNotBeIsLeftOut) {
    for (const char* text :
         {R"({})", R"({"panel":"moon","tab":7,"hours":5,"queue":null,"window":[]})",
          R"({"hours":-1,"window":{"x":1,"y":2,"width":0,"height":100000000}})",
          R"({"hours":1e300,"window":{"x":1e300,"y":2,"width":800,"height":600}})",
          R"({"panel":{},"id":[],"scene":{},"window":{"x":1}})"}) {
        const auto place = from_place_text(text);
        ASSERT_TRUE(place) << text;
        EXPECT_EQ(*place, Place{}) << text;
    }
    for (const char* text : {"", "[]", "7", "{", "{\"a\":1,\"a\":2}"})
        EXPECT_FALSE(from_place_text(text)) << text;
}

TEST(HistoryLengths, GoStepByStepAndEndAtTheEnds) {
    EXPECT_EQ(next_length(8h, true), 24h);
    EXPECT_EQ(next_length(8h, false), 4h);
    EXPECT_EQ(next_length(1h, false), 1h);
    EXPECT_EQ(next_length(1440h, true), 1440h);
}

}  // namespace
}  // namespace waymark::wallboard
