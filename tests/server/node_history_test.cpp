#include "server/kpi/chronicle/node_history.hpp"

#include <gtest/gtest.h>

namespace waymark::server {
namespace {

using std::chrono::days;
using std::chrono::local_days;
constexpr auto objective = NodeReading::Kind::objective;
constexpr local_days monday{std::chrono::year{2026} / 3 / 30};

NodeReading node(std::optional<double> attainment) {
    return {.kind = objective, .id = "speed", .attainment = attainment};
}

NodeHistory of_days(int count) {
    NodeHistory history;
    for (int day = 0; day < count; ++day)
        history.day_ended(monday + days{day}, {node(day % 100 / 100.0)});
    return history;
}

TEST(NodeHistory, KnowsTheLastDaysAndTheFirst) {
    const NodeHistory history = of_days(5);
    EXPECT_EQ(history.of(objective, "speed", 2),
              (std::vector<DayAttainment>{{monday + days{3}, 0.03}, {monday + days{4}, 0.04}}));
    EXPECT_EQ(history.first(objective, "speed", monday + days{1}),
              (DayAttainment{monday + days{1}, 0.01}));
    EXPECT_EQ(history.first(objective, "speed", monday + days{5}), std::nullopt);
    EXPECT_TRUE(history.of(NodeReading::Kind::csf, "speed", 2).empty());
}

TEST(NodeHistory, ADayThatNobodyKnowsIsNoDayAtNought) {
    NodeHistory history = of_days(2);
    history.day_ended(monday + days{2}, {node(std::nullopt)});
    EXPECT_EQ(history.of(objective, "speed", 9).size(), 2u);
}

TEST(NodeHistory, TwoYearsAreKeptAndNotForEver) {
    EXPECT_EQ(of_days(1000).of(objective, "speed", 5000).size(), 800u);
    NodeHistory history = of_days(1);
    history.day_ended(monday + days{900}, {});
    EXPECT_TRUE(history.of(objective, "speed", 5000).empty());
    ASSERT_EQ(history.take_changed().size(), 1u);
    EXPECT_TRUE(history.take_changed().empty());
}

TEST(NodeHistory, ARestartForgetsNothingAndADamagedRowIsNone) {
    NodeHistory history = of_days(800);
    NodeHistory again;
    for (const SubjectRow& row : history.take_changed())
        again.restore(row);
    EXPECT_EQ(again.of(objective, "speed", 900), history.of(objective, "speed", 900));
    for (const char* text : {"x", "1", "1:", "1:x", "1:1001", "1:-1", ":5", "99999999999:5"}) {
        NodeHistory damaged;
        damaged.restore({"node", "objective/speed", text});
        EXPECT_TRUE(damaged.of(objective, "speed", 900).empty()) << text;
    }
    NodeHistory other;
    other.restore({"ticket", "objective/speed", "1:5"});
    other.restore({"node", "party/speed", "1:5"});
    EXPECT_TRUE(other.of(objective, "speed", 900).empty());
}

TEST(NodeHistory, OnlyWhatChangedIsWrittenAgain) {
    NodeHistory history = of_days(3);
    EXPECT_EQ(history.take_changed().size(), 1u);
    EXPECT_TRUE(history.take_changed().empty());
    history.day_ended(monday + days{3}, {node(1)});
    EXPECT_EQ(history.take_changed().size(), 1u);
}

}  // namespace
}  // namespace waymark::server
