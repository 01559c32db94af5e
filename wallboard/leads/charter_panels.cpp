#include <algorithm>

#include "wallboard/leads/panels.hpp"

namespace waymark::wallboard {
namespace {

/// One KPI below a CSF.
Row kpi_row(Desk& desk, const Kpi& kpi, int indent) {
    const ShownValue shown =
        shown_value(desk.present, kpi, find_reading(desk.present.board.readings, kpi.id));
    Row row{.kind = Row::Kind::item, .text = kpi.title, .value = shown.value.number};
    if (!shown.value.unit.empty()) row.value += " " + shown.value.unit;
    row.note = desk.present.format.target(kpi);
    row.sign = shown.state;
    row.indent = indent;
    row.about = {About::Kind::kpi, kpi.id.text};
    return row;
}

void add_csf(Desk& desk, const Csf& csf, int indent, std::vector<Row>& rows) {
    const auto* node = find_node(desk.present.board.readings, NodeReading::Kind::csf, csf.id.text);
    Row row{.kind = Row::Kind::item, .text = csf.title};
    row.note = hold_text(desk.present, node);
    row.sign = shown_node_state(desk.present, node);
    row.indent = indent;
    if (node && node->attainment) row.value = desk.present.format.percent(*node->attainment);
    rows.push_back(std::move(row));
    const std::size_t before = rows.size();
    for (const Kpi& kpi : desk.present.board.desk.kpis)
        if (std::ranges::find(kpi.supports, csf.id) != kpi.supports.end())
            rows.push_back(kpi_row(desk, kpi, indent + 1));
    if (rows.size() == before)
        rows.push_back({.kind = Row::Kind::text,
                        .text = "No KPI says how this stands: name it in a KPI's \"supports\".",
                        .indent = indent + 1});
}

std::string links_text(const Unit& unit, const Objective& objective) {
    std::string text;
    for (const Link& link : unit.links)
        if (link.from == objective.id.text && !link.how.empty())
            text += (text.empty() ? "" : " ") + link.how;
    return text.empty() ? unit.mission.purpose : text;
}

Row text_row(std::string text) {
    return {.kind = Row::Kind::text, .text = std::move(text)};
}

Row heading_row(std::string text) {
    return {.kind = Row::Kind::heading, .text = std::move(text)};
}

/// How it got there; while there is no course yet, a sentence instead of an empty chart.
void add_course(Desk& desk, NodeReading::Kind kind, const std::string& id, PanelView& view) {
    ChartView chart = node_chart(desk, kind, id);
    if (chart.lines.empty())
        view.rows.push_back(text_row(chart.nothing));
    else
        view.chart = std::move(chart);
}

}  // namespace

void add_objective(Desk& desk, const Objective& objective, int indent, std::vector<Row>& rows) {
    const ObjectiveView shown = present_objective(desk.present, objective);
    Row row{.kind = Row::Kind::item,
            .text = shown.title,
            .value = shown.percent,
            .note = shown.achieved};
    row.sign = shown.state;
    row.indent = indent;
    row.strong = true;
    row.bar = shown.attainment;
    row.about = {About::Kind::objective, objective.id.text};
    rows.push_back(std::move(row));
    for (const Csf& csf : objective.csfs)
        add_csf(desk, csf, indent + 1, rows);
}

PanelView objective_panel(Desk& desk, const Unit& unit, const Objective& objective) {
    const ObjectiveView shown = present_objective(desk.present, objective);
    const Words& words = desk.present.format.words();
    PanelView view;
    view.head = {shown.title,   shown.state, std::string{words.of(shown.state)},
                 shown.percent, "",          shown.achieved};
    add_course(desk, NodeReading::Kind::objective, objective.id.text, view);
    if (const std::string why = links_text(unit, objective); !why.empty()) {
        view.rows.push_back(heading_row(std::string{words.why}));
        view.rows.push_back(text_row(why));
    }
    view.rows.push_back(heading_row("What it needs"));
    for (const Csf& csf : objective.csfs)
        add_csf(desk, csf, 0, view.rows);
    if (objective.csfs.empty()) view.nothing = words.no_csfs;
    view.rows.push_back(heading_row("What it is part of"));
    view.rows.push_back({.kind = Row::Kind::item,
                         .text = unit.name,
                         .note = unit.vision.text,
                         .about = {About::Kind::unit, unit.id.text}});
    return view;
}

PanelView charter_panel(Desk& desk, const Unit& unit) {
    const Words& words = desk.present.format.words();
    PanelView view;
    view.head.title = unit.name;
    const auto* node =
        find_node(desk.present.board.readings, NodeReading::Kind::vision, unit.id.text);
    if (node) {
        view.head.sign = shown_node_state(desk.present, node);
        view.head.status = words.of(*view.head.sign);
        if (node->attainment) view.head.value = desk.present.format.percent(*node->attainment);
        add_course(desk, NodeReading::Kind::vision, unit.id.text, view);
    }
    view.rows.push_back(heading_row(std::string{words.vision}));
    view.rows.push_back(
        text_row(unit.vision.text.empty() ? std::string{words.no_vision} : unit.vision.text));
    if (!unit.mission.purpose.empty()) {
        view.rows.push_back(heading_row(std::string{words.mission}));
        view.rows.push_back(text_row(unit.mission.purpose));
    }
    view.rows.push_back(heading_row(std::string{words.objectives}));
    for (const Objective& objective : unit.mission.objectives)
        add_objective(desk, objective, 0, view.rows);
    if (unit.mission.objectives.empty()) view.nothing = words.no_objectives;
    const auto& units = desk.present.board.desk.units;
    if (units.size() > 1) view.rows.push_back(heading_row("Other units"));
    for (const Unit& other : units)
        if (other.id != unit.id)
            view.rows.push_back({.kind = Row::Kind::item,
                                 .text = other.name,
                                 .note = other.vision.headline,
                                 .about = {About::Kind::unit, other.id.text}});
    return view;
}

}  // namespace waymark::wallboard
