#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/kpi/scorecard.hpp"

namespace waymark::server {

/// What somebody wants to see of the records behind a KPI.
struct RecordsAsked {
    std::size_t most = 50;
    /// ("queue", "sales"): only what has that value of that dimension.
    std::vector<std::pair<std::string, std::string>> labels;
};

/// What a KPI looked at, the newest first (of what is true now, what still is; of the longest wait,
/// the longest), each with whether it counts in the present window or else why not, as JSON text.
/// It is made from the lives that are kept anyway, in some milliseconds. Nothing when there is no
/// such KPI.
std::optional<std::string> records_of_kpi(const Scorecard& scorecard, const KpiId& kpi,
                                          const RecordsAsked& asked);

}  // namespace waymark::server
