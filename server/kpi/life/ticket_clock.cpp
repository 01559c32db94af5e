#include "server/kpi/life/ticket_clock.hpp"

#include <algorithm>

namespace waymark::server {

Duration TicketClock::between(Time from, Time to) const {
    if (to <= from) return Duration{0};
    return hours_ ? hours_->open_between(from, to) : to - from;
}

Duration TicketClock::between(Time from, Time to, std::span<const Bounds> pauses) const {
    Duration length = between(from, to);
    for (const Bounds& pause : pauses)
        length -= between(std::max(from, pause.from), std::min(to, pause.to));
    return length;
}

Time TicketClock::due(Time from, Duration budget, std::span<const Bounds> pauses) const {
    for (const Bounds& pause : pauses) {
        if (pause.to <= from) continue;
        const Duration before = between(from, pause.from);
        if (before >= budget) break;
        budget -= before;
        from = pause.to;
    }
    if (hours_) return hours_->deadline(from, budget);
    return budget < Time::max() - from ? from + budget : Time::max();
}

Time TicketClock::last_in_time(Time from, Duration budget, std::span<const Bounds> pauses) const {
    const Time end = due(from, budget, pauses);
    if (hours_ == nullptr || end == Time::max() || hours_->is_open(end)) return end;
    return hours_->next_opening(end).value_or(Time::max());
}

}  // namespace waymark::server
