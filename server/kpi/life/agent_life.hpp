#pragma once

#include <optional>

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

/// What an agent's first `events` events said that holds until they say otherwise: the team and the
/// queues. It spares going through a long life again.
struct AgentStanding {
    std::size_t events = 0;
    Fields said;
};

/// Takes in the event at `standing.events`.
void go_on(AgentStanding& standing, const std::vector<Event>& life, const AgentWords& words);

/// What follows from an agent's events as of `now`, from the one before `changed_at` on: a stint
/// for each state but offline, with `state`, `reason`, `queue` (the list of the queues the agent is
/// a member of, as last told), `team`, `agent` and `since`. `standing` is that of some of the first
/// events, before the change.
void tell_agent(const std::vector<Event>& life, std::size_t changed_at, Time now,
                AgentStanding standing, const AgentWords& words, Told& told);

}  // namespace waymark::server
