#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/sample_board.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/present/sample.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr Time now = test::sample_now;

/// A wall with two scenes, and what people order it.
class OrderedWall : public testing::Test {
protected:
    OrderedWall() {
        Outline desk = test::sample_outline(4);
        Scene roadmap{.id = {"roadmap"}, .kind = SceneKind::roadmap};
        desk.scenes.push_back(roadmap);
        desk.screens[0].turns.push_back(
            {.scene = {"roadmap"}, .duration = 30s, .days = all_days, .time_of_day = {}});
        state_ = sample_state(desk, now);
    }
    void order(Command command) { state_.orders().take(command, now); }
    View view_after(Duration time) {
        state_.set_link({.phase = LinkHealth::Phase::live, .heard = now + time});
        const Screen& screen = state_.board()->desk.screens[0];
        const Showing showing = rotation_.look(state_, &screen, now + time);
        return present(state_, {}, showing, now + time).view;
    }

    BoardState state_;
    Rotation rotation_;
};

TEST_F(OrderedWall, SaysWhichScreenItIs) {
    order({.action = Command::Action::identify, .length = 10s});
    const View view = view_after(1s);
    const auto* shown = std::get_if<WaitingView>(&view.body);
    ASSERT_NE(shown, nullptr);
    EXPECT_EQ(shown->headline, "wall");
    EXPECT_TRUE(shown->large);
    EXPECT_FALSE(std::holds_alternative<WaitingView>(view_after(11s).body));
}

TEST_F(OrderedWall, ShowsASceneForAWhileAndThenTheRestOfTheTurn) {
    EXPECT_TRUE(std::holds_alternative<WallView>(view_after(0s).body));
    order({.action = Command::Action::show, .scene = {"roadmap"}, .length = 60s});
    EXPECT_TRUE(std::holds_alternative<RoadmapView>(view_after(10s).body));
    EXPECT_TRUE(std::holds_alternative<WallView>(view_after(61s).body));
}

TEST_F(OrderedWall, StaysWherePeoplePausedIt) {
    EXPECT_TRUE(std::holds_alternative<WallView>(view_after(0s).body));
    order({.action = Command::Action::pause});
    (void)view_after(1s);
    const View later = view_after(10min);
    EXPECT_TRUE(std::holds_alternative<WallView>(later.body));
    EXPECT_THAT(later.bottom.text, HasSubstr("Paused"));
    order({.action = Command::Action::resume});
    EXPECT_TRUE(std::holds_alternative<WallView>(view_after(10min + 1s).body));
    EXPECT_TRUE(std::holds_alternative<RoadmapView>(view_after(11min).body));
}

TEST_F(OrderedWall, SaysWhatPeopleWantToBeRead) {
    order({.action = Command::Action::message, .text = "Tea at four", .length = 60s});
    EXPECT_EQ(view_after(1s).bottom, (BottomView{BottomView::Kind::notice, "Tea at four"}));
    EXPECT_NE(view_after(61s).bottom.kind, BottomView::Kind::notice);
}

TEST(UnpairedWall, ShowsItsCodeAndWhatToDoWithIt) {
    BoardState state;
    state.set_link({.pairing = PairingCode{"K7M-4QP", now + 9min}});
    const Presented shown = present(state, {.server = "desk:8080"}, {}, now);
    const auto* view = std::get_if<WaitingView>(&shown.view.body);
    ASSERT_NE(view, nullptr);
    EXPECT_EQ(view->headline, "K7M-4QP");
    ASSERT_EQ(view->steps.size(), 4U);
    EXPECT_EQ(view->steps[0].standing, SetUpStep::Standing::done) << "the server answered";
    EXPECT_THAT(view->steps[1].details,
                testing::ElementsAre("waymark-server screen pair K7M-4QP main"));
    EXPECT_THAT(view->lines, testing::Contains("A new code comes in 9 min."));
    EXPECT_EQ(shown.next_change, now + 1min);
}

TEST(UnpairedWall, TellsAnotherMinuteWhenItBegins) {
    BoardState state;
    state.set_link({.pairing = PairingCode{"K7M-4QP", now + 9min - 20s}});
    EXPECT_EQ(present(state, {}, {}, now).next_change, now + 40s);
}

BoardState live(const Board& board) {
    BoardState state{board, now};
    state.set_link({.phase = LinkHealth::Phase::live, .heard = now});
    return state;
}

TEST(Sight, AScreenWhoseSizeTheDeskDoesNotSayHasTheMonitors) {
    Board board = sample_board(test::sample_outline(4), now);
    board.desk.screens.at(0).diagonal_inches = 0;
    const BoardState state = live(board);
    EXPECT_EQ(present(state, {}, {}, now).view.sight.diagonal_inches, 27);
    EXPECT_EQ(present(state, {.monitor_diagonal_inches = 43}, {}, now).view.sight.diagonal_inches,
              43);
    board.desk.screens.at(0).diagonal_inches = 55;
    EXPECT_EQ(
        present(live(board), {.monitor_diagonal_inches = 43}, {}, now).view.sight.diagonal_inches,
        55);
}

}  // namespace
}  // namespace waymark::wallboard
