#include "server/kpi/judge/roll_up.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "shared/model/board.hpp"

namespace waymark::server {
namespace {

using Kind = NodeReading::Kind;

constexpr std::chrono::local_days some_day{std::chrono::year{2026} / 3 / 2};

Csf csf_named(std::string id) {
    return {.id = {std::move(id)}, .title = "A CSF"};
}

/// A desk with one objective and one CSF, "reach".
Outline small_outline() {
    Unit unit{.id = {"desk"}, .kind = UnitKind::desk, .name = "Desk"};
    unit.mission.objectives = {{.id = {"communication"}, .csfs = {csf_named("reach")}}};
    return {.units = {unit}};
}

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
    NodeReading csf() const { return node(Kind::csf, "reach"); }
    NodeReading node(Kind kind, std::string_view id) const {
        const Readings readings{.nodes = roll_up(outline_, readings_, holds_)};
        return *find_node(readings, kind, id);
    }
    Objective& objective() { return outline_.units[0].mission.objectives[0]; }
    /// The CSF has held for so many days of those it needs.
    void hold(Csf& csf, int held, int needed) {
        csf.done_when = DoneWhen{needed, needed};
        for (int day = 0; day < held; ++day)
            holds_.day_ended(some_day + std::chrono::days{day}, csf, true, true);
    }

