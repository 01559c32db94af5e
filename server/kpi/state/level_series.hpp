#pragma once

#include <map>
#include <optional>

#include "server/kpi/state/history.hpp"

namespace waymark::server {

/// A level over time: how many subjects are in a state, or the sum of what they have. Exact to the
/// microsecond for the last `exact_for`; older stretches are settled into a history of gauge
/// states, by the minute and coarser. Changes may come in any order, and may lie ahead.
class LevelSeries {
public:
    static constexpr std::chrono::hours exact_for{26};

    /// The level changes by `by` at `time`. Changes of one instant add up; 0 changes nothing.
    void change(Time time, Fixed by);

    /// The level at an instant: within the exact stretch all changes up to and including it, before
    /// that the last value of the settled bucket. Nothing before the first change.
    std::optional<Fixed> at(Time time) const;

    /// Maximum, area, time above 0 and last level over [from, to).
    GaugeState over(Time from, Time to) const;

    /// Time passes: what leaves the exact stretch is settled by whole minutes.
    void advance(Time now);

    /// What is settled, for checkpoints; the exact stretch is told again from the lives.
    History& settled();

private:
};

}  // namespace waymark::server
