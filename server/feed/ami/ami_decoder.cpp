#include "server/feed/ami/ami_decoder.hpp"

#include <array>
#include <utility>

namespace waymark::server {

AmiDecoder::AmiDecoder(Options options)
    : floor_(std::move(options.wrap_reasons)),
      contacts_(options.max_wait, options.whole_seconds, floor_, records_) {}

AmiDecoder::Handler AmiDecoder::handler_of(std::string_view event) {
    static constexpr std::array<std::pair<std::string_view, Handler>, 12> handlers{{
        {"QueueMemberStatus", &AmiDecoder::on_member},
        {"QueueMemberPause", &AmiDecoder::on_member},
        {"QueueMemberPaused", &AmiDecoder::on_member},
        {"QueueMemberAdded", &AmiDecoder::on_member},
        {"QueueMemberRemoved", &AmiDecoder::on_member},
        {"QueueCallerJoin", &AmiDecoder::on_contact},
        {"QueueCallerLeave", &AmiDecoder::on_contact},
        {"QueueCallerAbandon", &AmiDecoder::on_contact},
        {"AgentCalled", &AmiDecoder::on_call_of_agent},
        {"AgentConnect", &AmiDecoder::on_call_of_agent},
        {"AgentComplete", &AmiDecoder::on_call_of_agent},
        {"AgentRingNoAnswer", &AmiDecoder::on_call_of_agent},
    }};
    for (const auto& [name, handler] : handlers)
        if (name == event) return handler;
    return nullptr;
}

std::vector<Record> AmiDecoder::decode(const AmiMessage& message) {
    if (message.kind == AmiMessage::Kind::event || message.kind == AmiMessage::Kind::response)
        take(message);
    else if (message.kind == AmiMessage::Kind::other)
        ++skipped_[skip_reason::unknown];
    return release();
}

void AmiDecoder::take(const AmiMessage& message) {
    const auto time = as_time(message.text("Timestamp"));
    if (time) {
        newest_ = time;
        contacts_.pass(*time);
    }
    if (message.kind == AmiMessage::Kind::event && !snapshot_.take(message)) {
        const Handler handle = handler_of(message.name);
        if (handle != nullptr && time)
            (this->*handle)(message, *time);
        else if (handle != nullptr)
            ++skipped_[skip_reason::no_time];
    }
    // Items of a list have no time: theirs is that of the last message that had one.
    if (!snapshot_.complete() || !newest_) return;
    snapshot_.apply(*newest_, std::exchange(reason_, "unknown"), floor_, contacts_, records_);
}

std::vector<Record> AmiDecoder::lose_sight() {
    snapshot_.forget();
    contacts_.lose_sight(newest_.value_or(Time{}));
    return flush();
}

void AmiDecoder::hear(Record& record) {
    if (record.type == "agent.state")
        floor_.hear(record);
    else
        contacts_.hear(record);
}

void AmiDecoder::on_contact(const AmiMessage& message, Time time) {
    const auto contact = name_in(message, {"Uniqueid"});
    const auto queue = name_in(message, {"Queue"});
    if (!contact || !queue) {
        ++skipped_[skip_reason::no_subject];
        return;
    }
    const AmiContacts::About about{*contact, *queue, time};
    if (message.name == "QueueCallerJoin")
        contacts_.joined(about, customer_of(message));
    else if (message.name == "QueueCallerAbandon")
        contacts_.abandoned(about, as_seconds(message.text("HoldTime"), 1));
    else
        contacts_.left(about);
}

void AmiDecoder::on_call_of_agent(const AmiMessage& message, Time time) {
    const auto contact = name_in(message, {"Uniqueid"});
    const auto queue = name_in(message, {"Queue"});
    const auto agent = name_in(message, {"MemberName", "Interface"});
    if (!contact || !queue || !agent) {
        ++skipped_[skip_reason::no_subject];
        return;
    }
    const AmiContacts::About about{*contact, *queue, time};
    floor_.seen(*agent, *queue);
    if (message.name == "AgentCalled")
        contacts_.called(about, *agent);
    else if (message.name == "AgentConnect")
        contacts_.connected(about, *agent, as_seconds(message.text("HoldTime"), 1));
    else if (message.name == "AgentRingNoAnswer")  // in milliseconds, unlike all others
        contacts_.not_answered(about, *agent, as_seconds(message.text("RingTime"), 1'000));
    else
        contacts_.completed(about, *agent, as_seconds(message.text("TalkTime"), 1),
                            message.text("Reason") == "transfer");
}

void AmiDecoder::on_member(const AmiMessage& message, Time time) {
    const auto agent = name_in(message, {"MemberName", "Interface", "Location"});
    const auto queue = name_in(message, {"Queue"});
    if (!agent || !queue) {
        ++skipped_[skip_reason::no_subject];
        return;
    }
    const bool known = floor_.is_member(*agent, *queue);
    if (message.name == "QueueMemberRemoved")
        floor_.leave(*agent, *queue);
    else if (message.name == "QueueMemberAdded")
        floor_.join(*agent, *queue);
    else
        floor_.seen(*agent, *queue);
    // A status repeats what is known of pauses, and may be late.
    if (message.name.starts_with("QueueMemberPause") || !known)
        floor_.pause(*agent, *queue, message.text("Paused") == "1",
                     name_in(message, {"PausedReason", "Reason"}).value_or(""));
    if (const std::string_view code = message.text("Status"); !code.empty())
        floor_.phone(*agent, phone_state(code));
    if (auto record = floor_.tell(*agent, time)) records_.put(std::move(*record));
}

std::vector<Record> AmiDecoder::release() {
    if (records_.size() > most_held) contacts_.decide_all();
    return records_.release(contacts_.undecided_since());
}

std::vector<Record> AmiDecoder::flush() {
    contacts_.decide_all();
    return records_.release(Time::max());
}

SkipCounts AmiDecoder::skipped() const {
    SkipCounts all = skipped_;
    for (const SkipCounts* counts : {&floor_.skipped(), &contacts_.skipped(), &snapshot_.skipped()})
        for (const auto& [reason, count] : *counts)
            all[reason] += count;
    return all;
}

}  // namespace waymark::server
