#pragma once

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "server/kpi/life/stint.hpp"
#include "server/kpi/time/hours_clock.hpp"

namespace waymark::server {

/// Everything that follows from what happened to one subject, as of an instant `now`. Pure
/// functions of the life make it (`tell_contact`, `tell_ticket`, ...): the same events in the same
/// order tell the same. What time alone brings (a promise that falls due, a contact that is given
/// up) is told from its time on; until then `next` says when there is more to tell.
struct Told {
    std::vector<Event> events;          ///< in the order of their times as far as that is known
    std::vector<Event> due;             ///< brought by time alone
    std::vector<Stint> stints;          ///< in order, not overlapping
    std::vector<std::string_view> odd;  ///< what is strange in it; a reason for each time
    Time next = Time::max();            ///< later than `now`
    void clear() {
        events.clear();
        due.clear();
        stints.clear();
        odd.clear();
        next = Time::max();
    }
    /// Whether `time` has come at `now`; if not, there is more to tell then.
    bool has_come(Time time, Time now) {
        if (time > now) next = std::min(next, time);
        return time <= now;
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
