#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/scene_try.hpp"

namespace waymark::wallboard {
namespace {

using testing::IsEmpty;

constexpr std::array kinds{SceneKind::wall,    SceneKind::numbers,      SceneKind::number,
                           SceneKind::cascade, SceneKind::objective,    SceneKind::queues,
                           SceneKind::roadmap, SceneKind::announcement, SceneKind::stakeholders};

Outline desk_showing(SceneKind kind) {
    Outline desk = test::desk_with(kind);
    desk.scenes[0].text = "The finance system is renewed tonight. Tell callers before they ask.";
    desk.units.back().vision.headline = "One point of contact, best in class";
    return desk;
}

class FarWalls : public testing::TestWithParam<SceneKind> {};

TEST_P(FarWalls, NothingIsCutOrMeetsAnything) {
    for (const test::Wall& wall : test::farthest_walls)
        EXPECT_THAT(test::faults_of(test::view_of(desk_showing(GetParam())), wall), IsEmpty());
}

TEST_P(FarWalls, PinnedKpisLeaveRoomForTheScene) {
    Outline desk = desk_showing(GetParam());
    desk.screens[0].pinned = {{"sl"}};
    for (const test::Wall& wall : {test::far_wall, test::farthest_walls[0]})
        EXPECT_THAT(test::faults_of(test::view_of(desk), wall), IsEmpty());
}

TEST_P(FarWalls, TitlesOfPinnedKpisAreWhole) {
    Outline desk = desk_showing(GetParam());
    desk.screens[0].pinned = {{"sl"}, {"abandoned"}};
    for (const test::Wall& wall : test::farthest_walls)
        for (const DrawnScene& page : test::pages_of(test::view_of(desk), wall))
            for (const Widget& widget : page.widgets)
                if (widget.name == "strip") {
                    EXPECT_EQ(widget.cuts, 0) << test::to_text(wall);
                }
}

RC_GTEST_PROP(FarWalls, HoldWhateverPeopleWrite, ()) {
    Outline desk = desk_showing(*rc::gen::elementOf(kinds));
    for (Unit& unit : desk.units) {
        unit.name = test::some_title();
        unit.vision.headline = test::some_text(40);
        unit.vision.text = test::some_text(200);
        for (Objective& objective : unit.mission.objectives) {
            objective.title = test::some_title();
            for (Csf& csf : objective.csfs)
                csf.title = test::some_title();
        }
    }
    for (Kpi& kpi : desk.kpis)
        kpi.title = test::some_title();
    // What can't be legible there may be cut; it ends, on a screen that says something.
    const auto pages =
        test::pages_of(test::view_of(desk), *rc::gen::elementOf(test::farthest_walls));
    for (const DrawnScene& page : pages)
        RC_ASSERT(!test::said(page).empty());
}

INSTANTIATE_TEST_SUITE_P(EachScene, FarWalls, testing::ValuesIn(kinds),
                         [](const auto& param) { return std::string{name_of(param.param)}; });

}  // namespace
}  // namespace waymark::wallboard