    Outline outline_ = small_outline();
    std::vector<Reading> readings_;
    Holds holds_;
};

TEST_F(RollUpTest, AttainmentIsTheWeightedMeanOfKnownChildren) {
    outline_.kpis = {kpi("a", 3, false, {{"reach"}}), kpi("b", 1, false, {{"reach"}})};
    readings_ = {judged("a", 1), judged("b", 0.6)};
    EXPECT_DOUBLE_EQ(*csf().attainment, 0.9);
    EXPECT_EQ(csf().state, State::on_target);
    EXPECT_EQ(csf().achieved, 1);
    EXPECT_EQ(csf().children, 2);
    EXPECT_DOUBLE_EQ(*node(Kind::vision, "desk").attainment, 0.9);
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
    EXPECT_TRUE(node(Kind::vision, "desk").partial);
}

TEST_F(RollUpTest, CoverageUnderSixTenthsIsUnknown) {
    outline_.kpis = {kpi("a", 5, false, {{"reach"}}), kpi("b", 5, false, {{"reach"}})};
    readings_ = {judged("a", 1), without("b", State::too_few)};
    EXPECT_EQ(csf().state, State::unknown);
    EXPECT_FALSE(csf().attainment);
    EXPECT_EQ(node(Kind::vision, "desk").state, State::unknown);
}

TEST_F(RollUpTest, AKpiWithoutATargetCountsAsAbsent) {
    outline_.kpis = {kpi("a", 1, false, {{"reach"}}), kpi("b", 9, false, {{"reach"}})};
    readings_ = {judged("a", 1), without("b", State::no_target)};
    EXPECT_EQ(csf().state, State::on_target);
    EXPECT_FALSE(csf().partial);
}

TEST_F(RollUpTest, AKpiSplitsItsWeightOverItsCsfs) {
    objective().csfs.push_back(csf_named("inform"));
    outline_.kpis = {kpi("a", 2, false, {{"reach"}, {"inform"}}), kpi("b", 1, false, {{"reach"}})};
    readings_ = {judged("a", 1), judged("b", 0.5)};
    EXPECT_DOUBLE_EQ(*csf().attainment, 0.75) << "a weighs 1 of its 2 here";
}

TEST_F(RollUpTest, OnlyContributingLinksChangeTheParentsNumber) {
    Unit parent{.id = {"it"}, .kind = UnitKind::department, .name = "IT"};
    outline_.units.push_back(parent);
    outline_.units[0].parent = UnitId{"it"};
    outline_.units[0].links = {{Link::Kind::aligns, "vision", "vision", "", 1}};
    outline_.kpis = {kpi("a", 1, false, {{"reach"}})};
    readings_ = {judged("a", 0.5)};
    EXPECT_EQ(node(Kind::vision, "it").state, State::unknown);
    outline_.units[0].links[0].kind = Link::Kind::contributes;
    EXPECT_DOUBLE_EQ(*node(Kind::vision, "it").attainment, 0.5);
}

TEST_F(RollUpTest, ProgressOfACsfIsItsHeldDaysOfThoseItNeeds) {
    outline_.kpis = {kpi("a", 1, false, {{"reach"}})};
    readings_ = {judged("a", 1)};
    hold(objective().csfs[0], 7, 20);
    EXPECT_DOUBLE_EQ(*csf().progress, 0.35);
    EXPECT_EQ(csf().held, 7);
    EXPECT_EQ(csf().needed, 20);
    EXPECT_EQ(csf().attainment, 1) << "how good it is now is another matter";
    EXPECT_EQ(node(Kind::objective, "communication").achieved, 0);
    hold(objective().csfs[0], 20, 20);
    EXPECT_EQ(csf().progress, 1);
    EXPECT_EQ(node(Kind::objective, "communication").achieved, 1);
    EXPECT_EQ(node(Kind::vision, "desk").achieved, 1);
}

TEST_F(RollUpTest, ProgressStandsWhileTheAttainmentIsUnknownOrBad) {
    outline_.kpis = {kpi("a", 1, true, {{"reach"}})};
    hold(objective().csfs[0], 20, 20);
    readings_ = {without("a", State::stale)};
    EXPECT_EQ(csf().state, State::unknown);
    EXPECT_EQ(csf().progress, 1);
    EXPECT_EQ(node(Kind::vision, "desk").progress, 1);
    readings_ = {judged("a", 0)};
    EXPECT_EQ(csf().state, State::off_target);
    EXPECT_EQ(node(Kind::vision, "desk").progress, 1);
}

TEST_F(RollUpTest, WithoutHeldDaysACsfIsAchievedWhileItIsOnTarget) {
    outline_.kpis = {kpi("a", 1, false, {{"reach"}})};
    readings_ = {judged("a", 1)};
    EXPECT_EQ(csf().progress, 1);
    EXPECT_EQ(csf().held, std::nullopt);
    readings_ = {judged("a", 0.8)};
    EXPECT_EQ(csf().progress, 0) << "attainment is not progress";
    EXPECT_DOUBLE_EQ(*csf().attainment, 0.8);
    readings_ = {without("a", State::stale)};
    EXPECT_EQ(csf().progress, 0);
}

TEST_F(RollUpTest, ProgressAboveIsTheShareByWeight) {
    objective().csfs.push_back(csf_named("inform"));
    objective().csfs[1].weight = 3;
    objective().weight = 1;
    outline_.units[0].mission.objectives.push_back(
        {.id = {"growth"}, .weight = 3, .csfs = {csf_named("learn")}});
    outline_.kpis = {kpi("a", 1, false, {{"reach"}}), kpi("b", 1, false, {{"learn"}})};
    readings_ = {judged("a", 1), judged("b", 0)};
    hold(objective().csfs[1], 10, 20);
    EXPECT_DOUBLE_EQ(*node(Kind::objective, "communication").progress, 0.625);
    EXPECT_EQ(node(Kind::objective, "communication").achieved, 1);
    EXPECT_EQ(node(Kind::objective, "communication").children, 2);
    EXPECT_DOUBLE_EQ(*node(Kind::vision, "desk").progress, 0.15625);
}

TEST_F(RollUpTest, ProgressIsContributedToTheUnitAbove) {
    Unit parent{.id = {"it"}, .kind = UnitKind::department, .name = "IT"};
    parent.mission.objectives = {{.id = {"trust"}}, {.id = {"elsewhere"}}};
    outline_.units.push_back(parent);
    outline_.units[0].parent = UnitId{"it"};
    outline_.units[0].links = {{Link::Kind::contributes, "communication", "trust", "", 1}};
    hold(objective().csfs[0], 5, 20);
    EXPECT_EQ(node(Kind::objective, "trust").progress, 0.25);
    EXPECT_EQ(node(Kind::objective, "elsewhere").progress, std::nullopt);
    EXPECT_EQ(node(Kind::vision, "it").progress, 0.25);
}

TEST_F(RollUpTest, WhatHasNoWeightIsAbsent) {
    objective().csfs.push_back(csf_named("inform"));
    outline_.kpis = {kpi("a", 1, false, {{"reach"}}), kpi("b", 1, false, {{"inform"}})};
    readings_ = {judged("a", 1), judged("b", 0)};
    objective().csfs[1].weight = 0;
    objective().csfs[1].critical = true;
    const NodeReading without_it = node(Kind::objective, "communication");
    EXPECT_EQ(without_it.state, State::on_target);
    EXPECT_EQ(without_it.attainment, 1);
    EXPECT_EQ(without_it.progress, 1);
    EXPECT_EQ(without_it.children, 1);
}

TEST_F(RollUpTest, WhatIsNoNumberIsNotKnown) {
    outline_.kpis = {kpi("a", 1, false, {{"reach"}})};
    readings_ = {judged("a", std::numeric_limits<double>::quiet_NaN())};
    EXPECT_EQ(csf().state, State::unknown);
    EXPECT_EQ(csf().attainment, std::nullopt);
}

/// A desk of two objectives with two CSFs each, under a department, with KPIs that support one or
/// two of them, and some held days.
struct Cascade {
    Outline outline;
    std::vector<Reading> readings;
    Holds holds;

