#include "server/kpi/judge/roll_up.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace waymark::server {
namespace {

constexpr double on_target_from = 0.9;
constexpr double at_risk_from = 0.6;
constexpr double least_coverage = 0.6;
constexpr double rounding = 1e-9;  // of sums that ought to meet one of the above

struct Child {
    State state = State::unknown;
    std::optional<double> attainment;
    std::optional<double> progress;
    double weight = 1;
    bool critical = false;
    bool partial = false;
    bool achieved = false;
};

/// A weighted mean that is the same, to the last digit, in whatever order its parts come.
class Mean {
public:
    void add(double value, double weight) {
        const std::pair part{weight, value * weight};
        parts_.insert(std::ranges::upper_bound(parts_, part), part);
    }
    double weight() const { return sum(&Part::first); }
    /// Nothing of nothing.
    std::optional<double> value() const {
        if (parts_.empty()) return std::nullopt;
        return std::clamp(sum(&Part::second) / weight(), 0.0, 1.0);
    }

private:
    using Part = std::pair<double, double>;

    double sum(double Part::*of) const {
        return std::accumulate(parts_.begin(), parts_.end(), 0.0,
                               [of](double so_far, const Part& part) { return so_far + part.*of; });
    }

    std::vector<Part> parts_;  // sorted
};

State capped(double attainment, const std::vector<Child>& children) {
    State state = attainment >= on_target_from - rounding ? State::on_target
                  : attainment >= at_risk_from - rounding ? State::at_risk
                                                          : State::off_target;
    for (const Child& child : children) {
        if (child.state == State::off_target)
            state = worse_of(state, child.critical ? State::off_target : State::at_risk);
        else if (child.critical && !child.attainment)
            state = worse_of(state, State::at_risk);
    }
    return state;
}

bool has_weight(const Child& child) {
    return child.weight > 0 && std::isfinite(child.weight);
}

NodeReading node_of(NodeReading::Kind kind, std::string id, const std::vector<Child>& children) {
    NodeReading node{.kind = kind, .id = std::move(id)};
    Mean known, all, progress;
    for (const Child& child : children) {
        ++node.children;
        if (child.achieved) ++node.achieved;
        all.add(0, child.weight);
        if (child.progress) progress.add(*child.progress, child.weight);
        if (child.attainment) known.add(*child.attainment, child.weight);
    }
    node.progress = progress.value();
    const double coverage = all.weight() > 0 ? known.weight() / all.weight() : 0;
    if (coverage < least_coverage - rounding) return node;
    node.attainment = known.value();
    node.state = capped(*node.attainment, children);
    node.partial = std::ranges::any_of(
        children, [](const Child& child) { return child.partial || !child.attainment; });
    return node;
}

Child child_from(const Reading& reading, double weight, bool critical) {
    const bool known = is_judged(reading.state) && reading.attainment.has_value() &&
                       std::isfinite(*reading.attainment);
    return {.state = reading.state,
            .attainment = known ? reading.attainment : std::nullopt,
            .weight = weight,
            .critical = critical,
            .achieved = reading.state == State::on_target};
}

Child child_from(const NodeReading& node, double weight, bool critical) {
    return {.state = node.state,
            .attainment = node.attainment,
            .progress = node.progress,
            .weight = weight,
            .critical = critical,
            .partial = node.partial,
            .achieved = node.progress && *node.progress >= 1 - rounding};
}

void take(std::vector<Child>& children, const Child& child) {
    if (has_weight(child)) children.push_back(child);
}

/// A CSF's progress is its own: it does not follow from that of its KPIs.
void hold(NodeReading& node, const std::optional<HoldReading>& reading) {
    node.progress = node.state == State::on_target ? 1 : 0;
    if (!reading) return;
    node.held = reading->held;
    node.needed = reading->needed;
    node.progress = std::min(1.0, static_cast<double>(reading->held) / reading->needed);
}

/// Goes up the cascade: every unit after the units below it.
class RollUp {
public:
    RollUp(const Outline& outline, const std::vector<Reading>& readings, const Holds& holds)
        : outline_(outline), holds_(holds) {
        std::unordered_map<KpiId, const Reading*> by_kpi;
        for (const Reading& reading : readings)
            by_kpi.emplace(reading.kpi, &reading);
        for (const Kpi& kpi : outline.kpis) {
            const auto reading = by_kpi.find(kpi.id);
            if (reading == by_kpi.end() || reading->second->state == State::no_target) continue;
            const double weight = kpi.weight / static_cast<double>(kpi.supports.size());
            for (const CsfId& csf : kpi.supports)
                take(under_csf_[csf], child_from(*reading->second, weight, kpi.critical));
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
            take(objectives, child_from(node, objective.weight, objective.critical));
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
            NodeReading node = node_of(NodeReading::Kind::csf, csf.id.text, under_csf_[csf.id]);
            hold(node, holds_.of(csf));
            take(csfs, child_from(node, csf.weight, csf.critical));
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
                        take(children, child_from(node, link.weight, false));
            }
        }
        return children;
    }

    const Outline& outline_;
    const Holds& holds_;
    std::map<CsfId, std::vector<Child>> under_csf_;
    std::vector<NodeReading> nodes_;
    std::set<std::string> visited_;
};

}  // namespace

std::vector<NodeReading> roll_up(const Outline& outline, const std::vector<Reading>& readings,
                                 const Holds& holds) {
    return RollUp{outline, readings, holds}.all();
}

}  // namespace waymark::server
