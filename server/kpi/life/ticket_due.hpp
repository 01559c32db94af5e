#pragma once

#include "server/kpi/life/ticket_course.hpp"
#include "server/kpi/life/told.hpp"

namespace waymark::server {

/// What is promised for a priority; null when nothing is.
const TicketRules::Promised* promised_at(const TicketRules& rules, Word priority);

/// The stretches of a ticket's life in which no resolution clock runs: pending, and from an end to
/// a reopen; in order, not overlapping.
std::vector<Bounds> pauses_of(const TicketCourse& course);

/// Adds to `told.due` what a ticket owes as of `now`. `life` is in order, `whole` its course to the
/// end.
void tell_due(std::span<const Event* const> life, const TicketCourse& whole, Time now,
              const TicketRules& rules, const TicketWords& words, Told& told);

}  // namespace waymark::server
