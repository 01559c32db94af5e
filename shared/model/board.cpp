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
    if (delta.readings.problems) board.readings.problems = delta.readings.problems;
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
    if (later.problems && later.problems != earlier.problems) changed.problems = later.problems;
    return changed;
}

const Reading* find_reading(const Readings& readings, const KpiId& kpi) {
    return find_item(readings.kpis, kpi);
}

const NodeReading* find_node(const Readings& readings, NodeReading::Kind kind,
                             std::string_view id) {
    return find_item(readings.nodes, std::pair{kind, id});
}

const FeedReading* find_feed(const Readings& readings, const FeedId& feed) {
    return find_item(readings.feeds, feed);
}

}  // namespace waymark
