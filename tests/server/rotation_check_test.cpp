#include "server/screens/rotation_check.hpp"

#include <gmock/gmock.h>

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

Turn turn(const char* scene, std::chrono::seconds duration) {
    return {.scene = {scene}, .duration = duration, .days = all_days};
}

/// What is said of the desk's only screen.
std::vector<std::string> warnings(const Outline& desk) {
    return rotation_warnings(desk, desk.screens.front());
}

/// A screen that shows the critical KPI "waiting" in scene "numbers" only.
Outline desk_with(std::vector<Turn> turns) {
    Outline desk;
    desk.kpis.push_back({.id = {"waiting"}, .critical = true});
    desk.kpis.push_back({.id = {"cost"}});
    desk.scenes = {{.id = {"numbers"}, .kind = SceneKind::numbers, .kpis = {{"waiting"}, {"cost"}}},
                   {.id = {"roadmap"}, .kind = SceneKind::roadmap},
                   {.id = {"cascade"}, .kind = SceneKind::cascade}};
    desk.screens.push_back({.id = {"main"}, .turns = std::move(turns)});
    return desk;
}

TEST(RotationCheck, ACriticalKpiMayBeUnseenForAMinute) {
    EXPECT_THAT(warnings(desk_with({turn("numbers", 60s), turn("roadmap", 60s)})), IsEmpty());
}

TEST(RotationCheck, ALongerTimeIsSaidAlsoOverTheEndOfTheRound) {
    EXPECT_THAT(
        warnings(desk_with({turn("roadmap", 70s), turn("numbers", 60s), turn("cascade", 70s)})),
        ElementsAre(R"(Critical KPI "waiting" is unseen for 140 s of every 200 s; )"
                    R"(60 s are allowed: pin it, or show it more often.)"));
}

TEST(RotationCheck, WhatIsPinnedIsAlwaysSeen) {
    Outline desk = desk_with({turn("roadmap", 70s), turn("cascade", 70s)});
    EXPECT_THAT(warnings(desk), ElementsAre(R"(Critical KPI "waiting" is never shown; )"
                                            R"(60 s are allowed: pin it, or show it more often.)"));
    desk.screens[0].pinned = {{"waiting"}};
    EXPECT_THAT(warnings(desk), IsEmpty());
}

TEST(RotationCheck, EveryTimeOfTheWeekIsLookedAt) {
    Turn evenings = turn("numbers", 30s);
    evenings.time_of_day = OpenInterval{18h, 26h};
    Outline desk = desk_with({evenings, turn("roadmap", 30s)});
    EXPECT_EQ(warnings(desk).size(), 1u) << "not by day";
    Turn days = turn("numbers", 30s);
    days.time_of_day = OpenInterval{2h, 18h};
    desk.screens[0].turns.push_back(days);
    EXPECT_THAT(warnings(desk), IsEmpty());
}

}  // namespace
}  // namespace waymark::server
