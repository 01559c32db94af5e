#pragma once

#include <span>

#include "server/kpi/time/hours_clock.hpp"

namespace waymark::server {

/// Time since a ticket began, around the clock or within hours, its pauses left out. Pauses are in
/// order and do not overlap.
class TicketClock {
public:
    /// `hours` null: around the clock.
    explicit TicketClock(const HoursClock* hours) : hours_(hours) {}

    /// Of [from, to); 0 when `to` is not after `from`.
    Duration between(Time from, Time to) const;
    Duration between(Time from, Time to, std::span<const Bounds> pauses) const;

    /// The first instant at which the budget is used up; Time::max() when it never is.
    Time due(Time from, Duration budget, std::span<const Bounds> pauses) const;

    /// The last instant at which no more than the budget is used up: the next opening when `due`
    /// falls on closing time.
    Time last_in_time(Time from, Duration budget, std::span<const Bounds> pauses) const;

private:
    const HoursClock* hours_;
};

}  // namespace waymark::server
