#include "server/kpi/judge/roll_up.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace waymark::server {
namespace {

constexpr double on_target_from = 0.9;
constexpr double at_risk_from = 0.6;
constexpr double least_coverage = 0.6;

struct Child {
    State state = State::unknown;
    std::optional<double> attainment;
    double weight = 1;
    bool critical = false;
    bool partial = false;
};

State capped(double attainment, const std::vector<Child>& children) {
    State state = attainment >= on_target_from ? State::on_target
                  : attainment >= at_risk_from ? State::at_risk
                                               : State::off_target;
    for (const Child& child : children) {
        if (child.state == State::off_target)
            state = worse_of(state, child.critical ? State::off_target : State::at_risk);
        else if (child.critical && !child.attainment)
            state = worse_of(state, State::at_risk);
    }
    return state;
}

NodeReading node_of(NodeReading::Kind kind, std::string id, const std::vector<Child>& children) {
    NodeReading node{.kind = kind, .id = std::move(id)};
    double known = 0, all = 0, sum = 0;
    for (const Child& child : children) {
        all += child.weight;
        if (child.state == State::on_target) ++node.achieved;
        if (!child.attainment) continue;
        known += child.weight;
        sum += child.weight * *child.attainment;
    }
    node.children = static_cast<int>(children.size());
    if (known <= 0 || known < least_coverage * all) return node;
    node.attainment = std::clamp(sum / known, 0.0, 1.0);
    node.progress = node.attainment;
    node.state = capped(*node.attainment, children);
    node.partial = known < all || std::ranges::any_of(children, &Child::partial);
    return node;
}

Child child_from(const NodeReading& node, double weight, bool critical) {
    return {node.state, node.attainment, weight, critical, node.partial};
}

/// Goes up the cascade: every unit after the units below it.
class RollUp {
public:
    RollUp(const Outline& outline, const std::vector<Reading>& readings) : outline_(outline) {
        for (const Kpi& kpi : outline.kpis) {
            const auto reading = std::ranges::find(readings, kpi.id, &Reading::kpi);
            if (reading == readings.end() || reading->state == State::no_target) continue;
            const double weight = kpi.weight / static_cast<double>(kpi.supports.size());
            for (const CsfId& csf : kpi.supports)
                under_csf_[csf].push_back(
                    {reading->state, reading->attainment, weight, kpi.critical});
        }
    }

    std::vector<NodeReading> all() {
        for (const UnitKind kind : {UnitKind::desk, UnitKind::department, UnitKind::organisation})
            for (const Unit& unit : outline_.units)
                if (unit.kind == kind) visit(unit);
        return std::move(nodes_);
    }

private:
    void visit(const Unit& unit) {
        if (!visited_.insert(unit.id.text).second) return;
        for (const Unit& below : outline_.units)
            if (below.parent == unit.id) visit(below);
        std::vector<Child> objectives;
        for (const Objective& objective : unit.mission.objectives) {
            const NodeReading node = visit(unit, objective);
            objectives.push_back(child_from(node, objective.weight, objective.critical));
            nodes_.push_back(node);
        }
        for (const Child& child : contributions(unit, "vision"))
            objectives.push_back(child);
        for (const Child& child : contributions(unit, "mission"))
            objectives.push_back(child);
        nodes_.push_back(node_of(NodeReading::Kind::vision, unit.id.text, objectives));
    }

    NodeReading visit(const Unit& unit, const Objective& objective) {
        std::vector<Child> csfs;
        for (const Csf& csf : objective.csfs) {
            const NodeReading node =
                node_of(NodeReading::Kind::csf, csf.id.text, under_csf_[csf.id]);
            csfs.push_back(child_from(node, csf.weight, csf.critical));
            nodes_.push_back(node);
        }
        for (const Child& child : contributions(unit, objective.id.text))
            csfs.push_back(child);
        return node_of(NodeReading::Kind::objective, objective.id.text, csfs);
    }

    /// What the units below say they contribute to `to` of this unit.
    std::vector<Child> contributions(const Unit& unit, const std::string& to) const {
        std::vector<Child> children;
        for (const Unit& below : outline_.units) {
            if (below.parent != unit.id) continue;
            for (const Link& link : below.links) {
                if (link.kind != Link::Kind::contributes || link.to != to) continue;
                const bool whole = link.from == "vision" || link.from == "mission";
                const auto kind = whole ? NodeReading::Kind::vision : NodeReading::Kind::objective;
                const std::string& id = whole ? below.id.text : link.from;
                for (const NodeReading& node : nodes_)
                    if (node.kind == kind && node.id == id)
                        children.push_back(child_from(node, link.weight, false));
            }
        }
        return children;
    }

    const Outline& outline_;
    std::map<CsfId, std::vector<Child>> under_csf_;
    std::vector<NodeReading> nodes_;
    std::set<std::string> visited_;
};

}  // namespace

std::vector<NodeReading> roll_up(const Outline& outline, const std::vector<Reading>& readings) {
    return RollUp{outline, readings}.all();
}

}  // namespace waymark::server
