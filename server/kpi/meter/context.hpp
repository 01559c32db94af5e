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
    std::size_t place = 0;  ///< of the KPI in the desk folder
};

/// When a meter goes through all its series: states are kept by the minute and longer, so every few
/// minutes will do, and not all meters at the same one.
class Rounds {
public:
    explicit Rounds(std::size_t place) : offset_(static_cast<std::int64_t>(place) % minutes) {}

    /// Whether it is time; the first time it always is.
    bool due(Time now) {
        const std::int64_t round = (minute_of(now) + offset_) / minutes;
        if (round <= last_) return false;
        last_ = round;
        return true;
    }

private:
    static constexpr std::int64_t minutes = 5;
    std::int64_t offset_;
    std::int64_t last_ = INT64_MIN;
};

/// The meter for a KPI's measure.
std::unique_ptr<Meter> make_meter(const KpiId& kpi, const Measure& measure,
                                  const std::vector<std::string>& by, const MeterContext& context);

}  // namespace waymark::server
