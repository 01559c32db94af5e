#pragma once

#include <string>
#include <vector>

#include "shared/model/ids.hpp"
#include "shared/model/state.hpp"

namespace waymark::wallboard {

/// What a KPI is in a queue.
struct QueueCell {
    State state = State::no_data;
    std::string value;  ///< empty: nothing was ever said of it
    std::string unit;
    std::string word;  ///< the state's, where the value alone could mislead; else empty
    bool operator==(const QueueCell&) const = default;
};

struct QueueRow {
    std::string name;
    std::vector<QueueCell> cells;  ///< one for each column
    bool operator==(const QueueRow&) const = default;
};

struct QueueColumn {
    std::string title;
    std::string target;  ///< may be empty
    KpiId kpi;
    bool operator==(const QueueColumn&) const = default;
};

/// KPIs by queue.
struct QueuesView {
    std::string heading;
    std::vector<QueueColumn> columns;
    QueueRow all;                ///< of all queues together
    std::vector<QueueRow> rows;  ///< the worst first
    std::string nothing;         ///< why there are no columns, or no rows
    bool operator==(const QueuesView&) const = default;
};

}  // namespace waymark::wallboard
