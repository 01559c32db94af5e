#pragma once

#include "server/kpi/life/book.hpp"
#include "server/kpi/life/contact_life.hpp"
#include "server/kpi/life/metric_life.hpp"
#include "server/kpi/life/ticket_life.hpp"

namespace waymark::server {

/// What follows from a life, whatever it is the life of.
class LifeTeller {
public:
    /// Learns the words they are told with.
    explicit LifeTeller(Vocabulary& vocabulary);

    /// Adds what follows from the life as of `now`; what is before `changed_at` may be left out.
    void tell(SubjectKind kind, const Life& life, std::size_t changed_at, Time now,
              Told& told) const;

    /// Puts an event into the life at `place`, and adds what follows `before` and `after` from
    /// where on that differs.
    void put(SubjectKind kind, Life& life, std::size_t place, Event event, Time now, Told& before,
             Told& after) const;

    const TicketWords& ticket_words() const { return ticket_; }

private:
    /// What an agent's events up to its last state said, the one at `changed_at` being new.
    void stand(Life& life, std::size_t changed_at) const;

    ContactWords contact_;
    AgentWords agent_;
    TicketWords ticket_;
    MetricWords metric_;
};

}  // namespace waymark::server
