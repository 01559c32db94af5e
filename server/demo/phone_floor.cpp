#include "server/demo/phone_floor.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "shared/model/names.hpp"

namespace waymark::demo {
namespace {

using AgentState = PhoneFloor::AgentState;

constexpr std::array<std::string_view, 3> queues{"support", "hardware", "access"};
constexpr std::array<double, 3> queue_shares{.62, .23, .15};
constexpr std::size_t roster = 30;
constexpr double usual_agents = 22;
constexpr double calls_an_hour = 215;  ///< at the busiest hours
constexpr double patience = 150;       ///< mean, seconds
constexpr double talk_median = 200;
constexpr double wrap_median = 42;

constexpr Names<AgentState, 6> state_names{{{AgentState::ready, "ready"},
                                            {AgentState::ringing, "ringing"},
                                            {AgentState::on_contact, "on_contact"},
                                            {AgentState::wrap, "wrap"},
                                            {AgentState::away, "away"},
                                            {AgentState::offline, "offline"}}};

std::vector<std::size_t> skills(std::size_t agent) {
    if (agent % 4 == 3) return {1, 0};
    if (agent % 4 == 2) return {2, 1};
    return {0, 2};
}

std::string text(std::string_view view) {
    return std::string{view};
}

}  // namespace

PhoneFloor::PhoneFloor(Stage& stage, std::uint64_t seed,
                       std::function<void(const Handled&, Time)> handled)
    : stage_(stage), dice_(seed), handled_(std::move(handled)) {
    for (std::size_t i = 0; i < roster; ++i)
        agents_.push_back({(i < 9 ? "agent-0" : "agent-") + std::to_string(i + 1), skills(i)});
}

void PhoneFloor::open(Time now) {
    look_round(now);
    plan_next_call(now);
}

std::size_t PhoneFloor::waiting() const {
    std::size_t count = 0;
    for (const auto& line : lines_)
        count += line.size();
    return count;
}

void PhoneFloor::set_state(std::size_t agent, AgentState state, Time now, std::string_view reason) {
    Agent& who = agents_[agent];
    if (who.state == state) return;
    who.state = state;
    who.since = now;
    std::vector<std::string> names;
    for (const std::size_t queue : who.queues)
        names.push_back(text(queues[queue]));
    RecordFields fields{{"agent", who.name},
                        {"state", text(find_name(state_names, state))},
                        {"team", text("first line")},
                        {"queues", std::move(names)}};
    if (!reason.empty()) fields.emplace("reason", text(reason));
    stage_.tell("phone", "agent.state", now, std::move(fields));
}

void PhoneFloor::plan_next_call(Time now) {
    const double an_hour =
        calls_an_hour * day_shape(now) * stage_.mood(now).calls * stage_.stretch(now).speed;
    stage_.agenda().at(now + whole_ms(dice_.exponential(3600 / an_hour)),
                       [this](Time then) { offer(then); });
}

void PhoneFloor::offer(Time now) {
    const Call call{++calls_, dice_.pick(queue_shares), now};
    stage_.tell("phone", "contact.offered", now,
                {{"contact", contact(call.number)},
                 {"queue", text(queues[call.queue])},
                 {"channel", text("phone")},
                 {"customer", "caller-" + std::to_string(dice_.below(1800))}});
    lines_[call.queue].push_back(call);
    stage_.agenda().at(now + whole_ms(dice_.exponential(patience)),
                       [this, call](Time then) { give_up(call.number, call.queue, then); });
    plan_next_call(now);

    // The agent who has been free longest takes it.
    std::size_t chosen = roster;
    for (std::size_t i = 0; i < roster; ++i)
        if (agents_[i].state == AgentState::ready &&
            std::ranges::count(agents_[i].queues, call.queue) > 0 &&
            (chosen == roster || agents_[i].since < agents_[chosen].since))
            chosen = i;
    if (chosen < roster) find_work(chosen, now);
}

void PhoneFloor::give_up(std::uint64_t number, std::size_t queue, Time now) {
    const auto found = std::ranges::find(lines_[queue], number, &Call::number);
    if (found == lines_[queue].end()) return;
    const double wait = in_seconds(now - found->offered);
    lines_[queue].erase(found);
    if (wait < 40 || !dice_.chance(.25)) {
        stage_.tell("phone", "contact.abandoned", now,
                    {{"contact", contact(number)}, {"queue", text(queues[queue])}, {"wait", wait}});
        return;
    }
    const Time promise = now + stage_.lasting(1800, now);
    stage_.tell("phone", "contact.left", now,
                {{"contact", contact(number)},
                 {"queue", text(queues[queue])},
                 {"to", text("callback")},
                 {"wait", wait}});
    stage_.tell("phone", "contact.callback_requested", now,
                {{"contact", contact(number)},
                 {"queue", text(queues[queue])},
                 {"promise", static_cast<double>(to_epoch_ms(promise))}});
    stage_.agenda().at(
        now + stage_.lasting(dice_.between(400, 1900), now), [this, number, queue](Time then) {
            stage_.tell("phone", "contact.callback_done", then,
                        {{"contact", contact(number)}, {"queue", text(queues[queue])}});
        });
}

void PhoneFloor::find_work(std::size_t agent, Time now) {
    std::deque<Call>* longest = nullptr;
    for (const std::size_t queue : agents_[agent].queues) {
        auto& line = lines_[queue];
        if (!line.empty() && (!longest || line.front().offered < longest->front().offered))
            longest = &line;
    }
    if (longest == nullptr) return;
    const Call call = longest->front();
    longest->pop_front();
    ring(agent, call, now);
}

void PhoneFloor::ring(std::size_t agent, Call call, Time now) {
    set_state(agent, AgentState::ringing, now, "");
    agents_[agent].call = call.number;
    agents_[agent].call_queue = call.queue;
    const bool answered = dice_.chance(.985);
    const double rings =
        (answered ? dice_.between(1.5, 4) : 12) / std::max(1.0, stage_.stretch(now).speed / 10);
    stage_.agenda().at(now + whole_ms(rings), [=, this](Time then) {
        answered ? answer(agent, call, then) : miss(agent, call, then);
    });
}

void PhoneFloor::miss(std::size_t agent, Call call, Time now) {
    agents_[agent].call = 0;
    stage_.tell("phone", "agent.no_answer", now,
                {{"agent", agents_[agent].name},
                 {"queue", text(queues[call.queue])},
                 {"ring", in_seconds(now - agents_[agent].since)}});
    set_state(agent, AgentState::away, now, "no answer");
    lines_[call.queue].push_front(call);
    stage_.agenda().at(now + stage_.lasting(120, now),
                       [this, agent](Time then) { be_free(agent, then); });
    for (std::size_t i = 0; i < roster; ++i)
        if (agents_[i].state == AgentState::ready) find_work(i, now);
}

void PhoneFloor::answer(std::size_t agent, Call call, Time now) {
    stage_.tell("phone", "contact.answered", now,
                {{"contact", contact(call.number)},
                 {"queue", text(queues[call.queue])},
                 {"channel", text("phone")},
                 {"agent", agents_[agent].name},
                 {"wait", in_seconds(now - call.offered)}});
    set_state(agent, AgentState::on_contact, now, "");
    const double talk = std::round(dice_.lognormal(talk_median, .5));
    const double hold = dice_.chance(.2) ? std::round(dice_.exponential(30)) : 0;
    stage_.agenda().at(now + stage_.lasting(talk + hold, now),
                       [=, this](Time then) { hang_up(agent, talk, hold, then); });
}

void PhoneFloor::hang_up(std::size_t agent, double talk, double hold, Time now) {
    Agent& who = agents_[agent];
    const Handled handled{contact(who.call), text(queues[who.call_queue]), who.name};
    const auto call = std::exchange(who.call, 0);
    stage_.tell("phone", "contact.ended", now,
                {{"contact", handled.contact},
                 {"queue", handled.queue},
                 {"agent", who.name},
                 {"talk", talk},
                 {"hold", hold}});
    set_state(agent, AgentState::wrap, now, "");
    handled_(handled, now);
    const double wrap = std::round(dice_.lognormal(wrap_median, .5));
    stage_.agenda().at(now + stage_.lasting(wrap, now), [=, this](Time then) {
        stage_.tell("phone", "contact.wrapped", then,
                    {{"contact", contact(call)}, {"agent", agents_[agent].name}, {"wrap", wrap}});
        const bool takes_break = stage_.mood(then).calls < 1.5 && dice_.chance(.05);
        if (!takes_break) return be_free(agent, then);
        set_state(agent, AgentState::away, then, "break");
        stage_.agenda().at(then + stage_.lasting(dice_.between(200, 700), then),
                           [this, agent](Time later) { be_free(agent, later); });
    });
}

void PhoneFloor::be_free(std::size_t agent, Time now) {
    set_state(agent, AgentState::ready, now, "");
    find_work(agent, now);
}

void PhoneFloor::staff(Time now) {
    const auto wanted = static_cast<std::size_t>(std::lround(usual_agents * day_shape(now))) +
                        static_cast<std::size_t>(stage_.mood(now).helpers);
    auto present = static_cast<std::size_t>(
        roster - std::ranges::count(agents_, AgentState::offline, &Agent::state));
    for (std::size_t i = 0; i < roster && present < wanted; ++i)
        if (agents_[i].state == AgentState::offline) {
            be_free(i, now);
            ++present;
        }
    for (std::size_t i = roster; i-- > 0 && present > wanted;)
        if (agents_[i].state == AgentState::ready) {
            set_state(i, AgentState::offline, now, "");
            --present;
        }
}

void PhoneFloor::look_round(Time now) {
    staff(now);
    const auto in = [this](AgentState state) {
        return static_cast<double>(std::ranges::count(agents_, state, &Agent::state));
    };
    const double busy = in(AgentState::on_contact) + in(AgentState::wrap);
    const double on_phones = busy + in(AgentState::ready) + in(AgentState::ringing);
    if (on_phones > 0) occupancy_ += .06 * (busy / on_phones - occupancy_);
    stage_.agenda().at(now + stage_.lasting(60, now), [this](Time then) { look_round(then); });
}

void PhoneFloor::close(Time now) {
    for (std::size_t queue = 0; queue < lines_.size(); ++queue)
        for (const Call& call : std::exchange(lines_[queue], {}))
            stage_.tell("phone", "contact.left", now,
                        {{"contact", contact(call.number)},
                         {"queue", text(queues[queue])},
                         {"to", text("closed")},
                         {"wait", in_seconds(now - call.offered)}});
    for (std::size_t i = 0; i < roster; ++i) {
        Agent& who = agents_[i];
        if (who.call != 0)
            stage_.tell("phone",
                        who.state == AgentState::ringing ? "contact.left" : "contact.ended", now,
                        {{"contact", contact(std::exchange(who.call, 0))},
                         {"queue", text(queues[who.call_queue])},
                         {"to", text("closed")}});
        set_state(i, AgentState::offline, now, "");
    }
}

}  // namespace waymark::demo
