#pragma once

#include <vector>

#include "server/kpi/life/ticket_course.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

/// The events that a `ticket.state` record means, in the order of their times: what is new in it
/// against what is known of the ticket up to its time. `known` is the ticket's life in order, null
/// when it was never heard of.
///
/// Of a ticket whose creation is not known: `ticket.created` with `origin` "state", all the fields
/// that say what the ticket is, and, as the past the source only counts, `responses`, `reassigned`
/// and `reopens`; at the earliest time stated when `created` is not. Times stated are the events'
/// times, else the record's time is. A status that does not change makes nothing, nor does one of a
/// word nobody knows. No `agent` means that nobody has the ticket; other dimensions left out are
/// as they were. A closed ticket that was never resolved was resolved by being closed.
///
/// Of a ticket that is known, the last response is the first when none was heard of; of another
/// only where it followed the creation within minutes, else it has been responded to, nobody knows
/// when.
///
/// A ticket that is open again may have been resolved before, only the source knows when: that
/// resolution is counted in `reopens` and makes no event.
std::vector<Record> events_of_state(const Record& state, const std::vector<Event>* known,
                                    const TicketWords& words, Vocabulary& vocabulary);

}  // namespace waymark::server
