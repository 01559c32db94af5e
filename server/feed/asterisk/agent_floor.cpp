#include "server/feed/asterisk/agent_floor.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

constexpr std::size_t most_ringing = 100;
constexpr std::size_t most_list_octets = 8'000;  ///< of a list of queues, as a record may hold it

}  // namespace

AgentFloor::AgentFloor(std::vector<std::string> wrap_reasons)
    : wrap_reasons_(std::move(wrap_reasons)) {}

AgentFloor::Agent* AgentFloor::agent(const std::string& name) {
    const auto found = agents_.find(name);
    if (found != agents_.end()) return &found->second;
    if (agents_.size() >= most_agents) {
        ++skipped_[skip_reason::too_many];
        return nullptr;
    }
    return &agents_[name];
}

void AgentFloor::join(const std::string& name, const std::string& queue) {
    Agent* const one = agent(name);
    if (one == nullptr) return;
    one->left.erase(queue);
    if (one->queues.size() < most_queues)
        one->queues.try_emplace(queue);
    else if (!one->queues.contains(queue))
        ++skipped_[skip_reason::too_many];
}

void AgentFloor::leave(const std::string& name, const std::string& queue) {
    Agent* const one = agent(name);
    if (one == nullptr) return;
    one->queues.erase(queue);
    if (one->left.size() < most_queues) one->left.insert(queue);
}

void AgentFloor::leave_all(const std::string& name) {
    Agent* const one = agent(name);
    if (one == nullptr) return;
    one->queues.clear();
    one->left.clear();
    one->ringing.clear();
}

void AgentFloor::seen(const std::string& name, const std::string& queue) {
    const Agent* const one = agent(name);
    if (one != nullptr && !one->left.contains(queue)) join(name, queue);
}

bool AgentFloor::is_member(const std::string& name, const std::string& queue) const {
    const auto found = agents_.find(name);
    return found != agents_.end() && found->second.queues.contains(queue);
}

void AgentFloor::pause(const std::string& name, const std::string& queue, bool paused,
                       const std::string& reason) {
    Agent* const one = agent(name);
    if (one == nullptr) return;
    for (auto& [member_of, pause] : one->queues)
        if (queue.empty() || member_of == queue) pause = {paused, paused ? reason : ""};
}

void AgentFloor::phone(const std::string& name, PhoneState state) {
    Agent* const one = agent(name);
    if (one == nullptr) return;
    if (state != PhoneState::busy) one->busy_before = false;
    one->phone = state;
}

void AgentFloor::ring(const std::string& name, const std::string& contact) {
    Agent* const one = agent(name);
    if (one != nullptr && one->ringing.size() < most_ringing) one->ringing.insert(contact);
}

void AgentFloor::stop_ringing(const std::string& name, const std::string& contact) {
    if (Agent* const one = agent(name)) one->ringing.erase(contact);
}

void AgentFloor::connect(const std::string& name, const std::string& contact) {
    Agent* const one = agent(name);
    if (one == nullptr) return;
    one->ringing.erase(contact);
    one->contact = contact;
}

void AgentFloor::release(const std::string& name, const std::string& contact) {
    Agent* const one = agent(name);
    if (one == nullptr || (one->contact != contact && one->contact != some_contact)) return;
    one->contact.clear();
    one->busy_before = one->phone == PhoneState::busy;
}

const std::string& AgentFloor::contact_of(const std::string& name) const {
    static const std::string none;
    const auto found = agents_.find(name);
    return found == agents_.end() ? none : found->second.contact;
}

std::vector<std::string> AgentFloor::agents() const {
    std::vector<std::string> names;
    for (const auto& [name, agent] : agents_)
        names.push_back(name);
    return names;
}

void AgentFloor::hear(Record& record) {
    Agent* const one = agent(std::string{record.text("agent")});
    if (one == nullptr) return;
    Told told{std::string{record.text("state")}, std::string{record.text("reason")}, {}};
    const auto* queues = std::get_if<std::vector<std::string>>(record.find("queues"));
    if (queues != nullptr) told.queues = *queues;
    if (told.state != "offline")
        if (Told known = state_of(*one); !known.queues.empty())
            told.queues = std::move(known.queues);
    record.fields["queues"] = told.queues;
    one->told = std::move(told);
}

AgentFloor::Told AgentFloor::state_of(const Agent& agent) const {
    Told now;
    std::size_t octets = 0;
    for (const auto& [queue, pause] : agent.queues) {
        octets += 2 * queue.size() + 3;
        if (octets <= most_list_octets) now.queues.push_back(queue);
    }
    const bool paused =
        std::ranges::all_of(agent.queues, [](const auto& member) { return member.second.paused; });
    if (!agent.contact.empty()) {
        now.state = "on_contact";
    } else if (agent.queues.empty()) {
        now.state = "offline";
    } else if (!agent.ringing.empty()) {
        now.state = "ringing";
    } else if (paused) {
        now.reason = agent.queues.begin()->second.reason;
        const bool wrap = std::ranges::find(wrap_reasons_, now.reason) != wrap_reasons_.end();
        now.state = wrap ? "wrap" : "away";
    } else if (agent.phone == PhoneState::unreachable) {
        now.state = "offline";
        now.reason = "phone unreachable";
    } else if (agent.phone == PhoneState::busy && !agent.busy_before) {
        now.state = "away";
        now.reason = "other call";
    } else {
        now.state = "ready";
    }
    return now;
}

std::optional<Record> AgentFloor::tell(const std::string& name, Time time) {
    const auto found = agents_.find(name);
    if (found == agents_.end()) return std::nullopt;
    Agent& agent = found->second;
    Told now = state_of(agent);
    if (!agent.told && now.state == "offline" && now.queues.empty()) return std::nullopt;
    if (agent.told == now) return std::nullopt;
    if (time != agent.told_at) agent.told_then = 0;
    agent.told_at = time;
    Record record{.type = "agent.state",
                  .id = as_id(std::to_string(to_epoch_us(time)) + "/" +
                              std::to_string(agent.told_then++) + "/agent.state/" + name),
                  .time = time,
                  .fields = {{"agent", name}, {"state", now.state}, {"queues", now.queues}}};
    if (!now.reason.empty()) record.fields["reason"] = now.reason;
    agent.told = std::move(now);
    return record;
}

}  // namespace waymark::server
