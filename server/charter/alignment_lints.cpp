#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "server/charter/lint_rooms.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

/// More are neither remembered nor legible on the cascade.
constexpr std::size_t most_objectives = 5;

class AlignmentLints {
public:
    AlignmentLints(const Outline& desk, LintList& list) : desk_(desk), list_(list) {
        for (const Kpi& kpi : desk.kpis)
            measured_csfs_.insert(kpi.supports.begin(), kpi.supports.end());
        for (const Unit& unit : desk.units)
            units_.emplace(unit.id, &unit);
    }

    void run() {
        find_measured();
        for (const Unit& unit : desk_.units) {
            if (unit.parent)
                lint_links(unit);
            else if (unit.kind != UnitKind::organisation)
                list_.add("no-organisation", about(unit),
                          "Nothing stands above it; put the organisation's vision and mission "
                          "there, and say how this unit helps.");
            lint_objectives(unit);
        }
    }

private:
    std::string parent_of(const Unit& unit) const {
        const auto parent = units_.find(*unit.parent);
        return in_quotes(parent == units_.end() ? unit.parent->text : parent->second->name);
    }

    void lint_links(const Unit& unit) {
        const auto leads_from = [&](std::string_view end) {
            return std::ranges::find(unit.links, end, &Link::from) != unit.links.end();
        };
        if (!unit.vision.text.empty() && !leads_from("vision"))
            list_.add("vision-not-aligned", about(unit),
                      "The vision is not linked to " + parent_of(unit) +
                          "; add a link from \"vision\" that says how it helps there.");
        bool mission = leads_from("mission");
        for (const Objective& objective : unit.mission.objectives) {
            const bool linked = leads_from(objective.id.text);
            mission = mission || linked;
            if (!linked)
                list_.add("objective-not-linked", about(objective),
                          "It is linked to nothing of " + parent_of(unit) +
                              "; add a link that says how it helps there.");
        }
        if (!mission)
            list_.add("mission-not-aligned", about(unit),
                      "The mission is not linked to " + parent_of(unit) +
                          "; add a link from \"mission\" or an objective that says how it helps "
                          "there.");
    }

    void lint_objectives(const Unit& unit) {
        const auto& objectives = unit.mission.objectives;
        if (objectives.size() > most_objectives)
            list_.add("many-objectives", about(unit),
                      "It has " + std::to_string(objectives.size()) + " objectives; choose the " +
                          std::to_string(most_objectives) + " that matter most.");
        for (const Objective& objective : objectives)
            if (!measured_.contains(objective.id))
                list_.add("objective-not-measured", about(objective),
                          "No number says how it is going; have an objective of a unit below "
                          "contribute to it, or give it a CSF with KPIs.");
    }

    bool has_measured_csf(const Objective& objective) const {
        return std::ranges::any_of(objective.csfs,
                                   [&](const Csf& csf) { return measured_csfs_.contains(csf.id); });
    }

    bool is_measured(const Unit& unit, std::string_view end) const {
        if (end != "vision") return measured_.contains(ObjectiveId{std::string{end}});
        return measured_visions_.contains(unit.id);
    }

    void take(const Unit& unit, std::string_view end) {
        if (end == "vision" || end == "mission")
            measured_visions_.insert(unit.id);
        else
            measured_.insert(ObjectiveId{std::string{end}});
    }

    /// What has a CSF of its own, and what measured things below contribute to, up to the top.
    void find_measured() {
        for (const Unit& unit : desk_.units)
            for (const Objective& objective : unit.mission.objectives)
                if (has_measured_csf(objective)) take(unit, objective.id.text);
        // Each round goes up at least one level; there are no more levels than units.
        for (std::size_t round = 0; round <= desk_.units.size(); ++round) {
            const auto before = measured_.size() + measured_visions_.size();
            for (const Unit& unit : desk_.units)
                go_up(unit);
            if (measured_.size() + measured_visions_.size() == before) return;
        }
    }

    void go_up(const Unit& unit) {
        for (const Objective& objective : unit.mission.objectives)
            if (measured_.contains(objective.id)) take(unit, "vision");
        if (!unit.parent) return;
        const auto parent = units_.find(*unit.parent);
        if (parent == units_.end()) return;
        for (const Link& link : unit.links)
            if (link.kind == Link::Kind::contributes && is_measured(unit, link.from))
                take(*parent->second, link.to);
    }

    const Outline& desk_;
    LintList& list_;
    std::map<UnitId, const Unit*> units_;
    std::set<CsfId> measured_csfs_;
    std::set<ObjectiveId> measured_;
    std::set<UnitId> measured_visions_;
};

}  // namespace

void lint_alignment(const Outline& desk, LintList& list) {
    AlignmentLints{desk, list}.run();
}

}  // namespace waymark::server
