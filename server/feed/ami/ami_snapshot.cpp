#include "server/feed/ami/ami_snapshot.hpp"

namespace waymark::server {

PhoneState phone_state(std::string_view code) {
    // 0 unknown, 1 not in use, 2 in use, 3 busy, 4 invalid, 5 unavailable, 6 ringing, 7 ringing and
    // in use, 8 on hold. Who rings for a queue is told by AgentCalled.
    if (code == "2" || code == "3" || code == "7" || code == "8") return PhoneState::busy;
    if (code == "4" || code == "5") return PhoneState::unreachable;
    return PhoneState::idle;
}

std::string customer_of(const AmiMessage& message) {
    const std::string_view number = message.text("CallerIDNum");
    return is_number(number) ? std::string{number} : std::string{};
}

std::optional<std::string> name_in(const AmiMessage& message,
                                   std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys)
        if (const std::string_view text = message.text(key); !text.empty()) return as_name(text);
    return std::nullopt;
}

bool AmiSnapshot::take(const AmiMessage& message) {
    if (message.name == "QueueParams") {
        complete_ = false;
        const auto queue = name_in(message, {"Queue"});
        if (queue && queues_.size() < most_queues) queues_.insert(*queue);
    } else if (message.name == "QueueMember") {
        take_member(message);
    } else if (message.name == "QueueEntry") {
        take_entry(message);
    } else if (message.name == "QueueStatusComplete") {
        complete_ = true;
    } else {
        return false;
    }
    return true;
}

void AmiSnapshot::take_member(const AmiMessage& message) {
    const auto agent = name_in(message, {"Name", "MemberName", "Location", "Interface"});
    const auto queue = name_in(message, {"Queue"});
    if (!agent || !queue || members_.size() >= most_items) {
        ++skipped_[!agent || !queue ? skip_reason::no_subject : skip_reason::too_many];
        return;
    }
    members_.push_back({.agent = *agent,
                        .queue = *queue,
                        .reason = name_in(message, {"PausedReason"}).value_or(""),
                        .phone = phone_state(message.text("Status")),
                        .last_end = as_time(message.text("LastCall")).value_or(Time{}),
                        .paused = message.text("Paused") == "1",
                        .in_call = message.text("InCall") == "1"});
}

void AmiSnapshot::take_entry(const AmiMessage& message) {
    const auto contact = name_in(message, {"Uniqueid"});
    const auto queue = name_in(message, {"Queue"});
    if (!contact || !queue || entries_.size() >= most_items) {
        ++skipped_[!contact || !queue ? skip_reason::no_subject : skip_reason::too_many];
        return;
    }
    entries_.push_back(
        {*contact, *queue, customer_of(message), as_seconds(message.text("Wait"), 1).value_or(0)});
}

void AmiSnapshot::apply_members(const std::vector<Member>& members,
                                const std::set<std::string>& queues, AgentFloor& floor) {
    std::set<std::pair<std::string, std::string>> listed;
    std::set<std::string> in_call;
    for (const Member& member : members) {
        listed.emplace(member.agent, member.queue);
        if (member.in_call) in_call.insert(member.agent);
    }
    for (const std::string& agent : floor.agents()) {
        for (const std::string& queue : queues)
            if (floor.is_member(agent, queue) && !listed.contains({agent, queue}))
                floor.leave(agent, queue);
        if (!in_call.contains(agent)) floor.release(agent, floor.contact_of(agent));
    }
    for (const Member& member : members) {
        floor.join(member.agent, member.queue);
        floor.pause(member.agent, member.queue, member.paused, member.reason);
        floor.phone(member.agent, member.phone);
        if (member.in_call && floor.contact_of(member.agent).empty())
            floor.connect(member.agent, std::string{AgentFloor::some_contact});
    }
}

void AmiSnapshot::apply(Time now, const std::string& reason, AgentFloor& floor,
                        AmiContacts& contacts, HeldRecords& records) {
    AmiContacts::Talking talking;
    for (const Member& member : members_)
        if (member.in_call) talking[{member.agent, member.queue}] = member.last_end;
    for (const Entry& entry : entries_)
        contacts.waiting({entry.contact, entry.queue, now - from_seconds(entry.waited)},
                         entry.customer);
    contacts.give_up(queues_, talking, reason);
    apply_members(members_, queues_, floor);
    for (const std::string& agent : floor.agents())
        if (auto record = floor.tell(agent, now)) records.put(std::move(*record));
    forget();
}

void AmiSnapshot::forget() {
    queues_.clear();
    members_.clear();
    entries_.clear();
    complete_ = false;
}

}  // namespace waymark::server
