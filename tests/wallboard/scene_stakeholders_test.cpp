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
using testing::Not;

Outline desk() {
    return test::desk_with(SceneKind::stakeholders);
}
StakeholdersView& stakeholders_of(View& view) {
    return std::get<StakeholdersView>(view.body);
}

TEST(SceneStakeholders, NothingIsCutOrMeetsAnythingOnAnyWall) {
    EXPECT_THAT(test::faults_everywhere(view_of(desk())), IsEmpty());
    EXPECT_THAT(test::faults_everywhere(test::offline_view_of(desk())), IsEmpty());
}

TEST(SceneStakeholders, SaysStatementsProgressAchievementsAndForecastAndNothingOfTheDay) {
    const DrawnScene scene = pages_of(view_of(desk()), near_wall)[0];
    EXPECT_THAT(said(scene), AllOf(HasSubstr("Our vision|"), HasSubstr("Our mission|"),
                                   HasSubstr("Communication|"), HasSubstr("Forecast|On pace: "),
                                   HasSubstr("Last achievements|Customer engagement|")));
    const Outline all = desk();
    for (const Kpi& kpi : all.kpis)
        EXPECT_THAT(said(scene), Not(HasSubstr(kpi.title)));
    EXPECT_THAT(said(scene), Not(HasSubstr(" ago")));
}

TEST(SceneStakeholders, OnlyWhatWasReachedIsAnAchievement) {
    Board board = sample_board(desk(), test::sample_now);
    ASSERT_TRUE(board.readings.milestones);
    auto& milestones = *board.readings.milestones;
    milestones.resize(1);
    milestones[0].state = Milestone::State::dismissed;
    const auto shown = [&] {
        BoardState state(board, test::sample_now);
        state.set_link({.phase = LinkHealth::Phase::live, .heard = test::sample_now});
        View view = view_of(state);
        return stakeholders_of(view).achievements;
    };
    EXPECT_TRUE(shown().empty());
    milestones[0].state = Milestone::State::over;
    // The end of 18 November in Aarhus.
    milestones[0].reached =
        std::chrono::sys_days{std::chrono::year{2025} / 11 / 18} + std::chrono::hours{23};
    EXPECT_EQ(shown(), (std::vector<Achievement>{{"Customer engagement", "18 November"}}));
}

TEST(SceneStakeholders, TwentyObjectivesAreAllShown) {
    Outline many = desk();
    for (int i = 4; i < 20; ++i)
        many.units[2].mission.objectives.push_back(
            {.id = {"o" + std::to_string(i)}, .title = "Objective " + std::to_string(i)});
    EXPECT_THAT(test::faults_everywhere(view_of(many)), IsEmpty());
    EXPECT_THAT(test::said_on_all_pages(view_of(many), test::far_wall),
                AllOf(HasSubstr("Objective 4|"), HasSubstr("Objective 19|")));
}

TEST(SceneStakeholders, SaysWhatIsMissing) {
    Outline empty = desk();
    empty.units.clear();
    EXPECT_THAT(test::faults_everywhere(view_of(empty)), IsEmpty());
    EXPECT_THAT(
        said(pages_of(view_of(empty), near_wall)[0]),
        AllOf(HasSubstr("No vision set"), HasSubstr("No objectives yet"), HasSubstr("None yet")));
}

RC_GTEST_PROP(SceneStakeholders, NothingIsCutWhateverPeopleWrite, ()) {
    View view = view_of(desk());
    StakeholdersView& stakeholders = stakeholders_of(view);
    stakeholders.charter.vision.text = test::some_text(200);
    stakeholders.charter.mission.text = test::some_text(100);
    for (ObjectiveView& objective : stakeholders.charter.objectives.edit()) {
        objective.title = test::some_title();
        objective.state = test::some_state();
    }
    for (Achievement& achievement : stakeholders.achievements)
        achievement.title = test::some_title();
    stakeholders.forecast = test::some_text(40);
    stakeholders.forecast_state = test::some_state();
    const auto found = test::faults_of(view, test::some_wall());
    if (!found.empty()) RC_FAIL(found.front());
}

}  // namespace
}  // namespace waymark::wallboard
