#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/scene_try.hpp"

namespace waymark::wallboard {
namespace {

using test::near_wall;
using test::pages_of;
using test::said;
using test::said_by;
using test::view_of;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono;

RoadmapView& roadmap_of(View& view) {
    return std::get<RoadmapView>(view.body);
}

/// From 1 January 2025 to the end of 2026; today is 21 November 2025.
Outline desk() {
    Outline desk = test::desk_with(SceneKind::roadmap);
    desk.units[2].vision.since = local_days{2025y / January / 1};
    desk.units[2].vision.by_year = 2026;
    return desk;
}

/// The road of a desk whose first CSF is so.
RoadmapRow first_row(const NodeReading& csf) {
    Board board = sample_board(desk(), test::sample_now);
    std::erase_if(board.readings.nodes, [](const NodeReading& node) { return node.id == "reach"; });
    board.readings.nodes.push_back(csf);
    BoardState state(board, test::sample_now);
    state.set_link({.phase = LinkHealth::Phase::live, .heard = test::sample_now});
    View view = view_of(state);
    return roadmap_of(view).rows.at(0);
}

TEST(SceneRoadmap, NothingIsCutOrMeetsAnythingOnAnyWall) {
    EXPECT_THAT(test::faults_everywhere(view_of(desk())), IsEmpty());
    EXPECT_THAT(test::faults_everywhere(test::offline_view_of(desk())), IsEmpty());
}

TEST(SceneRoadmap, SaysWhenEachCsfWasOrWillBeAchieved) {
    using Kind = RoadmapRow::Kind;
    NodeReading csf{.kind = NodeReading::Kind::csf, .id = "reach", .state = State::on_target};
    csf.achieved_since = local_days{2025y / July / 2};
    EXPECT_EQ(first_row(csf).text, "Achieved 2 July");
    EXPECT_EQ(first_row(csf).kind, Kind::achieved);
    EXPECT_NEAR(first_row(csf).end.value_or(0), 0.25, 0.01);

    csf.achieved_since.reset();
    csf.held = 7;
    csf.needed = 20;
    csf.pace = Pace::on_pace;
    csf.forecast = local_days{2026y / January / 1};
    EXPECT_EQ(first_row(csf).hold, "day 7 of 20");
    EXPECT_EQ(first_row(csf).text, "On pace: 1 January 2026");
    EXPECT_NEAR(first_row(csf).end.value_or(0), 0.5, 0.01);

    csf.pace = Pace::late;
    csf.forecast = local_days{2027y / May / 12};
    EXPECT_EQ(first_row(csf).text, "Late: 12 May 2027");
    EXPECT_EQ(first_row(csf).end, 1.0F) << "it ends beyond the edge";
    csf.pace = Pace::never;
    EXPECT_EQ(first_row(csf).text, "Never at this pace");
    csf.pace = Pace::unknown;
    EXPECT_EQ(first_row(csf).text, "Too early to say");
    csf.pace.reset();
    EXPECT_EQ(first_row(csf).text, "Too early to say") << "its first day is not over yet";
    csf.held.reset();
    csf.needed.reset();
    EXPECT_EQ(first_row(csf).text, "No end set");
}

TEST(SceneRoadmap, TheWayIsSolidUpToTodayAndDashedToItsEnd) {
    View view = view_of(desk());
    for (RoadmapRow& row : roadmap_of(view).rows)
        row.kind = RoadmapRow::Kind::achieved, row.end = 0.2F, row.text = "Achieved 2 July";
    roadmap_of(view).rows[1].kind = RoadmapRow::Kind::on_pace;
    roadmap_of(view).rows[1].end = 0.9F;
    const DrawnScene scene = pages_of(view, near_wall)[0];
    EXPECT_TRUE(test::items_of<Dashes>(scene, "csf 0").empty());
    const auto dashes = test::items_of<Dashes>(scene, "csf 1");
    ASSERT_EQ(dashes.size(), 1U);
    const auto goal = test::items_of<Glyph>(scene, "csf 1");
    ASSERT_EQ(goal.size(), 1U);
    EXPECT_NEAR(dashes[0].from.x + dashes[0].length, goal[0].center.x, 3);
    EXPECT_THAT(said_by(scene, "axis"), HasSubstr("today|"));
    EXPECT_THAT(said_by(scene, "axis"), HasSubstr("2025|"));
}

TEST(SceneRoadmap, ManyCsfsAreOnSeveralPages) {
    View view = view_of(desk());
    const RoadmapRow one = roadmap_of(view).rows[0];
    for (int i = 0; i < 52; ++i) {
        roadmap_of(view).rows.push_back(one);
        roadmap_of(view).rows.back().title = "Factor " + std::to_string(i);
    }
    EXPECT_THAT(test::faults_everywhere(view), IsEmpty());
    EXPECT_THAT(said(pages_of(view, near_wall).back()), HasSubstr("Factor 51|"));
}

TEST(SceneRoadmap, SaysWhatToDoWhileThereAreNoCsfs) {
    Outline empty = desk();
    empty.units.clear();
    EXPECT_THAT(test::faults_everywhere(view_of(empty)), IsEmpty());
    EXPECT_THAT(said(pages_of(view_of(empty), near_wall)[0]), HasSubstr("No success factors yet"));
}

RC_GTEST_PROP(SceneRoadmap, NothingIsCutWhateverPeopleWrite, ()) {
    Outline random = desk();
    random.locale = *rc::gen::elementOf(std::vector<std::string>{"en-GB", "de-DE", "da-DK"});
    random.units[2].vision.by_year = *rc::gen::inRange(2020, 2060);
    View view = view_of(random);
    for (RoadmapRow& row : roadmap_of(view).rows) {
        row.title = test::some_title();
        row.objective = test::some_text(60);
        row.state = test::some_state();
        row.kind = *rc::gen::elementOf(std::vector<RoadmapRow::Kind>{
            RoadmapRow::Kind::achieved, RoadmapRow::Kind::on_pace, RoadmapRow::Kind::late,
            RoadmapRow::Kind::never, RoadmapRow::Kind::open});
        if (*rc::gen::arbitrary<bool>()) row.end = *rc::gen::inRange(0, 101) / 100.0F;
    }
    roadmap_of(view).today.at = *rc::gen::inRange(0, 101) / 100.0F;
    const auto found = test::faults_of(view, test::some_wall());
    if (!found.empty()) RC_FAIL(found.front());
}

}  // namespace
}  // namespace waymark::wallboard
