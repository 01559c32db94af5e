#include <algorithm>
#include <ranges>

#include "wallboard/present/context.hpp"

namespace waymark::wallboard {
namespace {

QueueCell cell_of(Present& present, const Kpi& kpi, const Reading* reading) {
    if (!reading) return {};
    const ShownValue shown = shown_value(present, kpi, reading);
    QueueCell cell{shown.state, shown.value.number, shown.value.unit, ""};
    if (!is_judged(shown.state) && shown.state != State::no_target)
        cell.word = present.format.words().of(shown.state);
    return cell;
}

/// How much a queue wants to be looked at: those off target first, then those at risk.
std::pair<std::ptrdiff_t, std::ptrdiff_t> trouble(const QueueRow& row) {
    const auto count = [&](State state) {
        return std::ranges::count(row.cells, state, &QueueCell::state);
    };
    return {-count(State::off_target), -count(State::at_risk)};
}

std::vector<std::string> queue_names(const Board& board, const std::vector<const Kpi*>& kpis) {
    std::vector<std::string> names;
    for (const QueueReading& each : board.readings.queues) {
        const auto shown = [&](const Kpi* kpi) { return kpi->id == each.reading.kpi; };
        if (std::ranges::any_of(kpis, shown) && (names.empty() || names.back() != each.queue))
            names.push_back(each.queue);
    }
    return names;
}

}  // namespace

QueuesView present_queues(Present& present, const Scene& scene) {
    const Words& words = present.format.words();
    const Board& board = present.board;
    std::vector<const Kpi*> kpis;
    for (const KpiId& id : scene.kpis)
        if (const auto kpi = std::ranges::find(board.desk.kpis, id, &Kpi::id);
            kpi != board.desk.kpis.end())
            kpis.push_back(&*kpi);
    QueuesView view;
    view.heading = scene.title.empty() ? std::string{words.queues} : scene.title;
    view.all.name = words.all_queues;
    for (const Kpi* kpi : kpis) {
        view.columns.push_back({kpi->title, present.format.target(*kpi), kpi->id});
        view.all.cells.push_back(cell_of(present, *kpi, find_reading(board.readings, kpi->id)));
    }
    for (const std::string& name : queue_names(board, kpis)) {
        QueueRow row{name, {}};
        for (const Kpi* kpi : kpis) {
            const QueueReading* reading = find_queue(board.readings, name, kpi->id);
            row.cells.push_back(cell_of(present, *kpi, reading ? &reading->reading : nullptr));
        }
        view.rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(view.rows, {}, trouble);
    if (kpis.empty())
        view.nothing = words.no_kpis;
    else if (view.rows.empty())
        view.nothing = words.no_queues;
    return view;
}

}  // namespace waymark::wallboard
