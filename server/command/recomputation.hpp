#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/kpi/scorecard.hpp"
#include "shared/base/result.hpp"

namespace waymark::server {

/// Hands all stored records taken in at `from` or later on, in their order.
using StoredRecords =
    std::function<Result<void>(Time from, const std::function<bool(const Entry&)>& take)>;

/// A desk day of a KPI: as its series has it, and as its present definition computes it from the
/// records. A day before the present definition is as the definition of then has it, where that
/// kept the same kind of state.
struct RecomputedDay {
    std::chrono::local_days day;
    Measured as_it_stands;
    Measured recomputed;
    bool differs() const;
};

/// What recomputing a KPI gave.
struct Recomputation {
    Kpi kpi;
    std::string formula;
    std::uint64_t records = 0;
    Time first;  ///< when the first of them was taken in: the recomputed series begins then
    std::vector<RecomputedDay> days;
    Checkpoint applied;  ///< kept, it puts the recomputed series in the present one's place
};

/// Runs the records through the present definition of a KPI of the folder and compares, a window of
/// a whole desk day each. `restored` is what the store holds. An Error: there is no such KPI,
/// nothing to recompute it from, or it keeps no series.
Result<Recomputation> recompute(const DeskFolder& folder, const KpiId& kpi,
                                const Restored& restored, Time from, const StoredRecords& records);

/// For people: a line a day, and how many differ.
std::string report_of(const Recomputation& done);

}  // namespace waymark::server
