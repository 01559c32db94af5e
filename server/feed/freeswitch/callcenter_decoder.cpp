#include "server/feed/freeswitch/callcenter_decoder.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace waymark::server {
namespace {

constexpr std::string_view unknown_agent = "unknown";

/// Microseconds since the epoch, as events are dated; no later than the year 2199.
std::optional<Time> as_micros(std::string_view text) {
    if (text.size() < 7) return std::nullopt;
    std::string seconds{text};
    seconds.insert(seconds.size() - 6, ".");
    return as_time(seconds);
}

std::optional<std::string> name_in(const EslFields& fields,
                                   std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys)
        if (const std::string_view text = value_in(fields, key); !text.empty())
            return as_name(text);
    return std::nullopt;
}

}  // namespace

/// An event of a member or an agent, with what it must say.
struct CallcenterDecoder::Event {
    const EslFields& fields;
    Time time;
    std::string member, contact, queue, agent;

    /// A moment of the member's; none when it is 0 or not said.
    std::optional<Time> moment(std::string_view key) const {
        const auto said = as_time(value_in(fields, key));
        return said && *said > Time{} ? said : std::nullopt;
    }
};

struct CallcenterDecoder::Action {
    std::string_view name;
    void (CallcenterDecoder::*take)(const Event&);
    bool member = false;
    bool agent = false;
};

const CallcenterDecoder::Action* CallcenterDecoder::action_of(std::string_view name) {
    using Self = CallcenterDecoder;
    static constexpr std::array<Action, 11> actions{{
        {"member-queue-start", &Self::on_start, true},
        {"member-queue-end", &Self::on_end, true},
        {"bridge-agent-start", &Self::on_bridge, true, true},
        {"bridge-agent-end", &Self::on_unbridge, true, true},
        {"bridge-agent-fail", &Self::on_fail, true, true},
        {"agent-status-change", &Self::on_status, false, true},
        {"agent-state-change", &Self::on_state, false, true},
        {"agent-offering", &Self::on_nothing},
        {"members-count", &Self::on_nothing},
        {"member-queue-resume", &Self::on_nothing},
        {"member-queue-skill-score-change", &Self::on_nothing},
    }};
    for (const Action& action : actions)
        if (action.name == name) return &action;
    return nullptr;
}

std::vector<Record> CallcenterDecoder::decode(const EslFields& fields) {
    const Action* const action = action_of(value_in(fields, "CC-Action"));
    const auto time = as_micros(value_in(fields, "Event-Date-Timestamp"));
    if (action == nullptr || !time) {
        ++skipped_[action == nullptr ? skip_reason::unknown : skip_reason::no_time];
        return {};
    }
    newest_ = time;
    const auto member = name_in(fields, {"CC-Member-UUID"});
    const auto queue = name_in(fields, {"CC-Queue"});
    const auto agent = name_in(fields, {"CC-Agent", "variable_cc_agent"});
    if ((action->member && (!member || !queue)) || (action->agent && !agent)) {
        ++skipped_[skip_reason::no_subject];
        return {};
    }
    const auto contact = name_in(fields, {"CC-Member-Session-UUID"});
    (this->*action->take)({fields, *time, member.value_or(""),
                           contact.value_or(member.value_or("")), queue.value_or(""),
                           agent.value_or("")});
    return std::exchange(records_, {});
}

CallcenterDecoder::Member& CallcenterDecoder::open(const Event& event) {
    const auto [place, fresh] = members_.try_emplace(event.member);
    Member& member = place->second;
    if (fresh) {
        member.contact = event.contact;
        member.queue = event.queue;
        member.age = ++opened_;
        by_age_[member.age] = event.member;
        if (members_.size() > most_open) {
            ++skipped_[skip_reason::too_many];
            close(std::string{by_age_.begin()->second});
        }
    }
    member.heard = event.time;
    return member;
}

void CallcenterDecoder::close(const std::string& id) {
    const auto found = members_.find(id);
    if (found == members_.end()) return;
    by_age_.erase(found->second.age);
    members_.erase(found);
}

Record& CallcenterDecoder::put(std::string_view type, const std::string& id, const Member& member,
                               Time time) {
    return records_.emplace_back(Record{.type = std::string{type},
                                        .id = as_id(id + "/" + std::string{type}),
                                        .time = time,
                                        .fields = {{"contact", member.contact},
                                                   {"queue", member.queue},
                                                   {"channel", std::string{"phone"}}}});
}

void CallcenterDecoder::offer(const Event& event, Member& member, Time time) {
    if (std::exchange(member.offered, true)) return;
    Record& record = put("contact.offered", event.member, member, time);
    const std::string_view number = value_in(event.fields, "CC-Member-CID-Number");
    if (is_number(number)) record.fields["customer"] = std::string{number};
}

void CallcenterDecoder::answer(const Event& event, Member& member, Time time) {
    if (std::exchange(member.answered, true)) return;
    member.agent = event.agent.empty() ? std::string{unknown_agent} : event.agent;
    put("contact.answered", event.member, member, time).fields["agent"] = member.agent;
}

void CallcenterDecoder::on_start(const Event& event) {
    offer(event, open(event), event.time);
}

