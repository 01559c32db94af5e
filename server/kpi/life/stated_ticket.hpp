#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "server/kpi/life/ticket_course.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

/// The full state of one ticket as a `ticket.state` record tells it. Times that lie after the
/// record's own are taken as that; times of 1970 mean "not set".
struct StatedTicket {
    TicketCourse::Status status = TicketCourse::Status::unknown;
    std::optional<Time> created;
    std::optional<Time> first_response;
    std::optional<Time> last_response;
    std::optional<Time> first_resolved;
    std::optional<Time> resolved;
    std::optional<Time> closed;
    std::optional<Time> pending_since;
    std::vector<Bounds> pending;  ///< that are over; in order, none ends before it begins
    int responses = 0;            ///< at least 1 when the first or the last is stated
    int reassigned = 0;
    int reopens = 0;

    /// The earliest time stated; `otherwise` when none is.
    Time earliest(Time otherwise) const;
};

StatedTicket read_stated(const Record& state);

/// Whether the field says how the ticket stands rather than what it is.
bool is_of_standing(std::string_view field);

/// open, pending, resolved, closed or deleted, or a word that systems use for one of them ("new",
/// "on_hold", "Waiting for customer", "solved"); unknown otherwise.
TicketCourse::Status ticket_status_named(std::string_view word);

}  // namespace waymark::server
