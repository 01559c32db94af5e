#pragma once

#include "server/kpi/life/told.hpp"

namespace waymark::server {

/// The types, fields and words agents are told with, learnt once.
struct AgentWords {
    explicit AgentWords(Vocabulary& vocabulary);

    EventType state;
    FieldId queues;
    Word offline;
};

/// An agent of whom nothing is heard for so long is gone: nobody works for longer at a stretch.
inline constexpr Duration agent_lost_after = std::chrono::hours{16};

/// What follows from an agent's events from the one before `changed_at` on: a stint for each state
/// but offline, with `state`, `reason`, `queue` (the list of the queues the agent is a member of,
/// as last told), `team`, `agent` and `since`.
void tell_agent(const std::vector<Event>& life, std::size_t changed_at, const AgentWords& words,
                Told& told);

}  // namespace waymark::server
