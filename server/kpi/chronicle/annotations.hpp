#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/model/annotation.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

/// What feeds told of beside their numbers: the last 35 days, at most 1,000. What it holds does not
/// depend on the order in which an annotation and its removal come. Server thread only.
class Annotations {
public:
    /// Whether a record is for here rather than for KPIs.
    static bool takes(std::string_view type) { return type.starts_with("annotation."); }
    /// A record of one of the types annotation.added and annotation.removed; a feed removes its
    /// own only.
    void accept(const FeedId& feed, const Record& record);
    /// Those older than 35 days go.
    void forget(Time now);

    /// Those of the last 48 h, and those that lasted into them, at most 100: newest first.
    std::vector<Annotation> recent(Time now) const;
    /// Those that were in [from, to], newest first.
    std::vector<Annotation> within(Time from, Time to) const;

    /// For checkpoints. A damaged text changes nothing.
    std::string to_text() const;
    void read(const std::string& text);

private:
    using Key = std::pair<FeedId, std::string>;

    void put(Annotation annotation);

    std::vector<Annotation> all_;  ///< newest first
    std::map<Key, Time> removed_;  ///< by what they remove: the time of the removal
};

}  // namespace waymark::server
