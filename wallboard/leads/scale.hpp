#pragma once

#include <vector>

#include "shared/model/kpi.hpp"
#include "shared/model/time.hpp"

namespace waymark::wallboard {

/// An axis of values: its ends, and what is written beside it.
struct ValueAxis {
    double low = 0;
    double high = 1;
    std::vector<double> ticks;  ///< round values within, upwards; at least two, at most six
};
/// Round ends around all from `low` to `high`; of ratios within 0..1 where they are.
ValueAxis value_axis(ValueUnit unit, double low, double high);

/// The round moments of the desk's clock from `from` to `to` that an axis of times names: at most
/// eight.
std::vector<Time> time_ticks(Time from, Time to, const LocalClock& clock);

}  // namespace waymark::wallboard
