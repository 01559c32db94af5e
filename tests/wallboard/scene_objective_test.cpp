#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/scene_try.hpp"

namespace waymark::wallboard {
namespace {

using test::near_wall;
using test::pages_of;
using test::said;
using test::view_of;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

Outline desk() {
    return test::desk_with(SceneKind::objective);
}
ObjectiveSceneView& objective_of(View& view) {
    return std::get<ObjectiveSceneView>(view.body);
}

TEST(SceneObjective, NothingIsCutOrMeetsAnythingOnAnyWall) {
    const Outline all = desk();
    for (const Objective& objective : all.units[2].mission.objectives) {
        Outline one = all;
        one.scenes[0].objective = objective.id;
        EXPECT_THAT(test::faults_everywhere(view_of(one)), IsEmpty()) << objective.title;
        EXPECT_THAT(test::faults_everywhere(test::offline_view_of(one)), IsEmpty());
    }
}

TEST(SceneObjective, ShowsTheOneAskedForElseTheOneThatLagsMost) {
    Outline one = desk();
    one.scenes[0].objective = {"engagement"};
    View asked = view_of(one);
    EXPECT_EQ(objective_of(asked).objective.title, "Customer engagement");
    const Board board = sample_board(desk(), test::sample_now);
    View lagging = view_of(desk());
    double least = 2;
    for (const NodeReading& node : board.readings.nodes)
        for (const Objective& each : board.desk.units[2].mission.objectives)
            if (node.kind == NodeReading::Kind::objective && node.id == each.id.text)
                least = std::min(least, node.attainment.value_or(2));
    EXPECT_NEAR(objective_of(lagging).objective.attainment.value_or(0), least, 1e-6);
}

TEST(SceneObjective, SaysHowFarItIsWhatItNeedsWhyAndHowItGotThere) {
    Outline one = desk();
    one.scenes[0].objective = {"communication"};
    View view = view_of(one);
    const auto pages = pages_of(view, near_wall);
    const ObjectiveSceneView& objective = objective_of(view);
    EXPECT_EQ(objective.why, "Whom people can reach") << "how it helps what is above it";
    std::string all;
    for (const DrawnScene& page : pages)
        all += said(page);
    EXPECT_THAT(all, AllOf(HasSubstr("Communication|"), HasSubstr(objective.objective.percent),
                           HasSubstr("Why|Whom people can reach|"),
                           HasSubstr("Customers reach us quickly|"), HasSubstr("day "),
                           HasSubstr("Calls waiting now|"), HasSubstr("The last 60 days|")));
    EXPECT_EQ(test::items_of<Curve>(pages.back(), "course").size(), 1U);
    EXPECT_EQ(test::items_of<Glyph>(pages.back(), "course").size(), 3U) << "what happened then";
}

TEST(SceneObjective, WithoutALinkItSaysTheDesksPurpose) {
    Outline one = desk();
    one.units[2].links.clear();
    View view = view_of(one);
    EXPECT_EQ(objective_of(view).why, one.units[2].mission.purpose);
}

TEST(SceneObjective, SixtyKpisAreOnSeveralPagesAndSoIsTheHistory) {
    Outline many = desk();
    many.scenes[0].objective = {"communication"};
    for (std::size_t i = 12; i < 60; ++i)
        many.kpis.push_back(test::sample_kpi("k" + std::to_string(i),
                                             "Measure " + std::to_string(i), ValueUnit::count,
                                             test::at_most(5, 10), "reach", "phone"));
    const View view = view_of(many);
    for (const test::Wall& wall : {near_wall, test::far_wall}) {
        EXPECT_THAT(test::faults_of(view, wall), IsEmpty());
        EXPECT_THAT(test::said_on_all_pages(view, wall),
                    AllOf(HasSubstr("Measure 12|"), HasSubstr("Measure 59|"),
                          HasSubstr("The last 60 days|")));
    }
}

TEST(SceneObjective, SaysWhatIsMissing) {
    Outline empty = desk();
    empty.units[2].mission.objectives.clear();
    EXPECT_THAT(said(pages_of(view_of(empty), near_wall)[0]), HasSubstr("No objectives yet"));
    Outline bare = desk();
    bare.units[2].mission.objectives = {{.id = {"bare"}, .title = "Bare"}};
    Board board = sample_board(bare, test::sample_now);
    board.node_series.clear();
    BoardState state(board, test::sample_now);
    state.set_link({.phase = LinkHealth::Phase::live, .heard = test::sample_now});
    const View view = view_of(state);
    EXPECT_THAT(test::faults_everywhere(view), IsEmpty());
    EXPECT_THAT(test::said_on_all_pages(view, near_wall),
                AllOf(HasSubstr("No success factors yet"), HasSubstr("No history yet")));
}

RC_GTEST_PROP(SceneObjective, NothingIsCutWhateverPeopleWrite, ()) {
    View view = view_of(desk());
    ObjectiveSceneView& objective = objective_of(view);
    objective.objective.title = test::some_title();
    objective.why = test::some_text(100);
    if (*rc::gen::arbitrary<bool>()) objective.course.points.clear();
    objective.course.nothing = "No history yet";
    const std::vector<CsfCard> some = objective.csfs;
    objective.csfs.clear();
    const int count = *rc::gen::inRange(0, 7);
    for (int i = 0; i < count; ++i) {
        CsfCard card = some[static_cast<std::size_t>(i) % some.size()];
        card.csf.title = test::some_title();
        card.csf.state = test::some_state();
        for (TileView& kpi : card.kpis) {
            kpi.title = test::some_title();
            kpi.state = test::some_state();
        }
        objective.csfs.push_back(card);
    }
    const auto found = test::faults_of(view, test::some_wall());
    if (!found.empty()) RC_FAIL(found.front());
}

}  // namespace
}  // namespace waymark::wallboard
