#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "server/demo/dice.hpp"
#include "server/demo/stage.hpp"

namespace waymark::demo {

/// The tickets: written after calls and mails, answered, promised, escalated, resolved, sometimes
/// reopened, closed. What takes time takes desk seconds, and `elapsed` states them.
class TicketDesk {
public:
    /// `solved` hears of each ticket that was resolved.
    TicketDesk(Stage& stage, std::uint64_t seed,
               std::function<void(const std::string& ticket, Time)> solved);

    /// Mails, portal requests and visitors begin to come, and the knowledge pages are read.
    void open(Time now);
    /// A call has ended; most lead to a ticket.
    void after_call(const std::string& contact, const std::string& agent, Time now);
    /// Closes every ticket that is open.
    void close(Time now);

    std::size_t open_tickets() const { return tickets_.size(); }

private:
    struct Ticket {
        std::string name;
        std::string priority;
        std::string channel;
        Time created;
        int level = 1;
        int round = 0;  ///< grows when it is reopened
    };

    std::uint64_t create(std::string_view channel, Time now);
    void plan_next_mail(Time now);
    void plan_next_reader(Time now);
    void plan_push(Time now);
    void work_on(std::uint64_t number, Time now);
    void promise(std::uint64_t number, double promised_seconds, Time now);
    void resolve(std::uint64_t number, bool first_contact, Time now);
    void reopen(std::uint64_t number, const Ticket& ticket, Time now);
    /// Does `act` when the desk has worked for `desk_seconds`, unless the ticket is gone by then.
    void later(std::uint64_t number, double desk_seconds, Time now,
               std::function<void(Ticket&, Time)> act);
    void tell(const Ticket& ticket, std::string_view type, Time now, RecordFields fields);

    Stage& stage_;
    Dice dice_;
    std::function<void(const std::string&, Time)> solved_;
    std::map<std::uint64_t, Ticket> tickets_;
    std::uint64_t created_ = 0;
};

}  // namespace waymark::demo
