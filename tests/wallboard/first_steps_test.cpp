#include "wallboard/present/first_steps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/sample_board.hpp"
#include "tests/support/scene_try.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using Standing = SetUpStep::Standing;

constexpr Time now = test::sample_now;
constexpr const char* server = "http://desk:8080";

std::vector<SetUpStep> steps_at(const Arrival& arrival) {
    return first_steps(arrival, server, "", "", words_for("en"));
}

std::string standings(const std::vector<SetUpStep>& steps) {
    std::string all;
    for (const SetUpStep& step : steps)
        all += step.standing == Standing::done ? "d" : step.standing == Standing::now ? "n" : "l";
    return all;
}

/// A board as the server sends it before any feed said anything.
Board board_without_data() {
    Board board = sample_board(test::sample_outline(4), now);
    for (FeedReading& feed : board.readings.feeds)
        feed.heard.reset();
    return board;
}

BoardState live(Board board) {
    BoardState state{std::move(board), now};
    state.set_link({.phase = LinkHealth::Phase::live, .heard = now});
    return state;
}

View view_of(const BoardState& state) {
    return present(state, {.server = server}, {.scene = {"main"}}, now).view;
}

TEST(FirstSteps, EachFollowsWhenThoseBeforeItAreDone) {
    EXPECT_EQ(standings(steps_at({})), "nlll");
    EXPECT_EQ(standings(steps_at({.answered = true})), "dnll");
    EXPECT_EQ(standings(steps_at({.answered = true, .known = true})), "ddnl");
    EXPECT_EQ(standings(steps_at({.answered = true, .known = true, .described = true})), "dddn");
    EXPECT_EQ(standings(steps_at({true, true, true, true})), "dddd");
}

TEST(FirstSteps, OnlyTheOneToTakeNowSaysHow) {
    for (int done = 0; done < 4; ++done) {
        const auto steps =
            steps_at({.answered = done > 0, .known = done > 1, .described = done > 2});
        for (int i = 0; i < 4; ++i)
            EXPECT_EQ(steps[static_cast<std::size_t>(i)].details.empty(), i != done || done == 1)
                << i << " of " << done;
    }
}

TEST(FirstSteps, SayTheCommandAndTheAddress) {
    EXPECT_THAT(steps_at({})[0].details, Contains("waymark-server --desk FOLDER --data FOLDER"));
    EXPECT_THAT(steps_at({})[0].details, Contains(HasSubstr(server)));
    const auto paired = first_steps({.answered = true}, server, "K7M-4QP", "", words_for("en"));
    EXPECT_THAT(paired[1].details, Contains("waymark-server screen pair K7M-4QP main"));
    EXPECT_THAT(steps_at({true, true, true, false})[3].details,
                Contains("waymark-demo --server http://desk:8080"));
}

TEST(FirstSteps, AProblemBelongsToTheStepThatItHolds) {
    const auto unreached = first_steps({}, server, "", "no route", words_for("en"));
    EXPECT_THAT(unreached[0].details, Contains("no route"));
    const auto refused =
        first_steps({.answered = true}, server, "", "it wants a token", words_for("en"));
    EXPECT_THAT(refused[1].details, Contains("it wants a token"));
}

TEST(FirstSteps, AreSaidInTheDesksLanguage) {
    for (const char* locale : {"en", "de", "da"})
        for (const Arrival& arrival : {Arrival{}, Arrival{true, true, true, true}})
            for (const SetUpStep& step : first_steps(arrival, "", "", "", words_for(locale)))
                EXPECT_FALSE(step.text.empty()) << locale;
}

