#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "server/kpi/life/stint.hpp"
#include "server/kpi/time/hours_clock.hpp"

namespace waymark::server {

/// Everything that follows from what happened to one subject. Pure functions of the life make it
/// (`tell_contact`, `tell_ticket`, ...): the same events in the same order tell the same.
struct Told {
    std::vector<Event> events;          ///< in the order of their times as far as that is known
    std::vector<Event> due;             ///< that count from their time on, which may lie ahead
    std::vector<Stint> stints;          ///< in order, not overlapping
    std::vector<std::string_view> odd;  ///< what is strange in it; a reason for each time
    void clear() {
        events.clear();
        due.clear();
        stints.clear();
        odd.clear();
    }
};

/// What the lives of tickets are measured against. `sla` holds the promises by priority.
struct TicketRules {
    struct Promised {
        std::optional<Duration> response;
        std::optional<Duration> resolution;
        const HoursClock* hours = nullptr;
    };
    std::map<Word, Promised> sla;
    const HoursClock* work_hours = nullptr;
};

}  // namespace waymark::server
