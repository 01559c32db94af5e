#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/kpi/scorecard.hpp"

namespace waymark::server {

/// How a length of time came about that was counted within hours: the stretches that counted.
struct OpenTime {
    std::string subject;
    std::string hours;  ///< their name; empty: around the clock
    Bounds span;        ///< from what it counts from to now, or to its end
    std::optional<Time> due;
    Duration counted{0};            ///< of the whole span
    std::vector<Bounds> stretches;  ///< the last ones, in order
    std::size_t earlier = 0;        ///< stretches left out before them
};

/// So many stretches are told at most.
inline constexpr std::size_t most_stretches = 20;

/// Of an age within hours: the oldest subject's. Of a promise (response or resolution, kept or
/// still to be): the ticket that falls due first, or the one that counted last, pauses left out
/// where they do not count. Nothing for measures without hours, and where nobody is known.
std::optional<OpenTime> open_time_of(const Scorecard& scorecard, const KpiId& kpi);

}  // namespace waymark::server
