#include <algorithm>

#include "wallboard/present/context.hpp"
#include "wallboard/present/memory.hpp"

namespace waymark::wallboard {
namespace {

CsfView present_csf(Present& present, const Csf& csf) {
    const auto* node = find_node(present.board.readings, NodeReading::Kind::csf, csf.id.text);
    CsfView view{
        csf.title, shown_node_state(present, node), {}, csf.label, hold_text(present, node)};
    for (const Kpi& kpi : present.board.desk.kpis)
        if (std::ranges::find(kpi.supports, csf.id) != kpi.supports.end())
            view.kpis.push_back(shown_state(present, kpi));
    return view;
}

std::string achieved_text(const Present& present, const NodeReading* node) {
    if (!node || node->children == 0) return {};
    return fill(present.format.words().achieved,
                {std::to_string(node->achieved), std::to_string(node->children)});
}

}  // namespace

State shown_node_state(const Present& present, const NodeReading* node) {
    if (!present.online) return State::stale;
    return node ? node->state : State::unknown;
}

std::string hold_text(const Present& present, const NodeReading* csf) {
    if (!csf || !csf->held || !csf->needed) return {};
    return fill(present.format.words().held_days,
                {std::to_string(std::min(*csf->held, *csf->needed)), std::to_string(*csf->needed)});
}

const Unit* desk_unit(const Outline& desk) {
    const auto unit = std::ranges::find(desk.units, UnitKind::desk, &Unit::kind);
    return unit == desk.units.end() ? nullptr : &*unit;
}

ObjectiveView present_objective(Present& present, const Objective& objective) {
    const auto* node =
        find_node(present.board.readings, NodeReading::Kind::objective, objective.id.text);
    ObjectiveView view;
    view.about = {About::Kind::objective, objective.id.text};
    view.title = objective.title;
    view.label = objective.label;
    view.state = shown_node_state(present, node);
    view.percent = "–";
    if (node && node->attainment) {
        view.attainment = static_cast<float>(std::clamp(*node->attainment, 0.0, 1.0));
        view.percent = present.format.percent(*view.attainment);
    }
    view.achieved = achieved_text(present, node);
    view.partial = node && node->partial && present.online;
    for (const Csf& csf : objective.csfs)
        view.csfs.push_back(present_csf(present, csf));
    if (view.csfs.size() == 1 && !view.csfs[0].hold.empty()) view.achieved = view.csfs[0].hold;
    return view;
}

StatementView present_vision(Present& present) {
    const Words& words = present.format.words();
    StatementView vision{std::string{words.vision}, std::string{words.no_vision}, true, {}, {}, {}};
    const Unit* unit = desk_unit(present.board.desk);
    if (unit) vision.about = {About::Kind::unit, unit->id.text};
    if (!unit || unit->vision.text.empty()) return vision;
    vision.text = unit->vision.text;
    const auto* node = find_node(present.board.readings, NodeReading::Kind::vision, unit->id.text);
    vision.state = shown_node_state(present, node);
    if (node && node->attainment)
        vision.percent = present.format.percent(std::clamp(*node->attainment, 0.0, 1.0));
    return vision;
}

std::vector<ObjectiveView> present_objectives(Present& present, const Unit& unit) {
    std::vector<ObjectiveView> views;
    for (const Objective& objective : unit.mission.objectives)
        views.push_back(present_objective(present, objective));
    return views;
}

CharterView present_charter(Present& present) {
    const Words& words = present.format.words();
    CharterView view;
    view.vision = present_vision(present);
    view.objectives_label = words.objectives;
    const Unit* unit = desk_unit(present.board.desk);
    if (!unit) return view;
    view.headline = unit->vision.headline;
    view.mission.label = words.mission;
    view.mission.text = unit->mission.purpose;
    view.mission.about = view.vision.about;
    view.objectives_achieved = achieved_text(
        present, find_node(present.board.readings, NodeReading::Kind::vision, unit->id.text));
    view.objectives = present.memory
                          ? present.memory->objectives(present, *unit)
                          : SharedList<ObjectiveView>(present_objectives(present, *unit));
    return view;
}

}  // namespace waymark::wallboard
