#include "server/feed/freeswitch/freeswitch_session.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

constexpr std::size_t most_unread = 1 << 20;  ///< octets without a frame in them
constexpr std::size_t most_rows = 50'000;
constexpr std::size_t most_queues = 200;  ///< whose members are asked for

/// Goes through the rows of what callcenter_config lists: columns are named in the first line and
/// parted by "|", the last line is "+OK".
void for_each_row(std::string_view table, auto take) {
    std::vector<std::string_view> names;
    for (std::size_t row = 0; !table.empty() && row < most_rows; ++row) {
        const std::size_t end = table.find('\n');
        std::string_view line = table.substr(0, end);
        table.remove_prefix(end == std::string_view::npos ? table.size() : end + 1);
        if (line.starts_with("+OK") || line.starts_with("-ERR")) return;
        std::vector<std::string_view> cells;
        for (;; line.remove_prefix(cells.back().size() + 1)) {
            cells.push_back(line.substr(0, line.find('|')));
            if (cells.back().size() == line.size()) break;
        }
        if (names.empty()) {
            names = cells;
            continue;
        }
        take([&](std::string_view name) {
            const auto found = std::ranges::find(names, name);
            const auto place = static_cast<std::size_t>(found - names.begin());
            return place < cells.size() ? cells[place] : std::string_view{};
        });
    }
}

}  // namespace

FreeswitchSession::FreeswitchSession(std::string password, FeedPort& port)
    : port_(port),
      password_(std::move(password)),
      unheard_since_(port.heard()),
      of_reader_(port),
      of_decoder_(port) {}

void FreeswitchSession::opened(Tick now) {
    over_.reset();
    output_.clear();
    asked_.clear();
    open_ = true;
    logged_in_ = live_ = false;
    unread_ = 0;
    answer_by_ = now + answer_within;
}

void FreeswitchSession::end(std::string why, bool slow) {
    if (!over_) over_ = SessionEnd{std::move(why), slow};
}

void FreeswitchSession::ask(Asked what, const std::string& queue, const std::string& command,
                            Tick now) {
    if (asked_.empty()) answer_by_ = now + answer_within;
    asked_.push_back({what, queue});
    output_ += command + "\n\n";
}

void FreeswitchSession::take(std::string_view octets, Tick now) {
    if (over_ || !open_) return;
    const auto frames = reader_.read(octets);
    unread_ = frames.empty() ? unread_ + octets.size() : 0;
    for (const EslFrame& frame : frames)
        if (!over_) take(frame, now);
    if (reader_.is_lost() || unread_ > most_unread)
        end("what is there does not speak as a FreeSWITCH event socket does", !logged_in_);
}

void FreeswitchSession::take(const EslFrame& frame, Tick now) {
    const std::string_view type = frame.type();
    if (type == "auth/request") {
        if (password_.find_first_of("\r\n") != std::string::npos)
            return end("the password has more than one line", true);
        ask(Asked::login, {}, "auth " + password_, now);
    } else if (type == "text/rude-rejection") {
        end("FreeSWITCH refuses connections from here (its acl)", true);
    } else if (type == "text/disconnect-notice") {
        end("FreeSWITCH ends the connection", false);
    } else if (type == "text/event-plain") {
        const EslFields event = event_fields(frame.body);
        if (logged_in_ && value_in(event, "Event-Subclass") == "callcenter::info")
            keep(decoder_.decode(event));
    } else if (type == "command/reply" || type == "api/response") {
        if (asked_.empty()) return;
        const Question question = std::move(asked_.front());
        asked_.pop_front();
        answer_by_ = now + answer_within;
        answered(question, frame, now);
    }
}

void FreeswitchSession::answered(const Question& question, const EslFrame& frame, Tick now) {
    const bool refused = value_in(frame.fields, "Reply-Text").starts_with("-ERR");
    switch (question.what) {
        case Asked::login:
            if (refused) return end("FreeSWITCH refuses the password", true);
            logged_in_ = true;
            ask(Asked::events, {}, "event plain CUSTOM callcenter::info", now);
            return;
        case Asked::events:
            if (refused) return end("FreeSWITCH does not send events of its call center", true);
            ask(Asked::agents, {}, "api callcenter_config agent list", now);
            return;
        case Asked::agents:
            if (frame.body.starts_with("-ERR"))
                return end("FreeSWITCH has no call center (mod_callcenter)", true);
            on_agents(frame.body);
            for (const std::string& queue : decoder_.queues())
                if (asked_.size() < most_queues)
                    ask(Asked::members, queue, "api callcenter_config queue list members " + queue,
                        now);
            if (asked_.empty()) ask(Asked::sign_of_life, {}, "api uptime", now);
            return;
        case Asked::members:
            if (!frame.body.starts_with("-ERR")) on_members(question.queue, frame.body);
            if (asked_.empty()) ask(Asked::sign_of_life, {}, "api uptime", now);
            return;
        case Asked::sign_of_life:
            break;
    }
    port_.alive();
    alive_at_ = port_.now();
    ask_at_ = now + ask_every;
    if (live_) return;
    live_ = true;
    if (const Time time = port_.now(); unheard_since_ && *unheard_since_ < time)
        port_.gap(*unheard_since_, time);
    unheard_since_.reset();
    port_.link(LinkState::connected, "");
}

void FreeswitchSession::on_agents(std::string_view table) {
    for_each_row(table, [&](const auto& cell) {
        if (const auto name = as_name(cell("name")))
            keep(decoder_.agent(*name, std::string{cell("status")}, std::string{cell("state")},
                                port_.now()));
    });
}

void FreeswitchSession::on_members(const std::string& queue, std::string_view table) {
    std::set<std::string> members;
    for_each_row(table, [&](const auto& cell) {
        if (const auto member = as_name(cell("uuid"))) members.insert(*member);
    });
    if (unheard_since_) keep(decoder_.only(queue, members, *unheard_since_));
}

void FreeswitchSession::keep(std::vector<Record> records) {
    std::ranges::move(records, std::back_inserter(batch_.records));
}

void FreeswitchSession::pass(Tick now) {
    of_reader_.tell(reader_.skipped());
    of_decoder_.tell(decoder_.skipped());
    if (!open_ || over_) return;
    if ((!asked_.empty() || !logged_in_) && now >= answer_by_)
        end(logged_in_ || !asked_.empty() ? "FreeSWITCH does not answer"
                                          : "what is there does not ask for a password",
            false);
    else if (live_ && asked_.empty() && now >= ask_at_)
        ask(Asked::sign_of_life, {}, "api uptime", now);
}

void FreeswitchSession::closed(Tick) {
    reader_.end();
    if (live_ || !unheard_since_) unheard_since_ = std::max(decoder_.newest(), alive_at_);
    live_ = open_ = false;
}

}  // namespace waymark::server