TEST(Arrival, FollowsFromTheLinkAndTheBoard) {
    const Board empty;
    const Board silent = board_without_data();
    const Board full = sample_board(test::sample_outline(4), now);
    EXPECT_EQ(arrival_of({}, nullptr), (Arrival{}));
    EXPECT_EQ(arrival_of({.phase = LinkHealth::Phase::offline, .problem = "refused"}, nullptr),
              (Arrival{}));
    EXPECT_EQ(arrival_of({.refused = true}, nullptr), (Arrival{.answered = true}));
    EXPECT_EQ(arrival_of({.pairing = PairingCode{"K7M", now}}, nullptr),
              (Arrival{.answered = true}));
    EXPECT_EQ(arrival_of({}, &empty), (Arrival{.answered = true, .known = true}));
    EXPECT_EQ(arrival_of({}, &silent), (Arrival{true, true, true, false}));
    EXPECT_EQ(arrival_of({}, &full), (Arrival{true, true, true, true}));
}

TEST(FirstStart, WithoutABoardItSaysWhatToDoNext) {
    BoardState state;
    state.set_link({.phase = LinkHealth::Phase::offline,
                    .next_try = now + 3s,
                    .problem = "127.0.0.1:8080: connection refused"});
    const View view = present(state, {.server = "http://127.0.0.1:8080"}, {}, now).view;
    const auto* waiting = std::get_if<WaitingView>(&view.body);
    ASSERT_TRUE(waiting);
    EXPECT_EQ(waiting->headline, "Waiting for the desk");
    ASSERT_EQ(waiting->steps.size(), 4U);
    EXPECT_EQ(waiting->steps[0].text, "Start the server");
    const std::vector<std::string> how{
        "waymark-server --desk FOLDER --data FOLDER",
        "This wall asks http://127.0.0.1:8080. Another address: --server URL",
        "127.0.0.1:8080: connection refused"};
    EXPECT_EQ(waiting->steps[0].details, how);
    EXPECT_EQ(waiting->lines, std::vector<std::string>{"Trying again in 3 s."});
}

TEST(FirstStart, ADeskWithoutKpisSaysWhatToWriteWhere) {
    Board board = board_without_data();
    board.desk.kpis.clear();
    board.desk.scenes.clear();
    const View view = view_of(live(std::move(board)));
    const auto* waiting = std::get_if<WaitingView>(&view.body);
    ASSERT_NE(waiting, nullptr);
    EXPECT_EQ(standings(waiting->steps), "ddnl");
    EXPECT_THAT(waiting->steps[2].details, Contains(HasSubstr("kpis.json")));
}

TEST(FirstStart, ABoardWithoutDataSaysHowSomeComes) {
    const View view = view_of(live(board_without_data()));
    EXPECT_EQ(view.bottom.kind, BottomView::Kind::notice);
    EXPECT_THAT(view.bottom.text, HasSubstr("docs/feeding-metrics.md"));
    const View later = view_of(live(sample_board(test::sample_outline(4), now)));
    EXPECT_NE(later.bottom.kind, BottomView::Kind::notice);
}

TEST(FirstStart, EveryStepIsReadableOnEveryWall) {
    BoardState unreached;
    unreached.set_link({.phase = LinkHealth::Phase::offline,
                        .next_try = now + 8s,
                        .problem = "can't reach http://desk:8080: connection refused"});
    BoardState unpaired;
    unpaired.set_link({.pairing = PairingCode{"K7M-4QP", now + 9min}});
    Board nothing = board_without_data();
    nothing.desk.kpis.clear();
    nothing.desk.scenes.clear();
    for (const BoardState& state : {unreached, unpaired, live(std::move(nothing))})
        for (const auto* walls : {&test::walls, &test::farthest_walls})
            for (const test::Wall& wall : *walls) {
                EXPECT_THAT(test::faults_of(view_of(state), wall), testing::IsEmpty());
                const View view = view_of(state);
                const std::string said = test::said(test::pages_of(view, wall)[0]);
                const auto& steps = std::get<WaitingView>(view.body).steps;
                const auto next = std::ranges::find(steps, Standing::now, &SetUpStep::standing);
                ASSERT_NE(next, steps.end());
                EXPECT_THAT(said, HasSubstr(next->text.substr(0, next->text.find(' '))))
                    << to_text(wall);
            }
}

}  // namespace
}  // namespace waymark::wallboard
