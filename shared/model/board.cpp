#include "shared/model/board.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace waymark {
namespace {

const KpiId& key(const Reading& reading) {
    return reading.kpi;
}
const FeedId& key(const FeedReading& reading) {
    return reading.feed;
}
std::pair<NodeReading::Kind, std::string_view> key(const NodeReading& reading) {
    return {reading.kind, reading.id};
}
std::pair<std::string_view, std::string_view> key(const QueueReading& reading) {
    return {reading.queue, reading.reading.kpi.text};
}

template <class List, class Key>
auto find_by_key(List& list, const Key& wanted) {
    return std::ranges::find_if(list, [&](const auto& item) { return key(item) == wanted; });
}

template <class Item>
void replace_all(std::vector<Item>& board, const std::vector<Item>& changed) {
    for (const Item& item : changed) {
        const auto found = find_by_key(board, key(item));
        if (found == board.end())
            board.push_back(item);
        else
            *found = item;
    }
}

auto place_of(auto& queues, std::pair<std::string_view, std::string_view> wanted) {
    return std::ranges::lower_bound(queues, wanted, {},
                                    [](const QueueReading& known) { return key(known); });
}

/// The readings of queues stay in their order, whenever a queue came.
void replace_queues(std::vector<QueueReading>& board, const Readings& changed) {
    std::erase_if(board, [&](const QueueReading& reading) {
        return std::ranges::find(changed.gone_queues, reading.queue) != changed.gone_queues.end();
    });
    for (const QueueReading& reading : changed.queues) {
        const auto at = place_of(board, key(reading));
        if (at != board.end() && key(*at) == key(reading))
            *at = reading;
        else
            board.insert(at, reading);
    }
}

/// Queues of which a reading is in `earlier` only. Both lists are in order.
std::vector<std::string> queues_that_lost(const std::vector<QueueReading>& earlier,
                                          const std::vector<QueueReading>& later) {
    std::vector<std::string> lost;
    for (const QueueReading& reading : earlier) {
        if (!lost.empty() && lost.back() == reading.queue) continue;
        const auto at = place_of(later, key(reading));
        if (at == later.end() || key(*at) != key(reading)) lost.push_back(reading.queue);
    }
    return lost;
}

/// One that lost a reading goes, and comes again with those it has.
void put_queues(Readings& changed, const Readings& earlier, const Readings& later) {
    changed.gone_queues = queues_that_lost(earlier.queues, later.queues);
    for (std::size_t i = 0; i < later.queues.size(); ++i) {
        const QueueReading& reading = later.queues[i];
        const auto comes_again = [&] {
            return std::ranges::find(changed.gone_queues, reading.queue) !=
                   changed.gone_queues.end();
        };
        const auto known = [&] {
            if (i < earlier.queues.size() && earlier.queues[i] == reading) return true;
            const QueueReading* before = find_queue(earlier, reading.queue, reading.reading.kpi);
            return before != nullptr && *before == reading;
        };
        if (!known() || comes_again()) changed.queues.push_back(reading);
    }
}

template <class Item>
std::vector<Item> changed_items(const std::vector<Item>& earlier, const std::vector<Item>& later) {
    std::vector<Item> changed;
    for (std::size_t i = 0; i < later.size(); ++i) {
        // Both lists are nearly always in the same order.
        if (i < earlier.size() && earlier[i] == later[i]) continue;
        const auto before = find_by_key(earlier, key(later[i]));
        if (before == earlier.end() || *before != later[i]) changed.push_back(later[i]);
    }
    return changed;
}

template <class Item, class Key>
const Item* find_item(const std::vector<Item>& list, const Key& wanted) {
    const auto found = find_by_key(list, wanted);
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

bool apply(Board& board, const Delta& delta) {
    if (delta.position.epoch != board.position.epoch) return false;
    replace_all(board.readings.kpis, delta.readings.kpis);
    replace_all(board.readings.nodes, delta.readings.nodes);
    replace_all(board.readings.feeds, delta.readings.feeds);
    replace_queues(board.readings.queues, delta.readings);
    if (delta.readings.problems) board.readings.problems = delta.readings.problems;
    if (delta.readings.annotations) board.readings.annotations = delta.readings.annotations;
    if (delta.readings.milestones) board.readings.milestones = delta.readings.milestones;
    board.position.sequence = std::max(board.position.sequence, delta.position.sequence);
    return true;
}

void append(Board& board, const Series& series) {
    auto found = std::ranges::find(board.series, series.kpi, &Series::kpi);
    if (found == board.series.end()) {
        board.series.push_back({series.kpi, {}});
        found = std::prev(board.series.end());
    }
    for (const Point& point : series.points) {
        const auto at = std::ranges::lower_bound(found->points, point.time, {}, &Point::time);
        if (at != found->points.end() && at->time == point.time)
            *at = point;
        else
            found->points.insert(at, point);
    }
    if (found->points.size() > longest_series)
        found->points.erase(found->points.begin(),
                            found->points.end() - static_cast<std::ptrdiff_t>(longest_series));
}

Readings difference(const Readings& earlier, const Readings& later) {
    Readings changed;
    changed.kpis = changed_items(earlier.kpis, later.kpis);
    changed.nodes = changed_items(earlier.nodes, later.nodes);
    changed.feeds = changed_items(earlier.feeds, later.feeds);
    put_queues(changed, earlier, later);
    if (later.problems && later.problems != earlier.problems) changed.problems = later.problems;
    if (later.annotations && later.annotations != earlier.annotations)
        changed.annotations = later.annotations;
    if (later.milestones && later.milestones != earlier.milestones)
        changed.milestones = later.milestones;
    return changed;
}

const Reading* find_reading(const Readings& readings, const KpiId& kpi) {
    return find_item(readings.kpis, kpi);
}

const NodeReading* find_node(const Readings& readings, NodeReading::Kind kind,
                             std::string_view id) {
    return find_item(readings.nodes, std::pair{kind, id});
}

const QueueReading* find_queue(const Readings& readings, std::string_view queue, const KpiId& kpi) {
    const std::pair<std::string_view, std::string_view> wanted{queue, kpi.text};
    const auto at = place_of(readings.queues, wanted);
    return at != readings.queues.end() && key(*at) == wanted ? &*at : nullptr;
}

const FeedReading* find_feed(const Readings& readings, const FeedId& feed) {
    return find_item(readings.feeds, feed);
}

}  // namespace waymark
