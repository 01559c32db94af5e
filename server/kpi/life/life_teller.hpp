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

    /// From where on it is told otherwise with an event of this type at `place` than without.
    std::size_t told_anew_from(SubjectKind kind, const Life& life, std::size_t place,
                               EventType type) const;

    /// What an agent's events up to its last state said, the one at `changed_at` being new.
    void stand(Life& life, std::size_t changed_at) const;

    const TicketWords& ticket_words() const { return ticket_; }

private:
    ContactWords contact_;
    AgentWords agent_;
    TicketWords ticket_;
    MetricWords metric_;
};

}  // namespace waymark::server
