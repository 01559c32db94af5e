#include "server/charter/attention.hpp"

#include <gmock/gmock.h>

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const ObjectiveId none{}, customer{"customer"}, speed{"speed"};

/// Two objectives of equal weight; of speed there are three KPIs, of the customer one, and one is
/// an orphan.
Outline desk_with(std::vector<KpiId> wall) {
    Outline desk;
    Unit unit{.id = {"desk"}, .kind = UnitKind::desk};
    unit.mission.objectives = {{customer, "Customer", 1, false, {{.id = {"happy"}}}},
                               {speed, "Speed", 1, false, {{.id = {"quick"}}}}};
    desk.units = {unit};
    const auto kpi = [](const char* id, std::vector<CsfId> csfs) {
        return Kpi{.id = {id}, .supports = std::move(csfs)};
    };
    desk.kpis = {kpi("csat", {{"happy"}}), kpi("asa", {{"quick"}}), kpi("aht", {{"quick"}}),
                 kpi("first", {{"happy"}, {"quick"}}), kpi("orphan", {})};
    desk.scenes = {{.id = {"wall"}, .kpis = std::move(wall)},
                   {.id = {"why"}, .kind = SceneKind::cascade},
                   {.id = {"one"}, .kind = SceneKind::objective, .objective = customer},
                   {.id = {"text"}, .kind = SceneKind::announcement}};
    desk.screens = {{.id = {"main"}, .turns = {{.scene = {"wall"}, .days = all_days}}}};
    return desk;
}

auto part(const ObjectiveId& objective, double share) {
    return Pair(objective, DoubleNear(share, 1e-9));
}

TEST(Attention, EachTileHasItsPartAndGivesItToItsObjectives) {
    EXPECT_THAT(planned_attention(desk_with({{"csat"}, {"asa"}, {"first"}, {"orphan"}})),
                ElementsAre(part(none, 0.25), part(customer, 0.375), part(speed, 0.375)));
}

TEST(Attention, CountsByTheTimeOfATurn) {
    Outline desk = desk_with({{"asa"}});
    Turn mondays{.scene = {"one"}, .duration = 60s, .days = {true}};
    Turn mornings{.scene = {"one"}, .duration = 30s, .days = all_days};
    mornings.time_of_day = OpenInterval{6h, 12h};
    desk.screens[0].turns = {
        {.scene = {"wall"}, .duration = 30s, .days = all_days}, mondays, mornings};
    const double shown = 30, other = 60.0 / 7 + 30.0 / 4, all = shown + other;
    EXPECT_THAT(planned_attention(desk),
                ElementsAre(part(customer, other / all), part(speed, shown / all)));
}

TEST(Attention, ScenesOfAllObjectivesGiveEachItsWeight) {
    Outline desk = desk_with({{"asa"}});
    desk.units[0].mission.objectives[0].weight = 3;
    desk.screens[0].turns = {{.scene = {"why"}, .days = all_days},
                             {.scene = {"text"}, .days = all_days}};
    EXPECT_THAT(planned_attention(desk), ElementsAre(part(customer, 0.75), part(speed, 0.25)));
    EXPECT_EQ(distance(planned_attention(desk), declared_attention(desk)), 0);
}

TEST(Attention, WhatIsPinnedIsBesideEveryScene) {
    Outline desk = desk_with({{"asa"}, {"aht"}, {"csat"}});
    desk.screens[0].pinned = {{"csat"}, {"orphan"}};
    EXPECT_THAT(planned_attention(desk),
                ElementsAre(part(none, 0.25), part(customer, 0.25), part(speed, 0.5)));
}

TEST(Attention, AScreenCountsAsMuchAsAnyOther) {
    Outline desk = desk_with({{"asa"}});
    desk.screens.push_back(
        {.id = {"lobby"}, .turns = {{.scene = {"one"}, .duration = 3600s, .days = all_days}}});
    EXPECT_THAT(planned_attention(desk), ElementsAre(part(customer, 0.5), part(speed, 0.5)));
}

TEST(Attention, IsNothingWhereNothingIsShown) {
    EXPECT_THAT(planned_attention(Outline{}), IsEmpty());
    Outline desk = desk_with({});
    desk.screens[0].turns = {{.scene = {"text"}, .days = all_days}};
    EXPECT_THAT(planned_attention(desk), IsEmpty());
}

TEST(Attention, TheDistanceIsHalfOfWhatDiffers) {
    EXPECT_DOUBLE_EQ(distance({{customer, 0.4}, {speed, 0.6}}, {{customer, 0.4}, {speed, 0.6}}), 0);
    EXPECT_DOUBLE_EQ(distance({{customer, 1}}, {{speed, 1}}), 1);
    EXPECT_NEAR(distance({{customer, 0.08}, {speed, 0.61}, {none, 0.31}},
                         {{customer, 0.4}, {speed, 0.2}, {none, 0.4}}),
                0.41, 1e-9);
}

}  // namespace
}  // namespace waymark::server
