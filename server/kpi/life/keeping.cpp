#include "server/kpi/life/keeping.hpp"

#include <algorithm>

namespace waymark::server {

bool is_endless(SubjectKind kind) {
    return kind == SubjectKind::agent || kind == SubjectKind::metric;
}

void shorten(SubjectKind kind, Life& life, Time now) {
    if (!is_endless(kind)) return;
    auto& events = life.events;
    const std::size_t old = place_of(events, now - life_kept);
    if (old <= 1) return;
    events.erase(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(old) - 1);
    life.standing.reset();
}

Time look_again_at(SubjectKind kind, const Life& life, Time now) {
    return is_endless(kind) ? now : std::max(now, life.events.back().time + life_kept);
}

}  // namespace waymark::server
