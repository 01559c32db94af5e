#include "server/feed/queue_log/queue_log_decoder.hpp"

#include <array>
#include <utility>

namespace waymark::server {

/// What a line of an event is taken for, and what it must name.
struct QueueLogDecoder::Verb {
    std::string_view name;
    void (QueueLogDecoder::*take)(const Line&);
    bool contact = false;
    bool queue = false;
    bool agent = false;
};

const QueueLogDecoder::Verb* QueueLogDecoder::verb_of(std::string_view name) {
    using Self = QueueLogDecoder;
    static constexpr std::array<Verb, 22> verbs{{
        {"ENTERQUEUE", &Self::on_enter, true, true},
        {"CONNECT", &Self::on_connect, true, true, true},
        {"ABANDON", &Self::on_abandon, true, true},
        {"EXITWITHTIMEOUT", &Self::on_timeout, true, true},
        {"EXITWITHKEY", &Self::on_key, true, true},
        {"EXITEMPTY", &Self::on_empty, true, true},
        {"COMPLETEAGENT", &Self::on_complete, true, true, true},
        {"COMPLETECALLER", &Self::on_complete, true, true, true},
        {"BLINDTRANSFER", &Self::on_blind_transfer, true, true, true},
        {"TRANSFER", &Self::on_blind_transfer, true, true, true},
        {"ATTENDEDTRANSFER", &Self::on_attended_transfer, true, true, true},
        {"RINGNOANSWER", &Self::on_no_answer, true, true, true},
        {"ADDMEMBER", &Self::on_add, false, true, true},
        {"REMOVEMEMBER", &Self::on_remove, false, true, true},
        {"PAUSE", &Self::on_pause, false, true, true},
        {"PAUSEALL", &Self::on_pause, false, false, true},
        {"UNPAUSE", &Self::on_unpause, false, true, true},
        {"UNPAUSEALL", &Self::on_unpause, false, false, true},
        {"QUEUESTART", &Self::on_start},
        {"CONFIGRELOAD", &Self::on_nothing},
        {"RINGCANCELED", &Self::on_nothing},
        {"DID", &Self::on_nothing},
    }};
    for (const Verb& verb : verbs)
        if (verb.name == name) return &verb;
    return nullptr;
}

std::string_view QueueLogDecoder::Line::at(std::size_t place) const {
    return place < data.size() ? data[place] : std::string_view{};
}

std::string_view QueueLogDecoder::Line::from_end(std::size_t place) const {
    std::size_t end = data.size();
    while (end > 0 && data[end - 1].empty())
        --end;
    return place <= end ? data[end - place] : std::string_view{};
}

QueueLogDecoder::QueueLogDecoder(Options options) : floor_(std::move(options.wrap_reasons)) {}

std::vector<Record> QueueLogDecoder::decode(std::string_view text) {
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.empty()) return {};
    if (text.size() > most_octets) {
        ++skipped_[skip_reason::too_long];
        return {};
    }
    std::vector<std::string_view> parts;
    for (std::string_view rest = text;; rest.remove_prefix(parts.back().size() + 1)) {
        parts.push_back(rest.substr(0, rest.find('|')));
        if (parts.back().size() == rest.size()) break;
    }
    const auto time = as_time(parts[0]);
    if (!time || parts.size() < 5) {
        ++skipped_[time ? skip_reason::cut_short : skip_reason::no_time];
        return {};
    }
    const Verb* const verb = verb_of(parts[4]);
    if (verb == nullptr) {
        ++skipped_[skip_reason::unknown];
        return {};
    }
    const auto named = [&](std::size_t place) {
        return parts[place] == "NONE" ? std::nullopt : as_name(parts[place]);
    };
    Line line{.time = *time,
              .id = id_of(text, *time),
              .contact = named(1),
              .queue = named(2),
              .agent = named(3),
              .data = {parts.begin() + 5, parts.end()}};
    if ((verb->contact && !line.contact) || (verb->queue && !line.queue) ||
        (verb->agent && !line.agent)) {
        ++skipped_[skip_reason::no_subject];
        return {};
    }
    (this->*verb->take)(line);
    last_time_ = *time;
    return std::exchange(records_, {});
}

std::string QueueLogDecoder::id_of(std::string_view line, Time time) {
    if (time != last_time_ || lines_of_then_.size() >= most_equal) lines_of_then_.clear();
    const std::string hash = digest(line);
    return std::to_string(to_epoch_us(time) / 1'000'000) + "/" + hash + "/" +
           std::to_string(lines_of_then_[hash]++);
}

Record& QueueLogDecoder::put(std::string_view type, const Line& line) {
    Record& record = records_.emplace_back();
    record.type = type;
    record.id = line.id + "/" + std::to_string(records_.size());
    record.time = line.time;
    record.fields["channel"] = "phone";
    if (line.contact) record.fields["contact"] = *line.contact;
    if (line.queue) record.fields["queue"] = *line.queue;
    if (line.agent) record.fields["agent"] = *line.agent;
    return record;
}

