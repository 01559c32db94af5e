#pragma once

#include <map>
#include <optional>
#include <vector>

#include "server/kpi/state/change_points.hpp"
#include "server/kpi/state/settled_level.hpp"

namespace waymark::server {

/// A level over time: how many subjects are in a state, or the sum of what they have. Exact to the
/// microsecond for the last `exact_for`; older stretches are settled, by the minute and coarser.
/// Changes may come in any order, and may lie ahead. A change
/// that comes when its time is settled already shifts what is settled: exactly in whole buckets
/// (time above 0: when the level is never negative and the change is upwards, else estimated), and
/// about so in the bucket it falls into.
class LevelSeries {
public:
    static constexpr std::chrono::hours exact_for{26};

    /// `days` must outlive the series.
    explicit LevelSeries(const DayGrid& days);

    /// The level changes by `by` at `time`. Changes of one instant add up; 0 changes nothing.
    void change(Time time, Fixed by);

    /// As `change`, for what is told again after a restart: what is settled has it already.
    void change_again(Time time, Fixed by);

    /// The level at an instant: within the exact stretch all changes up to and including it, before
    /// that the last value of the settled bucket. Nothing before the first change.
    std::optional<Fixed> at(Time time) const;

    /// Maximum, area, time above 0 and last level over [from, to). A settled bucket counts when its
    /// beginning lies within.
    GaugeState over(Time from, Time to) const;

    /// Time passes: what leaves the exact stretch is settled by whole minutes.
    void advance(Time now);

    /// What is settled, for checkpoints.
    History& settled();
    /// Puts a settled bucket back after a restart. First all are put back, then the lives tell the
    /// rest again, and only then, time having passed, the series is read.
    void put(const History::Row& row);

private:
    /// The gauge over [from, to) within the exact stretch, to go on from.
    struct Begun {
        Time from;
        Time to;
        GaugeState gauge;
    };

    GaugeState exact_over(Time from, Time to) const;
    void settle_late() const;
    void find_settled();

    ChangePoints points_;
    bool put_back_ = false;  ///< settled buckets were put back since it was looked at
    // Late changes are settled together, by the next one who asks.
    mutable SettledLevel settled_;
    mutable std::map<Time, Fixed> late_;
    mutable std::vector<Begun> begun_;
    mutable std::size_t next_begun_ = 0;
};

}  // namespace waymark::server
