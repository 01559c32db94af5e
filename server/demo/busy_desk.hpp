#pragma once

#include <vector>

#include "server/demo/phone_floor.hpp"
#include "server/demo/stage.hpp"
#include "server/demo/ticket_desk.hpp"

namespace waymark::demo {

/// A whole service desk: calls, tickets, surveys and what workforce planning measures. Pure: no
/// sockets, no clock; what it tells depends on the plan and on nothing else.
class BusyDesk {
public:
    explicit BusyDesk(const Plan& plan);
    BusyDesk(const BusyDesk&) = delete;
    BusyDesk& operator=(const BusyDesk&) = delete;

    /// Everything that happened since the last call up to and including `now`, in order of time.
    /// How the time is cut into calls changes nothing.
    std::vector<Told> advance(Time now);

    /// The end of everything that is open at `now`, for a desk that will not be continued: no call
    /// stays waiting and no ticket open for ever.
    std::vector<Told> close(Time now);

    Chapter chapter(Time now) const { return stage_.mood(now).chapter; }
    std::size_t calls_waiting() const { return phones_.waiting(); }
    std::size_t open_tickets() const { return tickets_.open_tickets(); }

private:
    void ask(const std::string& ticket, Time now);
    void answer(const std::string& ticket, std::string_view kind, Time now);
    void plan_belief(Time now);
    void plan_evaluation(Time now);
    void measure(Time now);

    Stage stage_;
    Dice dice_;
    PhoneFloor phones_;
    TicketDesk tickets_;
    std::size_t stretches_begun_ = 1;
};

}  // namespace waymark::demo