void QueueLogDecoder::on_start(const Line& line) {
    // What was open ended with the program, of which the last line is the last sign.
    Line gone = line;
    gone.time = last_time_;
    for (const auto& [id, contact] : contacts_) {
        gone.contact = id;
        gone.queue = contact.queue;
        gone.agent.reset();
        if (!contact.agent.empty()) gone.agent = contact.agent;
        put(gone.agent ? "contact.ended" : "contact.left", gone).fields["reason"] = "restart";
        if (gone.agent) floor_.release(*gone.agent, id);
    }
    contacts_.clear();
    by_age_.clear();
    for (const std::string& agent : floor_.agents()) {
        floor_.leave_all(agent);
        tell_agent(agent, gone);
    }
}

void QueueLogDecoder::on_enter(const Line& line) {
    Record& record = put("contact.offered", line);
    record.fields.erase("agent");
    if (is_number(line.at(1))) record.fields["customer"] = std::string{line.at(1)};
    open(*line.contact, {*line.queue, {}});
}

void QueueLogDecoder::on_connect(const Line& line) {
    Record& record = put("contact.answered", line);
    if (const auto wait = as_seconds(line.at(0), 1)) record.fields["wait"] = *wait;
    open(*line.contact, {*line.queue, *line.agent});
    floor_.seen(*line.agent, *line.queue);
    floor_.connect(*line.agent, *line.contact);
    tell_agent(*line.agent, line);
}

void QueueLogDecoder::end_wait(std::string_view type, const Line& line, std::string_view wait) {
    Record& record = put(type, line);
    record.fields.erase("agent");
    if (const auto seconds = as_seconds(wait, 1)) record.fields["wait"] = *seconds;
    close(*line.contact);
}

void QueueLogDecoder::on_abandon(const Line& line) {
    end_wait("contact.abandoned", line, line.at(2));
}

void QueueLogDecoder::on_timeout(const Line& line) {
    end_wait("contact.timed_out", line, line.at(2));
}

void QueueLogDecoder::on_key(const Line& line) {
    end_wait("contact.left", line, line.at(3));
}

void QueueLogDecoder::on_empty(const Line& line) {
    end_wait("contact.left", line, line.at(2));
}

void QueueLogDecoder::end_talk(const Line& line, std::string_view talk) {
    Record& record = put("contact.ended", line);
    if (const auto seconds = as_seconds(talk, 1)) record.fields["talk"] = *seconds;
    close(*line.contact);
    floor_.seen(*line.agent, *line.queue);
    floor_.release(*line.agent, *line.contact);
    tell_agent(*line.agent, line);
}

void QueueLogDecoder::on_complete(const Line& line) {
    end_talk(line, line.at(1));
}

void QueueLogDecoder::transfer(const Line& line, bool warm) {
    Record& record = put("contact.transferred", line);
    record.fields["warm"] = warm;
    if (const auto to = as_name(line.at(0)); to && !warm) record.fields["to"] = *to;
    // Where it went to takes up one to three places; the wait, the talk and the place follow.
    end_talk(line, line.from_end(2));
}

void QueueLogDecoder::on_blind_transfer(const Line& line) {
    transfer(line, false);
}

void QueueLogDecoder::on_attended_transfer(const Line& line) {
    transfer(line, true);
}

void QueueLogDecoder::on_no_answer(const Line& line) {
    Record& record = put("agent.no_answer", line);
    if (const auto ring = as_seconds(line.at(0), 1'000)) record.fields["ring"] = *ring;
    floor_.seen(*line.agent, *line.queue);
    tell_agent(*line.agent, line);
}

void QueueLogDecoder::on_add(const Line& line) {
    floor_.join(*line.agent, *line.queue);
    tell_agent(*line.agent, line);
}

void QueueLogDecoder::on_remove(const Line& line) {
    floor_.leave(*line.agent, *line.queue);
    tell_agent(*line.agent, line);
}

void QueueLogDecoder::pause(const Line& line, bool paused) {
    if (line.queue) floor_.seen(*line.agent, *line.queue);
    floor_.pause(*line.agent, line.queue.value_or(""), paused, as_name(line.at(0)).value_or(""));
    tell_agent(*line.agent, line);
}

void QueueLogDecoder::on_pause(const Line& line) {
    pause(line, true);
}

void QueueLogDecoder::on_unpause(const Line& line) {
    pause(line, false);
}

void QueueLogDecoder::tell_agent(const std::string& agent, const Line& line) {
    auto record = floor_.tell(agent, line.time);
    if (!record) return;
    records_.push_back(std::move(*record));
    records_.back().id = line.id + "/" + std::to_string(records_.size());
}

void QueueLogDecoder::open(const std::string& id, Contact state) {
    close(id);
    if (contacts_.size() >= most_open) {
        ++skipped_[skip_reason::too_many];
        close(std::string{by_age_.begin()->second});
    }
    state.age = ++opened_;
    by_age_[state.age] = id;
    contacts_[id] = std::move(state);
}

void QueueLogDecoder::close(const std::string& id) {
    const auto found = contacts_.find(id);
    if (found == contacts_.end()) return;
    by_age_.erase(found->second.age);
    contacts_.erase(found);
}

SkipCounts QueueLogDecoder::skipped() const {
    SkipCounts all = skipped_;
    for (const auto& [reason, count] : floor_.skipped())
        all[reason] += count;
    return all;
}

}  // namespace waymark::server
