#include "wallboard/state/board_state.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/board_gen.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using test::any_board;
using test::any_delta;

constexpr Time start = from_epoch_ms(1'774'857'600'000);
using Next = BoardState::Next;

/// What a board says, in whatever order its lists stand.
Board sorted(Board board) {
    std::ranges::sort(board.readings.kpis, {}, &Reading::kpi);
    std::ranges::sort(board.readings.nodes, {}, [](const NodeReading& node) {
        return std::pair{node.kind, node.id};
    });
    std::ranges::sort(board.readings.feeds, {}, &FeedReading::feed);
    return board;
}

BoardState showing(const Board& board) {
    BoardState state;
    EXPECT_EQ(state.apply(SnapshotMessage{board, start}, start), Next::carry_on);
    return state;
}

void receive(BoardState& state, const Delta& delta) {
    RC_ASSERT(state.apply(DeltaMessage{delta}, start) == Next::carry_on);
}

RC_GTEST_PROP(BoardState, SnapshotAndDeltasAreTheLaterSnapshot, ()) {
    const Board earlier = *any_board();
    // A later board knows all that the earlier knew: readings are never taken away.
    Board later = earlier;
    RC_ASSERT(apply(later, *any_delta()));
    later.position.sequence = 9;
    BoardState state = showing(earlier);
    receive(state, {later.position, difference(earlier.readings, later.readings)});
    RC_ASSERT(sorted(*state.board()) == sorted(later));
}

RC_GTEST_PROP(BoardState, DeltaAppliedTwiceChangesNothing, ()) {
    BoardState state = showing(*any_board());
    const Delta delta = *any_delta();
    receive(state, delta);
    const Board once = *state.board();
    receive(state, delta);
    RC_ASSERT(*state.board() == once);
}

RC_GTEST_PROP(BoardState, TwoDeltasMergedAreOneAfterTheOther, ()) {
    const Board board = *any_board();
    const Delta first = *any_delta();
    Delta second = *any_delta();
    second.position.sequence = 8;
    BoardState one_by_one = showing(board);
    receive(one_by_one, first);
    receive(one_by_one, second);

    Board merged{.position = first.position, .readings = first.readings};
    RC_ASSERT(apply(merged, second));
    // What either takes away is taken away.
    auto& gone = merged.readings.gone_queues;
    gone.insert(gone.end(), second.readings.gone_queues.begin(), second.readings.gone_queues.end());
    BoardState at_once = showing(board);
    receive(at_once, {merged.position, merged.readings});
    RC_ASSERT(sorted(*at_once.board()) == sorted(*one_by_one.board()));
}

TEST(BoardState, NothingIsShownBeforeTheFirstSnapshot) {
    BoardState state;
    EXPECT_EQ(state.board(), nullptr);
    EXPECT_EQ(state.apply(DeltaMessage{{.position = {"epoch", 1}}}, start), Next::ask_for_resync);
    EXPECT_EQ(state.board(), nullptr);
}

TEST(BoardState, RememberedBoardIsShownWithTheTimeItWasLastHeard) {
    const Board board{.position = {"yesterday", 3}, .desk = {.name = "Service Desk"}};
    const BoardState state{board, start};
    ASSERT_NE(state.board(), nullptr);
    EXPECT_EQ(*state.board(), board);
    EXPECT_EQ(state.link().heard, start);
    EXPECT_EQ(state.link().phase, LinkHealth::Phase::connecting);
}

TEST(BoardState, ALinkThatHasHeardNothingKeepsTheRememberedTime) {
    BoardState state{Board{}, from_epoch_ms(5000)};
    state.set_link({.phase = LinkHealth::Phase::offline, .problem = "refused"});
    EXPECT_EQ(state.link().heard, from_epoch_ms(5000));
    EXPECT_EQ(state.link().problem, "refused");
}

TEST(BoardState, DeltaOfAnotherEpochChangesNothingAndAsksForASnapshot) {
    BoardState state = showing({.position = {"before", 5}});
    const Board before = *state.board();
    const Delta delta{{"after", 6}, {.kpis = {{.kpi = {"a"}, .value = 1}}}};
    EXPECT_EQ(state.apply(DeltaMessage{delta}, start), Next::ask_for_resync);
    EXPECT_EQ(*state.board(), before);
}

TEST(BoardState, SnapshotOfAnotherEpochReplacesEverything) {
    BoardState state = showing({.position = {"before", 5},
                                .readings = {.kpis = {{.kpi = {"gone"}, .value = 1}}},
                                .series = {{{"gone"}, {{start, 1}}}}});
    const Board after{.position = {"after", 1}, .readings = {.kpis = {{.kpi = {"new"}}}}};
    EXPECT_EQ(state.apply(SnapshotMessage{after, start}, start), Next::carry_on);
    EXPECT_EQ(*state.board(), after);
}

TEST(BoardState, NumberNeverRunsBackwards) {
    BoardState state =
        showing({.position = {"epoch", 5}, .readings = {.kpis = {{.kpi = {"a"}, .value = 5}}}});
    const Delta late{{"epoch", 4}, {.kpis = {{.kpi = {"a"}, .value = 4}}}};
    EXPECT_EQ(state.apply(DeltaMessage{late}, start), Next::carry_on);
    EXPECT_EQ(state.board()->readings.kpis[0].value, 5);
    EXPECT_EQ(state.board()->position.sequence, 5u);
}

TEST(BoardState, SparklinePointsAreAppended) {
    BoardState state = showing({.series = {{{"a"}, {{start, 1}}}}});
    const SeriesMessage grown{{{"a"}, {{start + 1min, 2}}}};
    EXPECT_EQ(state.apply(grown, start), Next::carry_on);
    EXPECT_EQ(state.apply(grown, start), Next::carry_on);
    const std::vector<Point> points{{start, 1}, {start + 1min, 2}};
    EXPECT_EQ(state.board()->series[0].points, points);
}

TEST(BoardState, ServerTimeIsMeasuredBySnapshotAndTick) {
    BoardState state;
    EXPECT_EQ(state.apply(SnapshotMessage{{}, start + 90s}, start), Next::carry_on);
    EXPECT_EQ(state.server_time(start + 10s), start + 100s);
    EXPECT_EQ(state.apply(TickMessage{start - 5s}, start + 20s), Next::carry_on);
    EXPECT_EQ(state.server_time(start + 30s), start + 5s);
}

TEST(BoardState, EveryMessageOfALiveLinkIsASignOfLife) {
    BoardState state;
    state.set_link({.phase = LinkHealth::Phase::live, .heard = start});
    EXPECT_EQ(state.apply(TickMessage{start}, start + 4s), Next::carry_on);
    EXPECT_EQ(state.link().heard, start + 4s);
    state.set_link({.phase = LinkHealth::Phase::offline, .heard = start + 4s});
    EXPECT_EQ(state.apply(TickMessage{start}, start + 9s), Next::carry_on);
    EXPECT_EQ(state.link().heard, start + 4s);
}

}  // namespace
}  // namespace waymark::wallboard
