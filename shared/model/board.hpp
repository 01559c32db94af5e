#pragma once

#include <string>
#include <vector>

#include "shared/model/outline.hpp"
#include "shared/model/reading.hpp"

namespace waymark {

/// Everything a screen shows, at one position: what a snapshot carries. Applying a delta twice, or
/// two merged, gives the same board (property test).
struct Board {
    Position position;
    Outline desk;
    Readings readings;  ///< of all KPIs, nodes and feeds; problems always present
    std::vector<Series> series;
    std::vector<NodeSeries> node_series;  ///< of objectives, the last 60 days; of snapshots only

    bool operator==(const Board&) const = default;
};

/// What changed since an earlier position: whole readings, without series.
struct Delta {
    Position position;
    Readings readings;
    bool operator==(const Delta&) const = default;
};

/// Replaces each reading that `delta` carries; readings the board did not know are added, those of
/// queues that are gone are taken away.
/// Does nothing and returns false when the epochs differ: only a snapshot can help then.
[[nodiscard]] bool apply(Board& board, const Delta& delta);

/// Appends points to a series; points not newer than the last one kept replace those of the same
/// time, so a repeat is harmless. Keeps at most `longest_series` points, dropping the oldest.
void append(Board& board, const Series& series);
inline constexpr std::size_t longest_series = 600;

/// The readings of `later` that differ from, or are missing in, `earlier`, and the queues that only
/// `earlier` has.
Readings difference(const Readings& earlier, const Readings& later);

const Reading* find_reading(const Readings& readings, const KpiId& kpi);
const NodeReading* find_node(const Readings& readings, NodeReading::Kind kind, std::string_view id);
const FeedReading* find_feed(const Readings& readings, const FeedId& feed);
const QueueReading* find_queue(const Readings& readings, std::string_view queue, const KpiId& kpi);

}  // namespace waymark
