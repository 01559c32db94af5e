#include "server/replay/instants.hpp"

#include <gmock/gmock.h>

#include "shared/base/clock.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;

Time at(const char* text) {
    return from_rfc3339(text).value();
}

class InstantsTest : public testing::Test {
protected:
    DeskCalendar calendar{"Europe/London", std::chrono::minutes{0}};
    Instants every(std::chrono::seconds step, std::vector<Time> named = {}) {
        return {AskedInstants{std::move(named), step}, calendar};
    }
};

TEST_F(InstantsTest, MultiplesRunFromTheFirstEventToTheOneThatClosesTheLast) {
    const auto quarters = every(std::chrono::minutes{15});
    EXPECT_THAT(quarters.of(at("2026-03-30T07:00:00Z"), at("2026-03-30T07:20:00Z")),
                ElementsAre(at("2026-03-30T07:00:00Z"), at("2026-03-30T07:15:00Z"),
                            at("2026-03-30T07:30:00Z")));
    EXPECT_THAT(quarters.of(at("2026-03-30T07:00:01Z"), at("2026-03-30T07:15:00Z")),
                ElementsAre(at("2026-03-30T07:15:00Z")));
}

TEST_F(InstantsTest, EachDayBeginsItsMultiplesAnew) {
    // 7 h go three times into a day, and a shorter time is left.
    EXPECT_THAT(
        every(std::chrono::hours{7}).of(at("2026-03-10T20:00:00Z"), at("2026-03-11T06:00:00Z")),
        ElementsAre(at("2026-03-10T21:00:00Z"), at("2026-03-11T00:00:00Z"),
                    at("2026-03-11T07:00:00Z")));
    // A day of 23 h.
    EXPECT_THAT(
        every(std::chrono::hours{8}).of(at("2026-03-29T15:00:00Z"), at("2026-03-29T23:00:00Z")),
        ElementsAre(at("2026-03-29T16:00:00Z"), at("2026-03-29T23:00:00Z")));
}

TEST_F(InstantsTest, NamedInstantsAreToldWhereverTheyLie) {
    const auto both = every(std::chrono::hours{1}, {at("2026-03-01T00:00:00Z")});
    EXPECT_THAT(both.of(at("2026-03-30T07:00:00Z"), at("2026-03-30T07:30:00Z")),
                ElementsAre(at("2026-03-01T00:00:00Z"), at("2026-03-30T07:00:00Z"),
                            at("2026-03-30T08:00:00Z")));
    EXPECT_EQ(both.before_all(at("2026-03-30T07:00:00Z")),
              at("2026-03-01T00:00:00Z") - Duration{1});
}

TEST_F(InstantsTest, WithNothingAskedForTheLastEventCounts) {
    EXPECT_THAT((Instants{{}, calendar}.of(at("2026-03-30T07:00:00Z"), at("2026-03-30T07:30:00Z"))),
                ElementsAre(at("2026-03-30T07:30:00Z")));
}

TEST_F(InstantsTest, WhatPassesIsAfterTheBeginningAndUpToTheEnd) {
    EXPECT_THAT(every(std::chrono::minutes{15}, {at("2026-03-30T07:05:00Z")})
                    .between(at("2026-03-30T07:00:00Z"), at("2026-03-30T07:15:00Z")),
                ElementsAre(at("2026-03-30T07:05:00Z"), at("2026-03-30T07:15:00Z")));
}

}  // namespace
}  // namespace waymark::server
