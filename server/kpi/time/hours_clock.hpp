#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "server/kpi/time/calendar.hpp"
#include "shared/model/hours.hpp"

namespace waymark::server {

/// Counts time within business hours. Arithmetic is on UTC instants: a night shift over a change to
/// or from summer time has 7 or 9 hours. Overlapping intervals count once. Immutable; opening times
/// of days asked for are remembered, so one thread only.
class HoursClock {
public:
    /// Open around the clock.
    HoursClock();
    /// The zone must be known to the system (throws std::runtime_error).
    explicit HoursClock(const Hours& hours);
    ~HoursClock();
    HoursClock(HoursClock&&) noexcept;
    HoursClock& operator=(HoursClock&&) noexcept;

    /// How much of [from, to) is open; 0 when `to` is not after `from`.
    Duration open_between(Time from, Time to) const;

    /// The first instant at which `budget` of open time has passed since `from`: exactly at closing
    /// time when that is when it is used up. A budget of 0 is `from`. Time::max() when the hours
    /// never open again within 5 years.
    Time deadline(Time from, Duration budget) const;

    bool is_open(Time at) const;
    /// The next instant after `at` at which it opens (closed at `at`); nothing within 5 years.
    std::optional<Time> next_opening(Time at) const;
    /// The open stretches within [from, to), each [from, to): the explanation of a length of time.
    std::vector<Bounds> open_stretches(Time from, Time to) const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace waymark::server
