#include "wallboard/present/sample.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/sample_board.hpp"

namespace waymark::wallboard {
namespace {

constexpr Time now = test::sample_now;

const Kpi& kpi_of(const Board& board, const KpiId& id) {
    return *std::ranges::find(board.desk.kpis, id, &Kpi::id);
}

/// The sample desk with all of its KPIs by queue.
Board board_by_queue(std::int64_t min_n) {
    Outline desk = test::sample_outline(12);
    for (Kpi& kpi : desk.kpis)
        kpi.min_n = min_n;
    Scene scene{.id = {"queues"}, .kind = SceneKind::queues};
    for (const Kpi& kpi : desk.kpis)
        scene.kpis.push_back(kpi.id);
    desk.scenes = {scene};
    return sample_board(std::move(desk), now);
}

TEST(Sample, QueuesAddUpToAllOfThem) {
    const Board board = board_by_queue(0);
    ASSERT_FALSE(board.readings.queues.empty());
    for (const Reading& all : board.readings.kpis) {
        double values = 0, numerators = 0, longest = 0, least = 1e9, most = -1e9;
        std::int64_t cases = 0;
        for (const QueueReading& each : board.readings.queues) {
            if (each.reading.kpi != all.kpi) continue;
            ASSERT_TRUE(each.reading.value) << all.kpi.text;
            values += *each.reading.value;
            numerators += each.reading.numerator.value_or(0);
            longest = std::max(longest, *each.reading.value);
            least = std::min(least, *each.reading.value);
            most = std::max(most, *each.reading.value);
            cases += each.reading.n;
        }
        const Kpi& kpi = kpi_of(board, all.kpi);
        EXPECT_EQ(cases, all.n) << all.kpi.text;
        if (all.numerator) {
            EXPECT_EQ(numerators, *all.numerator) << all.kpi.text;
        } else if (kpi.unit == ValueUnit::count) {
            EXPECT_EQ(values, *all.value) << all.kpi.text;
        } else if (kpi.counts_up) {
            EXPECT_EQ(longest, *all.value) << all.kpi.text;
        } else {
            EXPECT_TRUE(least <= *all.value && *all.value <= most) << all.kpi.text;
        }
    }
}

TEST(Sample, NoCountIsOfFewerThanItself) {
    const Board board = board_by_queue(10);
    const auto check = [](const Reading& reading, std::int64_t min_n) {
        if (reading.numerator) {
            EXPECT_LE(*reading.numerator, static_cast<double>(reading.n)) << reading.kpi.text;
            EXPECT_EQ(reading.state == State::too_few, reading.n < min_n) << reading.kpi.text;
        }
    };
    for (const Reading& reading : board.readings.kpis)
        check(reading, 10);
    for (const QueueReading& each : board.readings.queues)
        check(each.reading, 10);
}

TEST(Sample, OnlyWhatIsAchievedWasReached) {
    const Board board = sample_board(test::sample_outline(12), now);
    ASSERT_TRUE(board.readings.milestones);
    for (const Milestone& milestone : *board.readings.milestones) {
        const NodeReading* node =
            find_node(board.readings, NodeReading::Kind::objective, milestone.node);
        ASSERT_NE(node, nullptr);
        EXPECT_EQ(node->achieved, node->children) << milestone.title;
    }
}

TEST(Sample, NobodyKnowsWhenWhatIsNotKnownWillBeAchieved) {
    for (const NodeReading& node : sample_board(test::sample_outline(12), now).readings.nodes)
        if (node.kind == NodeReading::Kind::csf && !is_judged(node.state)) {
            EXPECT_TRUE(!node.pace || *node.pace == Pace::unknown) << node.id;
        }
}

}  // namespace
}  // namespace waymark::wallboard
