#pragma once

#include "wallboard/leads/answers.hpp"
#include "wallboard/leads/panel_view.hpp"
#include "wallboard/leads/place.hpp"
#include "wallboard/present/context.hpp"

namespace waymark::wallboard {

/// What presenting a panel needs.
struct Desk {
    Present& present;
    Answers& answers;
    const Place& place;
    Time own_now;
    std::optional<float> pointed;  ///< where on the chart the pointer is, 0..1
    std::string outdated;          ///< said above the rows: they are not of now, and why
};

// Each panel from the board and the server's pages as they are now.

/// The panel of the place's subject; a sentence where what it names is not there (any more).
/// `shown`: the scene on the wall.
PanelView present_panel(Desk& desk, const SceneId& shown);
ToolbarView present_toolbar(Desk& desk, const SceneId& shown);

PanelView kpi_panel(Desk& desk, const Kpi& kpi);
PanelView objective_panel(Desk& desk, const Unit& unit, const Objective& objective);
PanelView charter_panel(Desk& desk, const Unit& unit);
PanelView health_panel(Desk& desk);
PanelView lints_panel(Desk& desk);
/// How many of them are errors or warnings, as far as the server has told.
std::size_t findings_of(Desk& desk);
PanelView scenes_panel(Desk& desk, const SceneId& shown);
PanelView queues_panel(Desk& desk);
PanelView help_panel();

// Parts of them.

/// The rows of one tab; `problem` says what is missing.
std::vector<Row> why_rows(Desk& desk, const Kpi& kpi, std::string& problem);
std::vector<Row> definition_rows(Desk& desk, const Kpi& kpi, std::string& problem);
std::vector<Row> history_rows(Desk& desk, const Kpi& kpi, std::string& problem);
std::vector<Row> event_rows(Desk& desk, const Kpi& kpi, std::string& problem);
ChartView kpi_chart(Desk& desk, const Kpi& kpi);
/// How an objective or a vision stood, day by day.
ChartView node_chart(Desk& desk, NodeReading::Kind kind, const std::string& id);
/// An objective's line with those of all below it.
void add_objective(Desk& desk, const Objective& objective, int indent, std::vector<Row>& rows);

/// Why there is nothing; empty: there is something. Where that is old, it makes the desk outdated.
std::string problem_of(Desk& desk, const Page& page);

/// What people call a scene: its title, or what is written above it on the wall.
std::string title_of(const Scene& scene, const Words& words);

/// The queues that have readings, in their order.
std::vector<std::string> queues_of(const Board& board);
/// The board as one queue sees it: KPIs that are told of it, with its readings; the scenes without
/// the others.
Board board_of_queue(Board board, const std::string& queue);

}  // namespace waymark::wallboard
