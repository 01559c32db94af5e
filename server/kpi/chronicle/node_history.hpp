#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/store/store.hpp"
#include "shared/model/reading.hpp"

namespace waymark::server {

/// An attainment, 0..1, on a desk day.
struct DayAttainment {
    std::chrono::local_days day;
    double attainment = 0;
    bool operator==(const DayAttainment&) const = default;
};

/// What every CSF, objective and vision came to on each desk day that it was known, for 800 days.
/// Server thread only.
class NodeHistory {
public:
    /// A desk day is over; telling one again replaces it. What is unknown is left out.
    void day_ended(std::chrono::local_days day, const std::vector<NodeReading>& nodes);

    /// The last `most` days that are known, oldest first.
    std::vector<DayAttainment> of(NodeReading::Kind kind, const std::string& id,
                                  std::size_t most) const;
    /// The first known day from `since` on.
    std::optional<DayAttainment> first(NodeReading::Kind kind, const std::string& id,
                                       std::chrono::local_days since) const;

    /// For checkpoints: one row a node, those that changed since the last call. What others keep
    /// is no row of ours, and a damaged row is none.
    static constexpr std::string_view row_kind = "node";
    std::vector<SubjectRow> take_changed();
    void restore(const SubjectRow& row);

private:
    using Key = std::pair<NodeReading::Kind, std::string>;
    using Course = std::map<std::chrono::local_days, int>;  ///< thousandths

    std::map<Key, Course> nodes_;
    std::set<Key> changed_;
};

}  // namespace waymark::server
