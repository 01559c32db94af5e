#include "wallboard/leads/panels.hpp"

#include <algorithm>
#include <utility>

#include "shared/model/freshness.hpp"

namespace waymark::wallboard {
namespace {

PanelView gone(std::string what) {
    PanelView view;
    view.head.title = "Not there";
    view.nothing = std::move(what);
    return view;
}

void add_tabs(const Desk& desk, PanelView& view) {
    constexpr std::pair<Tab, const char*> tabs[] = {{Tab::why, "Why this number"},
                                                    {Tab::definition, "Definition"},
                                                    {Tab::history, "History"},
                                                    {Tab::events, "Events"}};
    for (const auto& [tab, text] : tabs)
        view.tabs.push_back(
            {text, desk.place.tab == tab, {About::Kind::tab, std::string{name_of(tab)}}});
}

std::string head_note(const TileView& tile, const std::string& queue) {
    std::string note;
    const auto add = [&](const std::string& text) {
        if (!text.empty()) note += (note.empty() ? "" : "  ·  ") + text;
    };
    add(tile.target);
    add(tile.window);
    add(tile.opening);
    for (const Note& each : tile.notes)
        add(each.text);
    add(tile.age);
    if (!queue.empty()) add("queue " + queue);
    return note;
}

std::string counted(const char* what, std::size_t count) {
    return count == 0 ? what : std::string{what} + ": " + std::to_string(count);
}

/// Feeds that are late or silent, and problems of the desk.
std::size_t oddities(const Desk& desk) {
    const Board& board = desk.present.board;
    std::size_t count = board.readings.problems ? board.readings.problems->size() : 0;
    for (const Feed& feed : board.desk.feeds) {
        const FeedReading* reading = find_feed(board.readings, feed.id);
        const auto heard = reading ? reading->heard : std::nullopt;
        if (!feed.quiet_ok && freshness_of(feed, heard, desk.present.now) != Freshness::live)
            ++count;
    }
    return count;
}

}  // namespace

std::string problem_of(Desk& desk, const Page& page) {
    if (page.value && page.told && !page.problem.empty())
        desk.outdated = "As of " +
                        desk.present.format.age(std::max(desk.own_now - *page.told, Duration{0})) +
                        ": " + page.problem + ".";
    if (page.value) return {};
    return page.problem.empty() ? "Asking the server …" : "Nothing to show: " + page.problem + ".";
}

PanelView kpi_panel(Desk& desk, const Kpi& kpi) {
    const TileView tile = present_tile(desk.present, kpi);
    PanelView view;
    view.head = {tile.title, tile.state, tile.status,
                 tile.value, tile.unit,  head_note(tile, desk.place.queue)};
    add_tabs(desk, view);
    switch (desk.place.tab) {
        case Tab::why:
            view.chart = kpi_chart(desk, kpi);
            view.rows = why_rows(desk, kpi, view.nothing);
            break;
        case Tab::definition:
            view.rows = definition_rows(desk, kpi, view.nothing);
            break;
        case Tab::history:
            view.chart = kpi_chart(desk, kpi);
            view.chart_first = true;
            view.rows = history_rows(desk, kpi, view.nothing);
            break;
        case Tab::events:
            view.rows = event_rows(desk, kpi, view.nothing);
            break;
    }
    return view;
}

namespace {

PanelView panel_of(Desk& desk, const SceneId& shown) {
    const Outline& outline = desk.present.board.desk;
    const std::string& id = desk.place.subject.id;
    switch (desk.place.subject.panel) {
        case Panel::kpi: {
            const auto kpi = std::ranges::find(outline.kpis, KpiId{id}, &Kpi::id);
            return kpi == outline.kpis.end() ? gone("The desk has no KPI " + id + ".")
                                             : kpi_panel(desk, *kpi);
        }
        case Panel::objective:
            for (const Unit& unit : outline.units)
                for (const Objective& objective : unit.mission.objectives)
                    if (objective.id.text == id) return objective_panel(desk, unit, objective);
            return gone("The desk has no objective " + id + ".");
        case Panel::charter: {
            const auto unit = std::ranges::find(outline.units, UnitId{id}, &Unit::id);
            if (unit != outline.units.end()) return charter_panel(desk, *unit);
            const Unit* own = desk_unit(outline);
            return own ? charter_panel(desk, *own)
                       : gone("The desk has no statements yet: write charter.json.");
        }
        case Panel::health:
            return health_panel(desk);
        case Panel::lints:
            return lints_panel(desk);
        case Panel::scenes:
            return scenes_panel(desk, shown);
        case Panel::queues:
            return queues_panel(desk);
        case Panel::help:
        case Panel::none:
            break;
    }
    return help_panel();
}

}  // namespace

PanelView present_panel(Desk& desk, const SceneId& shown) {
    PanelView view = panel_of(desk, shown);
    if (!desk.outdated.empty())
        view.rows.insert(view.rows.begin(), {.kind = Row::Kind::text, .text = desk.outdated});
    return view;
}

ToolbarView present_toolbar(Desk& desk, const SceneId& shown) {
    const Outline& outline = desk.present.board.desk;
    const Panel open = desk.place.subject.panel;
    const auto button = [&](std::string text, Panel panel) {
        return Choice{
            std::move(text), open == panel, {About::Kind::panel, std::string{name_of(panel)}}};
    };
    const auto scene = std::ranges::find(outline.scenes, shown, &Scene::id);
    const std::string name = scene == outline.scenes.end()
                                 ? std::string{}
                                 : title_of(*scene, desk.present.format.words());
    ToolbarView view;
    view.left.push_back(
        button((desk.place.scene.empty() ? "Turning: " : "Scene: ") + name, Panel::scenes));
    if (!queues_of(desk.present.board).empty() || !desk.place.queue.empty())
        view.left.push_back(button(
            "Queue: " + (desk.place.queue.empty() ? "all" : desk.place.queue), Panel::queues));
    view.right.push_back(button("Objectives", Panel::charter));
    view.right.push_back(button(counted("Data health", oddities(desk)), Panel::health));
    view.right.push_back(button(counted("Findings", findings_of(desk)), Panel::lints));
    view.right.push_back(button("Help", Panel::help));
    return view;
}

std::string title_of(const Scene& scene, const Words& words) {
    if (!scene.title.empty()) return scene.title;
    switch (scene.kind) {
        case SceneKind::cascade:
            return std::string{words.cascade};
        case SceneKind::queues:
            return std::string{words.queues};
        case SceneKind::roadmap:
            return std::string{words.roadmap};
        default:
            return scene.id.text;
    }
}

std::vector<std::string> queues_of(const Board& board) {
    std::vector<std::string> names;
    for (const QueueReading& each : board.readings.queues)
        if (names.empty() || names.back() != each.queue) names.push_back(each.queue);
    return names;
}

Board board_of_queue(Board board, const std::string& queue) {
    const auto reading_of = [&](const KpiId& kpi) {
        return find_queue(board.readings, queue, kpi);
    };
    std::erase_if(board.desk.kpis, [&](const Kpi& kpi) { return !reading_of(kpi.id); });
    for (Scene& scene : board.desk.scenes) {
        std::erase_if(scene.kpis, [&](const KpiId& kpi) { return !reading_of(kpi); });
        // Beside one queue there is nothing to compare.
        if (scene.kind == SceneKind::queues) scene.kind = SceneKind::numbers;
    }
    for (Screen& screen : board.desk.screens)
        std::erase_if(screen.pinned, [&](const KpiId& kpi) { return !reading_of(kpi); });
    board.series.clear();
    board.readings.kpis.clear();
    for (const QueueReading& each : board.readings.queues)
        if (each.queue == queue) board.readings.kpis.push_back(each.reading);
    board.desk.place = "queue " + queue;
    return board;
}

}  // namespace waymark::wallboard
