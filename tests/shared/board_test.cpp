#include "shared/model/board.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/board_gen.hpp"

namespace waymark {
namespace {

TEST(Board, ADeltaOfAnotherEpochChangesNothing) {
    Board board{.position = {"one", 3}};
    const Delta delta{{"two", 9}, {.kpis = {Reading{.kpi = {"a"}}}}};
    EXPECT_FALSE(apply(board, delta));
    EXPECT_EQ(board, (Board{.position = {"one", 3}}));
}

TEST(Board, AnOlderDeltaNeverMovesThePositionBack) {
    Board board{.position = {"one", 3}};
    EXPECT_TRUE(apply(board, {{"one", 2}, {}}));
    EXPECT_EQ(board.position.sequence, 3u);
}

QueueReading waiting_in(const char* queue, double value) {
    return {queue, {.kpi = {"waiting"}, .value = value}};
}

TEST(Board, QueuesStandByNameWheneverTheyCame) {
    Board board{.position = {"one", 3}};
    for (const char* queue : {"north", "vip", "east"})
        EXPECT_TRUE(apply(board, {{"one", 4}, {.queues = {waiting_in(queue, 1)}}}));
    ASSERT_EQ(board.readings.queues.size(), 3u);
    EXPECT_EQ(board.readings.queues[0].queue, "east");
    EXPECT_EQ(board.readings.queues[1].queue, "north");
    EXPECT_EQ(find_queue(board.readings, "vip", {"waiting"})->reading.value, 1);
    EXPECT_EQ(find_queue(board.readings, "vip", {"longest"}), nullptr);
    EXPECT_EQ(find_queue(board.readings, "west", {"waiting"}), nullptr);
}

TEST(Board, AQueueThatIsGoneIsGone) {
    Board board{.position = {"one", 3}};
    board.readings.queues = {waiting_in("north", 1), waiting_in("vip", 2)};
    Readings later = board.readings;
    later.queues.erase(later.queues.begin());
    const Readings changed = difference(board.readings, later);
    EXPECT_EQ(changed.gone_queues, std::vector<std::string>{"north"});
    EXPECT_TRUE(changed.queues.empty());
    EXPECT_TRUE(apply(board, {{"one", 4}, changed}));
    EXPECT_EQ(board.readings.queues, later.queues);
}

RC_GTEST_PROP(Board, SnapshotAndDeltaAreTheLaterSnapshot, ()) {
    Board board = *test::any_board();
    // What was once known stays known: a later board holds what changed, and the rest.
    Board later = board;
    RC_ASSERT(apply(later, *test::any_delta()));
    const Delta delta{later.position, difference(board.readings, later.readings)};
    RC_ASSERT(apply(board, delta));
    RC_ASSERT(board == later);
}

RC_GTEST_PROP(Board, ADeltaAppliedTwiceIsADeltaAppliedOnce, ()) {
    Board once = *test::any_board();
    const Delta delta = *test::any_delta();
    RC_ASSERT(apply(once, delta));
    Board twice = once;
    RC_ASSERT(apply(twice, delta));
    RC_ASSERT(twice == once);
}

RC_GTEST_PROP(Board, NothingDiffersFromItself, ()) {
    const Board board = *test::any_board();
    RC_ASSERT(difference(board.readings, board.readings).empty());
}

Series series(std::vector<std::pair<std::int64_t, double>> points) {
    Series made{{"a"}, {}};
    for (const auto& [ms, value] : points)
        made.points.push_back({from_epoch_ms(ms), value});
    return made;
}

TEST(Board, PointsAreAppendedInOrderOfTime) {
    Board board;
    append(board, series({{2, 20}, {3, 30}}));
    append(board, series({{1, 10}, {4, 40}}));
    ASSERT_EQ(board.series.size(), 1u);
    EXPECT_EQ(board.series[0], series({{1, 10}, {2, 20}, {3, 30}, {4, 40}}));
}

TEST(Board, APointOfTheSameTimeReplacesTheOneThere) {
    Board board;
    append(board, series({{1, 10}, {2, 20}}));
    append(board, series({{2, 25}}));
    append(board, series({{2, 25}}));
    EXPECT_EQ(board.series[0], series({{1, 10}, {2, 25}}));
}

TEST(Board, KeepsTheNewestPointsOfALongSeries) {
    Board board;
    for (std::int64_t i = 0; i < 1000; ++i)
        append(board, series({{i, 1}}));
    ASSERT_EQ(board.series[0].points.size(), longest_series);
    EXPECT_EQ(board.series[0].points.front().time, from_epoch_ms(400));
}

}  // namespace
}  // namespace waymark
