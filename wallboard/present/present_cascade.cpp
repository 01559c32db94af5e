#include <algorithm>

#include "wallboard/present/context.hpp"

namespace waymark::wallboard {
namespace {

const Unit* parent_of(const Outline& desk, const Unit& unit) {
    if (!unit.parent) return nullptr;
    const auto parent = std::ranges::find(desk.units, *unit.parent, &Unit::id);
    return parent == desk.units.end() ? nullptr : &*parent;
}

/// The desk's unit after those above it.
std::vector<const Unit*> line_of(const Outline& desk) {
    std::vector<const Unit*> line;
    for (const Unit* unit = desk_unit(desk); unit && line.size() < desk.units.size();
         unit = parent_of(desk, *unit))
        line.insert(line.begin(), unit);
    return line;
}

CascadeNode node_of(const Present& present, CascadeNode::Kind kind, std::string title,
                    std::string label, const NodeReading* reading) {
    CascadeNode node{.kind = kind, .title = std::move(title), .label = std::move(label)};
    if (kind == CascadeNode::Kind::mission) return node;
    node.state = shown_node_state(present, reading);
    node.percent = "–";
    if (reading && reading->attainment) {
        node.attainment = static_cast<float>(std::clamp(*reading->attainment, 0.0, 1.0));
        node.percent = present.format.percent(*node.attainment);
    }
    return node;
}

CascadeLevel level_of(const Present& present, const Unit& unit) {
    using Kind = CascadeNode::Kind;
    const Words& words = present.format.words();
    const Readings& readings = present.board.readings;
    CascadeLevel level;
    level.kind = words.unit_kinds[static_cast<std::size_t>(unit.kind)];
    level.name = unit.name;
    const Vision& vision = unit.vision;
    level.nodes.push_back(node_of(present, Kind::vision,
                                  !vision.headline.empty() ? vision.headline
                                  : !vision.text.empty()   ? vision.text
                                                           : std::string{words.no_vision},
                                  "",
                                  find_node(readings, NodeReading::Kind::vision, unit.id.text)));
    if (!unit.mission.purpose.empty())
        level.nodes.push_back(node_of(present, Kind::mission, unit.mission.purpose,
                                      std::string{words.mission}, nullptr));
    for (const Objective& objective : unit.mission.objectives)
        level.nodes.push_back(
            node_of(present, Kind::objective, objective.title, objective.label,
                    find_node(readings, NodeReading::Kind::objective, objective.id.text)));
    for (std::size_t i = 0; i < level.nodes.size(); ++i) {
        const std::size_t statements = level.nodes.size() - unit.mission.objectives.size();
        level.nodes[i].about =
            i < statements
                ? About{About::Kind::unit, unit.id.text}
                : About{About::Kind::objective, unit.mission.objectives[i - statements].id.text};
    }
    if (unit.mission.objectives.empty()) level.nothing = words.no_objectives;
    return level;
}

/// Where the end of a link is among its unit's nodes; a mission nobody wrote is part of the vision.
std::optional<std::size_t> place_of(const Unit& unit, const std::string& end) {
    const bool mission = !unit.mission.purpose.empty();
    if (end == "vision") return 0;
    if (end == "mission") return mission ? 1 : 0;
    const auto& objectives = unit.mission.objectives;
    const auto found = std::ranges::find(objectives, ObjectiveId{end}, &Objective::id);
    if (found == objectives.end()) return std::nullopt;
    return static_cast<std::size_t>(found - objectives.begin()) + (mission ? 2 : 1);
}

}  // namespace

CascadeView present_cascade(Present& present, const Scene& scene) {
    const Words& words = present.format.words();
    CascadeView view;
    view.heading = scene.title.empty() ? std::string{words.cascade} : scene.title;
    const auto line = line_of(present.board.desk);
    if (line.empty()) view.nothing = words.no_units;
    for (std::size_t i = 0; i < line.size(); ++i) {
        view.levels.push_back(level_of(present, *line[i]));
        if (i == 0) continue;
        for (const Link& link : line[i]->links) {
            const auto from = place_of(*line[i], link.from);
            const auto to = place_of(*line[i - 1], link.to);
            if (from && to)
                view.levels.back().links.push_back(
                    {*from, *to, link.kind == Link::Kind::contributes, link.how});
        }
    }
    return view;
}

}  // namespace waymark::wallboard
