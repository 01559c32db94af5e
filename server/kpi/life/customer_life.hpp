#pragma once

#include "server/kpi/life/told.hpp"

namespace waymark::server {

/// The types customers are told with, learnt once.
struct CustomerWords {
    explicit CustomerWords(Vocabulary& vocabulary);

    EventType offered, ended, resolved, contacted;
};

/// Whether an event of a contact or ticket belongs into its customer's life: a contact's first
/// offer, its end, a ticket's resolution.
bool concerns_customer(const Event& event, const CustomerWords& words);

/// What follows from a customer's contacts and their ends, over all feeds: `customer.contacted` for
/// each contact, with `since_resolved`, the seconds since the last contact that ended or ticket
/// that was resolved before; absent when there was none.
void tell_customer(const std::vector<Event>& life, std::size_t changed_at,
                   const CustomerWords& words, Told& told);

}  // namespace waymark::server
