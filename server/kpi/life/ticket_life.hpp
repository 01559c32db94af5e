#pragma once

#include <span>

#include "server/kpi/life/ticket_course.hpp"
#include "server/kpi/life/told.hpp"

namespace waymark::server {

/// Adds what follows from a ticket's whole life as of `now`; the events of one instant stand in the
/// order in which they came.
///
/// Events: each that counts, with what held then of `queue`, `channel`, `priority`, `team`,
/// `agent`, `level` and `customer` where it says nothing itself; `began`, `elapsed`, `net` (less
/// pending), `work` (within the desk's work hours) and `work_net`, seconds, where the ticket's
/// creation is known and not later; `origin` ("state": first known from a full state, else
/// "stream"); `deleted`: it was deleted or merged at some time. Besides
/// - responded: `public` (true unless said otherwise), `first` public one, on which `in_time` says
///   whether the response promise was kept of the priority at that moment, pending not left out;
/// - resolved: `first`, `reopens`, `reopened`, `escalations` over the whole life; of a known
///   creation also `responses` (public, up to the first resolve) and `reassigned` (assigned when
///   somebody had it); on the first `reopened_after` (seconds, absent when never) and `in_time`
///   (resolution promise of the priority at that moment, pending left out);
/// - escalated: `first`; reopened: `first` and `since_resolved`; closed, deleted, merged: `final`
///   when it was open or pending until then.
/// A repeated creation, resolve, reopen, close or deletion is odd and does not count.
///
/// Due: `ticket.response_due` and `ticket.resolution_due`, each for the priority at creation
/// (`basis` "initial") and for the one in force at the first response or resolve ("current"), and
/// `ticket.promise_due`; with `met`. None after the ticket's deletion, no resolution while it is
/// pending or after it was closed unresolved.
///
/// Stints: while it is open or pending, with `status`, the dimensions, `assigned`, `responded`,
/// `reopened`, `since` and `began`; `response_due` until it is responded to and `resolution_due`
/// unless pending: the last instant at which it would be in time by the priority in force.
void tell_ticket(std::span<const Event> life, Time now, const TicketRules& rules,
                 const TicketWords& words, Told& told);

}  // namespace waymark::server
