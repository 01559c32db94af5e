#include "server/demo/ticket_desk.hpp"

#include <array>
#include <cmath>
#include <utility>

namespace waymark::demo {
namespace {

constexpr std::array<std::string_view, 4> priorities{"P1", "P2", "P3", "P4"};
constexpr std::array<double, 4> priority_shares{.03, .17, .6, .2};
constexpr std::array<std::string_view, 4> channels{"email", "portal", "chat", "walk-in"};
constexpr std::array<double, 4> channel_shares{.42, .28, .14, .16};
constexpr double mails_an_hour = 28;    ///< at the busiest hours; all but calls
constexpr double readers_an_hour = 26;  ///< of the knowledge pages
constexpr double mails_solved_at_once = .6;
constexpr std::size_t tidy_backlog = 48;  ///< below it nobody clears up besides the daily work
constexpr double calls_with_ticket = .78;

}  // namespace

TicketDesk::TicketDesk(Stage& stage, std::uint64_t seed,
                       std::function<void(const std::string&, Time)> solved)
    : stage_(stage), dice_(seed), solved_(std::move(solved)) {}

void TicketDesk::open(Time now) {
    plan_next_mail(now);
    plan_next_reader(now);
    plan_push(now);
}

void TicketDesk::tell(const Ticket& ticket, std::string_view type, Time now, RecordFields fields) {
    fields.emplace("ticket", ticket.name);
    fields.emplace("channel", ticket.channel);
    fields.emplace("priority", ticket.priority);
    fields.emplace("team", ticket.level > 1 ? "second line" : "first line");
    if (type != "ticket.created")
        fields.emplace("elapsed", std::round(stage_.desk_seconds(ticket.created, now)));
    stage_.tell("tickets", type, now, std::move(fields));
}

void TicketDesk::later(std::uint64_t number, double desk_seconds, Time now,
                       std::function<void(Ticket&, Time)> act) {
    const int round = tickets_.at(number).round;
    stage_.agenda().at(now + stage_.lasting(desk_seconds, now),
                       [this, number, round, act = std::move(act)](Time then) {
                           const auto found = tickets_.find(number);
                           if (found != tickets_.end() && found->second.round == round)
                               act(found->second, then);
                       });
}

std::uint64_t TicketDesk::create(std::string_view channel, Time now) {
    const std::uint64_t number = ++created_;
    const Ticket ticket{stage_.name("t", number),
                        std::string{priorities[dice_.pick(priority_shares)]}, std::string{channel},
                        now};
    tickets_.emplace(number, ticket);
    tell(ticket, "ticket.created", now, {{"level", 1.0}});
    return number;
}

void TicketDesk::plan_next_mail(Time now) {
    const double an_hour = mails_an_hour * day_shape(now) * stage_.stretch(now).speed;
    stage_.agenda().at(now + whole_ms(dice_.exponential(3600 / an_hour)), [this](Time then) {
        work_on(create(channels[dice_.pick(channel_shares)], then), then);
        plan_next_mail(then);
    });
}

void TicketDesk::plan_next_reader(Time now) {
    const double an_hour = readers_an_hour * day_shape(now) * stage_.stretch(now).speed;
    stage_.agenda().at(now + whole_ms(dice_.exponential(3600 / an_hour)), [this](Time then) {
        stage_.tell("tickets", dice_.chance(.57) ? "self_service.completed" : "self_service.left",
                    then, {{"channel", std::string{"portal"}}});
        plan_next_reader(then);
    });
}

void TicketDesk::plan_push(Time now) {
    // In a good hour everyone clears some of what has been lying about.
    const double share = (stage_.mood(now).ticket_speed - 1) * .25;
    if (share > 0 && tickets_.size() > tidy_backlog) {
        std::vector<std::uint64_t> done;
        for (const auto& [number, ticket] : tickets_)
            if (dice_.chance(share)) done.push_back(number);
        for (const std::uint64_t number : done)
            resolve(number, false, now);
    }
    stage_.agenda().at(now + stage_.lasting(240, now), [this](Time then) { plan_push(then); });
}

void TicketDesk::after_call(const std::string& contact, const std::string& agent, Time now) {
    if (!dice_.chance(calls_with_ticket)) return;
    const std::uint64_t number = create("phone", now);
    const Ticket& ticket = tickets_.at(number);
    stage_.tell("phone", "contact.linked", now, {{"contact", contact}, {"ticket", ticket.name}});
    tell(ticket, "ticket.assigned", now, {{"agent", agent}});
    tell(ticket, "ticket.responded", now, {{"public", true}});
    if (dice_.chance(stage_.mood(now).first_contact))
        resolve(number, true, now);
    else
        work_on(number, now);
}

void TicketDesk::work_on(std::uint64_t number, Time now) {
    const double pace = 1 / stage_.mood(now).ticket_speed;
    if (tickets_.at(number).channel != "phone" && tickets_.at(number).round == 0) {
        const double reply = std::min(5400.0, dice_.lognormal(900, .8) * pace);
        const bool solves = dice_.chance(mails_solved_at_once);
        later(number, reply, now, [this, number, solves](Ticket& ticket, Time then) {
            tell(ticket, "ticket.assigned", then, {});
            tell(ticket, "ticket.responded", then, {{"public", true}});
            if (solves) resolve(number, true, then);
        });
        if (solves) return;
    }
    if (dice_.chance(.3)) promise(number, dice_.between(2400, 7200), now);
    const bool hard = dice_.chance(.22);
    const double work =
        (hard ? dice_.lognormal(15000, .6) : 700 + dice_.lognormal(3300, .7)) * pace;
    if (hard || dice_.chance(.1))
        later(number, work * .4, now, [this](Ticket& ticket, Time then) {
            ticket.level = 2;
            tell(ticket, "ticket.escalated", then, {{"level", 2.0}});
        });
    later(number, work, now, [this, number](Ticket&, Time then) { resolve(number, false, then); });
}

void TicketDesk::promise(std::uint64_t number, double promised_seconds, Time now) {
    const Time due = now + stage_.lasting(promised_seconds, now);
    tell(tickets_.at(number), "ticket.promised", now,
         {{"due", static_cast<double>(to_epoch_ms(due))}});
    const bool kept = dice_.chance(.95);
    later(number, promised_seconds * (kept ? dice_.between(.4, .98) : 1.4), now,
          [this, kept](Ticket& ticket, Time then) {
              tell(ticket, kept ? "ticket.promise_kept" : "ticket.followed_up", then, {});
          });
}

void TicketDesk::resolve(std::uint64_t number, bool first_contact, Time now) {
    const auto found = tickets_.find(number);
    const Ticket ticket = found->second;
    tickets_.erase(found);
    RecordFields fields{{"first_contact", first_contact},
                        {"level", static_cast<double>(ticket.level)},
                        {"level1_resolvable", ticket.level == 1 || dice_.chance(.15)}};
    if (dice_.chance(.62)) fields.emplace("article", "kb-" + std::to_string(dice_.below(240)));
    tell(ticket, "ticket.resolved", now, std::move(fields));
    if (ticket.round == 0) solved_(ticket.name, now);
    const bool comes_back = ticket.round == 0 && dice_.chance(.035);
    stage_.agenda().at(now + stage_.lasting(dice_.between(600, 5400), now), [=, this](Time then) {
        if (comes_back)
            reopen(number, ticket, then);
        else
            tell(ticket, "ticket.closed", then, {});
    });
}

void TicketDesk::reopen(std::uint64_t number, const Ticket& ticket, Time now) {
    Ticket& again = tickets_.emplace(number, ticket).first->second;
    ++again.round;
    tell(again, "ticket.reopened", now, {});
    work_on(number, now);
}

void TicketDesk::close(Time now) {
    for (const auto& [number, ticket] : std::exchange(tickets_, {}))
        tell(ticket, "ticket.closed", now, {});
}

}  // namespace waymark::demo