    std::vector<NodeReading> nodes() const { return roll_up(outline, readings, holds); }
};

Reading any_reading(std::string id) {
    if (*rc::gen::inRange(0, 5) > 0) return judged(std::move(id), *rc::gen::inRange(0, 12) / 11.0);
    return without(std::move(id), *rc::gen::element(State::stale, State::too_few, State::no_data,
                                                    State::closed, State::no_target));
}

Cascade any_cascade() {
    Cascade made;
    Unit desk{.id = {"desk"}, .kind = UnitKind::desk, .parent = UnitId{"it"}};
    for (const char* id : {"o0", "o1"}) {
        Objective objective{.id = {id}, .weight = *rc::gen::inRange(1, 4) / 1.0};
        for (const char* suffix : {"a", "b"}) {
            Csf csf = csf_named(id + std::string{suffix});
            csf.weight = *rc::gen::inRange(1, 4) / 3.0;
            csf.critical = *rc::gen::arbitrary<bool>();
            if (*rc::gen::arbitrary<bool>()) csf.done_when = DoneWhen{3, 4};
            for (int day = 0; day < 4; ++day)
                made.holds.day_ended(some_day + std::chrono::days{day}, csf,
                                     *rc::gen::arbitrary<bool>(), true);
            objective.csfs.push_back(csf);
        }
        desk.mission.objectives.push_back(objective);
    }
    desk.links = {{Link::Kind::contributes, "o0", "vision", "", 0.7},
                  {Link::Kind::contributes, "vision", "vision", "", 0.1}};
    made.outline.units = {desk, {.id = {"it"}, .kind = UnitKind::department}};
    const int count = *rc::gen::inRange(1, 9);
    for (int i = 0; i < count; ++i) {
        const auto first = *rc::gen::element<std::string>("o0a", "o0b", "o1a");
        std::vector<CsfId> supports{{first}};
        if (*rc::gen::arbitrary<bool>()) supports.push_back({"o1b"});
        const std::string id = std::to_string(i);
        made.outline.kpis.push_back(
            kpi(id, *rc::gen::inRange(1, 7) / 3.0, *rc::gen::inRange(0, 4) == 0, supports));
        made.readings.push_back(any_reading(id));
    }
    return made;
}

RC_GTEST_PROP(RollUp, RaisingAnyReadingNeverLowersAnythingAboveIt, ()) {
    Cascade cascade = any_cascade();
    const auto before = cascade.nodes();
    std::vector<Reading*> known;
    for (Reading& reading : cascade.readings)
        if (is_judged(reading.state)) known.push_back(&reading);
    if (known.empty()) return;
    Reading& raised = *known[*rc::gen::inRange<std::size_t>(0, known.size())];
    raised =
        judged(raised.kpi.text, *rc::gen::inRange(int(*raised.attainment * 11 + 0.5), 12) / 11.0);
    const auto after = cascade.nodes();
    for (std::size_t i = 0; i < before.size(); ++i) {
        RC_ASSERT(after[i].state <= before[i].state);
        RC_ASSERT((after[i].attainment >= before[i].attainment));
        RC_ASSERT((after[i].progress >= before[i].progress));
        RC_ASSERT(after[i].achieved >= before[i].achieved);
    }
}

RC_GTEST_PROP(RollUp, ADayMoreHeldNeverLowersProgressAndTouchesNoAttainment, ()) {
    Cascade cascade = any_cascade();
    const auto before = cascade.nodes();
    const Csf& csf = cascade.outline.units[0].mission.objectives[0].csfs[0];
    cascade.holds.day_ended(some_day + std::chrono::days{*rc::gen::inRange(0, 4)}, csf, true, true);
    const auto after = cascade.nodes();
    for (std::size_t i = 0; i < before.size(); ++i) {
        RC_ASSERT((after[i].progress >= before[i].progress));
        RC_ASSERT((after[i].attainment == before[i].attainment));
        RC_ASSERT(after[i].state == before[i].state);
    }
}

RC_GTEST_PROP(RollUp, TheOrderOfThingsChangesNothing, ()) {
    Cascade cascade = any_cascade();
    const Readings before{.nodes = cascade.nodes()};
    std::mt19937 random{*rc::gen::arbitrary<unsigned>()};
    std::ranges::shuffle(cascade.readings, random);
    std::ranges::shuffle(cascade.outline.kpis, random);
    Unit& desk = cascade.outline.units[0];
    for (Objective& objective : desk.mission.objectives)
        std::ranges::shuffle(objective.csfs, random);
    std::ranges::shuffle(desk.mission.objectives, random);
    std::ranges::shuffle(desk.links, random);
    std::ranges::shuffle(cascade.outline.units, random);
    const auto after = cascade.nodes();
    RC_ASSERT(after.size() == before.nodes.size());
    for (const NodeReading& node : after)
        RC_ASSERT(node == *find_node(before, node.kind, node.id));
}

RC_GTEST_PROP(RollUp, AKpiWithoutWeightIsAbsent, ()) {
    Cascade cascade = any_cascade();
    const auto before = cascade.nodes();
    cascade.outline.kpis.push_back(kpi("more", 0, true, {{"o0a"}, {"o1b"}}));
    cascade.readings.push_back(any_reading("more"));
    RC_ASSERT(cascade.nodes() == before);
}

RC_GTEST_PROP(RollUp, ASingleChildIsWhatIsAboveIt, ()) {
    Outline outline = small_outline();
    outline.kpis = {kpi("a", *rc::gen::inRange(1, 9) / 7.0, false, {{"reach"}})};
    const Reading reading = any_reading("a");
    for (const NodeReading& node : roll_up(outline, {reading}, {}))
        RC_ASSERT((node.attainment.has_value() == reading.attainment.has_value() &&
                   std::abs(node.attainment.value_or(0) - reading.attainment.value_or(0)) < 1e-12));
}

RC_GTEST_PROP(RollUp, AllUnknownIsUnknownAndNothingIsNoNumber, ()) {
    Cascade cascade = any_cascade();
    for (const NodeReading& node : cascade.nodes()) {
        RC_ASSERT((!node.attainment || (*node.attainment >= 0 && *node.attainment <= 1)));
        RC_ASSERT(*node.progress >= 0);
        RC_ASSERT(*node.progress <= 1);
        RC_ASSERT((node.state == State::unknown) == !node.attainment.has_value());
    }
    for (Reading& reading : cascade.readings)
        reading = without(reading.kpi.text, State::stale);
    for (const NodeReading& node : cascade.nodes())
        RC_ASSERT(node.state == State::unknown);
}

RC_GTEST_PROP(RollUp, AnOffTargetCriticalKpiCapsItsCsf, ()) {
    Cascade cascade = any_cascade();
    cascade.outline.kpis.push_back(kpi("more", 0.01, true, {{"o0a"}}));
    cascade.readings.push_back(judged("more", 0));
    const Readings readings{.nodes = cascade.nodes()};
    const State state = find_node(readings, Kind::csf, "o0a")->state;
    RC_ASSERT(state == State::off_target || state == State::unknown);
}

}  // namespace
}  // namespace waymark::server
