#pragma once

#include <chrono>

#include "server/kpi/life/book.hpp"
#include "server/kpi/life/stint.hpp"

namespace waymark::server {

/// How long a life is kept after its last event. Late events are taken for 24 h; an open ticket is
/// kept for 400 days, one that ended for as long as it may be reopened.
inline constexpr Duration life_kept = std::chrono::hours{27};
inline constexpr Duration ended_ticket_kept = std::chrono::days{30};
inline constexpr Duration open_ticket_kept = std::chrono::days{400};
inline constexpr Duration callback_kept = std::chrono::days{16};

/// Whether lives of this kind go on for ever, and lose what is old instead of ending.
bool is_endless(SubjectKind kind);

/// Of an endless life only what still matters at `now` is kept, and what came just before.
void shorten(SubjectKind kind, Life& life, Time now);

/// When to look again whether a life is over: what is kept for longer than usual is looked at every
/// time.
Time look_again_at(SubjectKind kind, const Life& life, Time now);

}  // namespace waymark::server
