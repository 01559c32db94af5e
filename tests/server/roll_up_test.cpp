#include "server/kpi/judge/roll_up.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "shared/model/board.hpp"
#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

Kpi kpi(std::string id, double weight, bool critical, std::vector<CsfId> supports) {
    Kpi made{.id = {std::move(id)}, .weight = weight, .critical = critical};
    made.supports = std::move(supports);
    return made;
}
Reading judged(std::string id, double attained) {
    const State state = attained >= 1  ? State::on_target
                        : attained > 0 ? State::at_risk
                                       : State::off_target;
    return {.kpi = {std::move(id)}, .state = state, .attainment = attained};
}
Reading without(std::string id, State state) {
    return {.kpi = {std::move(id)}, .state = state};
}

class RollUpTest : public testing::Test {
protected:
    RollUpTest() : outline_(test::DeskBuilder{}.outline()) {}

    NodeReading csf() const { return node(NodeReading::Kind::csf, "reach"); }
    NodeReading node(NodeReading::Kind kind, std::string_view id) const {
        const Readings readings{.nodes = roll_up(outline_, readings_)};
        return *find_node(readings, kind, id);
    }

    Outline outline_;
    std::vector<Reading> readings_;
};

TEST_F(RollUpTest, AttainmentIsTheWeightedMeanOfKnownChildren) {
    outline_.kpis = {kpi("a", 3, false, {{"reach"}}), kpi("b", 1, false, {{"reach"}})};
    readings_ = {judged("a", 1), judged("b", 0.6)};
    EXPECT_DOUBLE_EQ(*csf().attainment, 0.9);
    EXPECT_EQ(csf().state, State::on_target);
    EXPECT_EQ(csf().achieved, 1);
    EXPECT_EQ(csf().children, 2);
    EXPECT_DOUBLE_EQ(*node(NodeReading::Kind::vision, "desk").attainment, 0.9);
}

TEST_F(RollUpTest, AnOffTargetChildCapsAtAtRiskAndACriticalOneAtOffTarget) {
    outline_.kpis = {kpi("a", 99, false, {{"reach"}}), kpi("b", 1, false, {{"reach"}})};
    readings_ = {judged("a", 1), judged("b", 0)};
    EXPECT_EQ(csf().state, State::at_risk);
    outline_.kpis[1].critical = true;
    EXPECT_EQ(csf().state, State::off_target);
}

TEST_F(RollUpTest, AStaleCriticalChildCapsAtAtRisk) {
    outline_.kpis = {kpi("a", 9, false, {{"reach"}}), kpi("b", 1, true, {{"reach"}})};
    readings_ = {judged("a", 1), without("b", State::stale)};
    EXPECT_EQ(csf().state, State::at_risk);
    EXPECT_TRUE(csf().partial);
    EXPECT_TRUE(node(NodeReading::Kind::vision, "desk").partial);
}

TEST_F(RollUpTest, CoverageUnderSixTenthsIsUnknown) {
    outline_.kpis = {kpi("a", 5, false, {{"reach"}}), kpi("b", 5, false, {{"reach"}})};
    readings_ = {judged("a", 1), without("b", State::too_few)};
    EXPECT_EQ(csf().state, State::unknown);
    EXPECT_FALSE(csf().attainment);
    EXPECT_EQ(node(NodeReading::Kind::vision, "desk").state, State::unknown);
}

TEST_F(RollUpTest, AKpiWithoutATargetCountsAsAbsent) {
    outline_.kpis = {kpi("a", 1, false, {{"reach"}}), kpi("b", 9, false, {{"reach"}})};
    readings_ = {judged("a", 1), without("b", State::no_target)};
    EXPECT_EQ(csf().state, State::on_target);
    EXPECT_FALSE(csf().partial);
}

TEST_F(RollUpTest, AKpiSplitsItsWeightOverItsCsfs) {
    outline_.units[0].mission.objectives[0].csfs.push_back({{"inform"}, "Informed", 1, false});
    outline_.kpis = {kpi("a", 2, false, {{"reach"}, {"inform"}}), kpi("b", 1, false, {{"reach"}})};
    readings_ = {judged("a", 1), judged("b", 0.5)};
    EXPECT_DOUBLE_EQ(*csf().attainment, 0.75) << "a weighs 1 of its 2 here";
}

TEST_F(RollUpTest, OnlyContributingLinksChangeTheParentsNumber) {
    Unit parent{.id = {"it"}, .kind = UnitKind::department, .name = "IT"};
    parent.vision = {"To serve", "", std::nullopt};
    outline_.units.push_back(parent);
    outline_.units[0].parent = UnitId{"it"};
    outline_.units[0].links = {{Link::Kind::aligns, "vision", "vision", "", 1}};
    outline_.kpis = {kpi("a", 1, false, {{"reach"}})};
    readings_ = {judged("a", 0.5)};
    EXPECT_EQ(node(NodeReading::Kind::vision, "it").state, State::unknown);
    outline_.units[0].links[0].kind = Link::Kind::contributes;
    EXPECT_DOUBLE_EQ(*node(NodeReading::Kind::vision, "it").attainment, 0.5);
}

TEST(RollUp, RaisingAnyReadingNeverLowersTheVision) {
    EXPECT_TRUE(rc::check([] {
        Outline outline = test::DeskBuilder{}.outline();
        std::vector<Reading> readings;
        const int count = *rc::gen::inRange(1, 8);
        for (int i = 0; i < count; ++i) {
            const std::string id = std::to_string(i);
            outline.kpis.push_back(
                kpi(id, *rc::gen::inRange(1, 5), *rc::gen::arbitrary<bool>(), {{"reach"}}));
            readings.push_back(judged(id, *rc::gen::inRange(0, 5) / 4.0));
        }
        const auto vision = [&] { return roll_up(outline, readings).back(); };
        const NodeReading before = vision();
        Reading& raised = readings[std::size_t(*rc::gen::inRange(0, count))];
        raised = judged(raised.kpi.text, 1);
        RC_ASSERT(*vision().attainment >= *before.attainment - 1e-12);
        RC_ASSERT(vision().state <= before.state);
    }));
}

}  // namespace
}  // namespace waymark::server
