#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/kpi/judge/judgement.hpp"
#include "shared/model/outline.hpp"
#include "shared/model/reading.hpp"

namespace waymark::server {

/// Which queues there are, and what walls are told of each: of the KPIs that scenes of kind
/// `queues` show. A queue is known through a feed that names it in feeds.json, and through one that
/// told of it within the last seven days. Server thread only.
class QueueTable {
public:
    static constexpr std::size_t most_queues = 200;  ///< others are not listed until some are gone

    /// The KPIs of such scenes that are split by queue, and the queues that feeds.json names.
    void reload(const Outline& outline, std::map<FeedId, std::vector<std::string>> named);

    /// A feed told of a queue; of one whose queues are named, that says nothing.
    void note(const FeedId& feed, std::string_view queue, Time now);

    /// Whether it is time to read it anew: once a second, and nothing to do without such a scene.
    bool is_due(Time now) const;
    /// The queues, by name, that the feeds of a KPI know.
    std::vector<std::string> queues_of(const Kpi& kpi) const;
    const std::vector<KpiId>& columns() const { return columns_; }
    const Judgement& judgement(const QueueReading& of) const;

    /// Takes what was read at `now`, in whatever order, each with the judgement it rests on.
    void put(std::vector<std::pair<QueueReading, Judgement>> read, Time now);
    const std::vector<QueueReading>& readings() const { return readings_; }

    /// For checkpoints. A damaged text changes nothing.
    std::string to_text() const;
    void read(const std::string& text);

private:
    using Key = std::pair<std::string, KpiId>;

    std::vector<KpiId> columns_;
    std::map<FeedId, std::vector<std::string>> named_;
    std::map<std::string, std::map<FeedId, Time>, std::less<>> told_;  ///< queue -> feed -> last
    std::map<Key, Judgement> judgements_;
    std::vector<QueueReading> readings_;
    Time at_;
};

}  // namespace waymark::server
