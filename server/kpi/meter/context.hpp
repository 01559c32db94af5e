#pragma once

#include <functional>
#include <map>
#include <string>

#include "server/kpi/meter/meter.hpp"

namespace waymark::server {

/// What every meter of a desk shares; all of it outlives them.
struct MeterContext {
    Vocabulary* vocabulary = nullptr;
    const DayGrid* days = nullptr;
    /// Business hours by name; "" is around the clock.
    const std::map<std::string, HoursClock>* clocks = nullptr;
    /// What a period people write ("2026-03", "2026-Q1", "2026-W12", "2026-03-30", "2026") takes
    /// in.
    std::function<std::optional<Bounds>(std::string_view)> period;
    /// The value of another KPI over these bounds, for formulas.
    std::function<Measured(const KpiId&, Bounds, SliceKey)> value_of;
};

/// The meter for a KPI's measure.
std::unique_ptr<Meter> make_meter(const KpiId& kpi, const Measure& measure,
                                  const std::vector<std::string>& by, const MeterContext& context);

}  // namespace waymark::server
