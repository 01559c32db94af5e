#pragma once

#include <span>

#include "server/kpi/event/event.hpp"
#include "server/kpi/time/calendar.hpp"

namespace waymark::server {

/// The types and words tickets are told with, learnt once.
struct TicketWords {
    explicit TicketWords(Vocabulary& vocabulary);

    EventType created, assigned, responded, pending, resumed, prioritised, escalated, resolved,
        reopened, closed, deleted, merged, promised, promise_kept;
    EventType response_due, resolution_due, promise_due;
    Word open, on_hold;            ///< of `status`: "open", "pending"
    Word from_state, from_stream;  ///< of `origin`: "state", "stream"
    Word initial, current;         ///< of `basis`
};

/// Where a ticket stands after the events it was given, in the order of their times.
struct TicketCourse {
    enum class Status : std::uint8_t { unknown, open, pending, resolved, closed, deleted };

    /// What became of an event: one that repeats what holds already does not count.
    struct Verdict {
        bool counts = true;
        std::string_view odd;  ///< what is strange about it; empty: nothing
    };

    Verdict take(const Event& event, const TicketWords& words);

    Status status = Status::unknown;
    std::optional<Time> status_since;
    std::optional<Time> created;
    bool from_state = false;
    Event standing;  ///< its fields: queue, channel, priority, team, agent, level, customer
    /// From when on which priority was in force, in order.
    std::vector<std::pair<Time, Word>> priorities;

    bool responded = false;  ///< known, though perhaps not when
    std::optional<Time> first_response;
    std::vector<Time> responses;  ///< public ones heard of
    int earlier_responses = 0;    ///< counted by the source before
    int reassigned = 0;
    int escalations = 0;
    int resolves = 0;
    int reopens = 0;
    bool resolved_unheard = false;  ///< and reopened, the source says, nobody knows when
    bool resolved_since = false;    ///< since it was last reopened
    std::optional<Time> first_resolved;
    std::optional<Time> last_resolved;
    std::optional<Time> first_reopened;
    std::optional<Time> first_closed;
    std::optional<Time> deleted;
    std::optional<Time> pending_since;
    std::vector<Bounds> pending;  ///< that are over
    std::vector<Bounds> resting;  ///< from an end to a reopen

    bool ended() const { return status >= Status::resolved; }
    /// Created, and neither resolved, closed nor deleted.
    bool alive() const { return created && !ended() && status != Status::unknown; }
    /// The priority in force at an instant, changes of that instant included; the first one known
    /// before. no_word when none is known.
    Word priority_at(Time at) const;
    /// Public responses up to and including `until`.
    int responses_until(Time until) const;

private:
    Verdict begin(const Event& event, const TicketWords& words);
    Verdict resolve(Time at);
    Verdict reopen(Time at);
    Verdict close(Time at);
    Verdict remove(Time at);
    Verdict pause(Time at);
    void assign(const Event& event);
    void note(const Event& event, FieldId id);
    void end_pending(Time at);
    void turn(Status to, Time at);
};

/// The life in the order of its times; of one instant the creation comes first, the rest as it
/// stands.
std::vector<const Event*> in_order(std::span<const Event> life, const TicketWords& words);

}  // namespace waymark::server