void CallcenterDecoder::on_bridge(const Event& event) {
    Member& member = open(event);
    offer(event, member, event.moment("CC-Member-Joined-Time").value_or(event.time));
    answer(event, member, event.time);
}

void CallcenterDecoder::on_unbridge(const Event& event) {
    Member& member = open(event);
    offer(event, member, event.moment("CC-Member-Joined-Time").value_or(event.time));
    answer(event, member, event.moment("CC-Agent-Answered-Time").value_or(event.time));
    if (std::exchange(member.ended, true)) return;
    put("contact.ended", event.member, member, event.time).fields["agent"] = event.agent;
}

void CallcenterDecoder::on_fail(const Event& event) {
    Record& record = put("agent.no_answer", event.member, open(event), event.time);
    record.id = as_id(event.member + "/" + std::to_string(to_epoch_us(event.time)) + "/" +
                      "no answer/" + event.agent);
    record.fields["agent"] = event.agent;
    const auto called = event.moment("CC-Agent-Called-Time");
    const auto given_up = event.moment("CC-Agent-Aborted-Time");
    if (!called || !given_up) return;
    if (const auto ring = as_stated(*given_up - *called)) record.fields["ring"] = *ring;
}

/// Whoever was answered is told to have left only when it hangs up; all its moments are said again.
void CallcenterDecoder::on_end(const Event& event) {
    Member& member = open(event);
    offer(event, member, event.moment("CC-Member-Joined-Time").value_or(event.time));
    const auto answered = event.moment("CC-Agent-Answered-Time");
    const auto reason = name_in(event.fields, {"CC-Cancel-Reason", "CC-Cause-Reason"});
    const bool cancelled = value_in(event.fields, "CC-Cause") == "Cancel";
    if (!cancelled && answered) answer(event, member, *answered);
    if (member.answered && !member.ended) {
        put("contact.ended", event.member, member, event.time).fields["agent"] = member.agent;
    } else if (!member.answered) {
        const bool timed_out = reason == "TIMEOUT" || reason == "NO_AGENT_TIMEOUT";
        const bool gave_up = cancelled && (!reason || reason == "NONE");
        put(timed_out ? "contact.timed_out"
            : gave_up ? "contact.abandoned"
                      : "contact.left",
            event.member, member, event.time);
    }
    close(event.member);
}

CallcenterDecoder::Agent* CallcenterDecoder::known(const std::string& name) {
    const auto found = agents_.find(name);
    if (found != agents_.end()) return &found->second;
    if (agents_.size() < most_agents) return &agents_[name];
    ++skipped_[skip_reason::too_many];
    return nullptr;
}

void CallcenterDecoder::on_status(const Event& event) {
    Agent* const agent = known(event.agent);
    if (agent == nullptr) return;
    agent->status = value_in(event.fields, "CC-Agent-Status");
    tell(event.agent, *agent, event.time);
}

void CallcenterDecoder::on_state(const Event& event) {
    Agent* const agent = known(event.agent);
    if (agent == nullptr) return;
    agent->state = value_in(event.fields, "CC-Agent-State");
    tell(event.agent, *agent, event.time);
}

void CallcenterDecoder::tell(const std::string& name, Agent& agent, Time time) {
    std::string state = "ready", reason;
    if (agent.state == "In a queue call") {
        state = "on_contact";
    } else if (agent.status == "Logged Out") {
        state = "offline";
    } else if (agent.status == "On Break") {
        state = "away";
        reason = agent.status;
    } else if (agent.state == "Receiving" || agent.state == "Reserved") {
        state = "ringing";
    } else if (agent.state == "Idle") {
        state = "away";
        reason = agent.state;
    } else if (agent.status.empty()) {
        return;  // waits for calls, if it is there at all
    }
    if (agent.told == state && agent.reason == reason) return;
    agent.told = state;
    agent.reason = reason;
    Record record{.type = "agent.state",
                  .id = as_id(std::to_string(to_epoch_us(time)) + "/" + state + "/" + name),
                  .time = time,
                  .fields = {{"agent", name}, {"state", state}}};
    if (!reason.empty()) record.fields["reason"] = reason;
    records_.push_back(std::move(record));
}

std::vector<Record> CallcenterDecoder::agent(const std::string& name, const std::string& status,
                                             const std::string& state, Time now) {
    if (Agent* const agent = known(name)) {
        agent->status = status;
        agent->state = state;
        tell(name, *agent, now);
    }
    return std::exchange(records_, {});
}

std::set<std::string> CallcenterDecoder::queues() const {
    std::set<std::string> names;
    for (const auto& [id, member] : members_)
        names.insert(member.queue);
    return names;
}

std::vector<Record> CallcenterDecoder::only(const std::string& queue,
                                            const std::set<std::string>& listed, Time since) {
    std::vector<std::string> gone;
    for (const auto& [id, member] : members_)
        if (member.queue == queue && member.heard <= since && !listed.contains(id))
            gone.push_back(id);
    for (const std::string& id : gone) {
        const Member& member = members_.at(id);
        if (!member.ended) {
            Record& record =
                put(member.answered ? "contact.ended" : "contact.left", id, member, since);
            if (member.answered) record.fields["agent"] = member.agent;
            record.fields["reason"] = std::string{"unknown"};
        }
        close(id);
    }
    return std::exchange(records_, {});
}

}  // namespace waymark::server
