#include "server/command/feeds_text.hpp"

#include <gtest/gtest.h>

namespace waymark::server {
namespace {

TEST(FeedsText, SaysHowEachFeedStands) {
    EXPECT_EQ(feeds_text(R"({"at": 1774868400000, "feeds": [
        {"feed": "phone", "adapter": "ami",
         "link": {"state": "failed", "since": 1774868398000, "why": "connection refused"},
         "heard": 1774868398000, "last_event": 1774864800000, "records_a_minute": 12.44,
         "behind": 61.5,
         "rejected": [{"reason": "a record that was rejected", "times": 3}],
         "gaps": [{"from": 1774860000000, "to": 1774860042000}]},
        {"feed": "tickets", "adapter": "jira", "heard": 1774868500000, "records_a_minute": 0,
         "behind": 4.9, "rejected": [], "gaps": []},
        {"feed": "surveys", "adapter": "records", "records_a_minute": 0, "behind": -600,
         "rejected": [], "gaps": []}]})")
                  .value(),
              "phone (ami): failed since 2026-03-30T10:59:58.000Z, connection refused\n"
              "  heard 2 s ago, last event 60 min ago, 12.4 records a minute\n"
              "  its clock is 61 s behind, or it tells late\n"
              "  today 3 x a record that was rejected\n"
              "  nothing is known from 2026-03-30T08:40:00.000Z to 2026-03-30T08:40:42.000Z\n"
              "tickets (jira)\n"
              "  heard 0 s ago, last event never, 0.0 records a minute\n"
              "surveys (records)\n"
              "  heard never, last event never, 0.0 records a minute\n"
              "  its clock is 10 min ahead\n");
}

TEST(FeedsText, WhatIsNoHealthIsSaid) {
    for (const char* none : {"", "<html>", "[]", "{}", R"({"feeds": [7], "at": 1})",
                             R"({"feeds": [{"feed": "a"}], "at": 1})", R"({"feeds": []})"})
        if (const auto text = feeds_text(none); text)
            EXPECT_EQ(*text, "") << none;
        else
            EXPECT_NE(text.error().what, "") << none;
}

}  // namespace
}  // namespace waymark::server
