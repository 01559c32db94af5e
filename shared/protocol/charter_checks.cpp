#include <algorithm>
#include <map>

#include "shared/protocol/desk_checks.hpp"

namespace waymark {
namespace {

constexpr std::string_view file = "charter.json";

std::string unit_at(std::size_t unit) {
    return "/units/" + std::to_string(unit);
}

std::string objective_at(std::size_t unit, std::size_t objective) {
    return unit_at(unit) + "/mission/objectives/" + std::to_string(objective);
}

class CharterCheck {
public:
    CharterCheck(const std::vector<Unit>& units, std::vector<Problem>& problems)
        : units_(units), problems_(problems) {}

    void run() {
        check_ids();
        check_kinds();
        for (std::size_t u = 0; u < units_.size(); ++u) {
            check_parent(u);
            check_links(u);
            check_objectives(u);
        }
    }

private:
    void note(std::string pointer, std::string value, std::string allowed) {
        problems_.push_back(
            {std::string{file}, std::move(pointer), std::move(value), std::move(allowed)});
    }

    const Unit* find(const UnitId& id) const {
        const auto found = std::ranges::find(units_, id, &Unit::id);
        return found == units_.end() ? nullptr : &*found;
    }

    using Places = std::map<std::string_view, std::string>;
    void take_id(Places& taken, std::string_view id, const std::string& pointer) {
        if (id.empty()) return;
        const auto [known, is_new] = taken.emplace(id, pointer);
        if (!is_new)
            note(pointer, in_quotes(id),
                 "stands at " + known->second + " already; every id is its own");
    }

    void check_ids() {
        Places units, objectives, csfs;
        for (std::size_t u = 0; u < units_.size(); ++u) {
            take_id(units, units_[u].id.text, unit_at(u) + "/id");
            for (std::size_t o = 0; o < units_[u].mission.objectives.size(); ++o) {
                const Objective& objective = units_[u].mission.objectives[o];
                const std::string place = objective_at(u, o);
                take_id(objectives, objective.id.text, place + "/id");
                for (std::size_t c = 0; c < objective.csfs.size(); ++c)
                    take_id(csfs, objective.csfs[c].id.text,
                            place + "/csfs/" + std::to_string(c) + "/id");
            }
        }
    }

    void check_kinds() {
        const auto desks = std::ranges::count(units_, UnitKind::desk, &Unit::kind);
        if (!units_.empty() && desks != 1)
            note("/units", "",
                 "hold " + std::to_string(desks) +
                     " units of kind \"desk\"; exactly one is allowed");
        std::size_t roots = 0;
        for (std::size_t u = 0; u < units_.size(); ++u)
            if (!units_[u].parent && ++roots == 2)
                note(unit_at(u), in_quotes(units_[u].id.text),
                     "has no \"parent\", and is not the first without one; only one unit stands at "
                     "the top");
    }

    void check_parent(std::size_t u) {
        const Unit& unit = units_[u];
        if (!unit.parent || unit.parent->empty()) return;
        const std::string pointer = unit_at(u) + "/parent";
        const Unit* parent = find(*unit.parent);
        if (parent == nullptr) {
            std::vector<std::string_view> others;
            for (const Unit& other : units_)
                if (&other != &unit && !other.id.empty()) others.emplace_back(other.id.text);
            note(pointer, in_quotes(unit.parent->text),
                 "is no unit of this file; " + suggestion(unit.parent->text, others));
            return;
        }
        const Unit* above = parent;
        for (std::size_t steps = 0; above != nullptr && above != &unit && steps < units_.size();
             ++steps)
            above = above->parent ? find(*above->parent) : nullptr;
        if (above == &unit)
            note(pointer, in_quotes(unit.parent->text),
                 "leads back to this unit; the units stand in a tree");
        else if (parent->kind > unit.kind || parent->kind == UnitKind::desk)
            note(pointer, in_quotes(unit.parent->text),
                 "is a " + std::string{name_of(parent->kind)} + ", which can't be above a " +
                     std::string{name_of(unit.kind)});
        if (unit.links.empty())
            note(unit_at(u), in_quotes(unit.id.text),
                 "is not aligned: it has no link to its parent; at least one is needed in "
                 "\"links\"");
    }

    /// What a link may name of a unit.
    static std::vector<std::string_view> elements(const Unit& unit) {
        std::vector<std::string_view> names{"vision", "mission"};
        for (const Objective& objective : unit.mission.objectives)
            if (!objective.id.empty()) names.emplace_back(objective.id.text);
        return names;
    }

    void check_end(const Link& link, const std::string& name, const Unit& unit,
                   const std::string& pointer, std::string_view whose) {
        if (name.empty()) return;
        const auto names = elements(unit);
        if (std::ranges::find(names, name) == names.end())
            note(pointer, in_quotes(name),
                 "is nothing of " + std::string{whose} + "; " + suggestion(name, names));
        else if (name == "mission" && link.kind == Link::Kind::contributes)
            note(pointer, in_quotes(name),
                 "has no number to contribute; allowed are \"vision\" and the objectives");
    }

    void check_links(std::size_t u) {
        const Unit& unit = units_[u];
        if (!unit.parent) {
            if (!unit.links.empty())
                note(unit_at(u) + "/links", "",
                     "lead nowhere: the unit has no \"parent\"; allowed is an empty list");
            return;
        }
        const Unit* parent = find(*unit.parent);
        for (std::size_t l = 0; l < unit.links.size(); ++l) {
            const Link& link = unit.links[l];
            const std::string pointer = unit_at(u) + "/links/" + std::to_string(l);
            check_end(link, link.from, unit, pointer + "/from", "this unit");
            if (parent != nullptr)
                check_end(link, link.to, *parent, pointer + "/to",
                          "the parent " + in_quotes(parent->id.text));
        }
    }

    void check_objectives(std::size_t u) {
        if (units_[u].kind != UnitKind::desk) return;
        for (std::size_t o = 0; o < units_[u].mission.objectives.size(); ++o) {
            const Objective& objective = units_[u].mission.objectives[o];
            if (objective.csfs.empty() && !objective.id.empty())
                note(objective_at(u, o), in_quotes(objective.id.text),
                     "has no CSF; an objective of the desk needs at least one in \"csfs\"");
        }
    }

    const std::vector<Unit>& units_;
    std::vector<Problem>& problems_;
};

}  // namespace

void check_charter(const std::vector<Unit>& units, std::vector<Problem>& problems) {
    CharterCheck{units, problems}.run();
}

}  // namespace waymark
