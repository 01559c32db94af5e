#pragma once

#include "server/feed/asterisk/agent_floor.hpp"

namespace waymark::server {

/// Makes records of the lines of Asterisk's queue_log. Its times and lengths are whole seconds, as
/// it states them. Agents are known from the first line that names them on. The same lines give the
/// same records, ids included. Never throws because of what a line says. Server thread only.
class QueueLogDecoder {
public:
    struct Options {
        /// Reasons of a pause that mean work after a contact; all others mean away.
        std::vector<std::string> wrap_reasons = {"Wrap-up"};
    };
    explicit QueueLogDecoder(Options options);

    static constexpr std::size_t most_octets = 8'192;  ///< of a line
    static constexpr std::size_t most_open = 20'000;   ///< contacts; the oldest is forgotten first
    static constexpr std::size_t most_equal = 10'000;  ///< different lines of one second

    /// The records that follow from a line, given without its end.
    std::vector<Record> decode(std::string_view line);

    /// What could not be used, by reason.
    SkipCounts skipped() const;

private:
    struct Line {
        Time time;
        std::string id;  ///< of the line; its records' ids begin with it
        std::optional<std::string> contact, queue, agent;
        std::vector<std::string_view> data;
        /// What the line says behind the event; empty beyond its end.
        std::string_view at(std::size_t place) const;
        /// 1 is the last that is not empty.
        std::string_view from_end(std::size_t place) const;
    };
    struct Contact {
        std::string queue;
        std::string agent;  ///< empty while it waits
        std::uint64_t age = 0;
    };
    struct Verb;

    static const Verb* verb_of(std::string_view name);
    std::string id_of(std::string_view line, Time time);

    void on_start(const Line& line);
    void on_enter(const Line& line);
    void on_connect(const Line& line);
    void on_abandon(const Line& line);
    void on_timeout(const Line& line);
    void on_key(const Line& line);
    void on_empty(const Line& line);
    void on_complete(const Line& line);
    void on_blind_transfer(const Line& line);
    void on_attended_transfer(const Line& line);
    void on_no_answer(const Line& line);
    void on_add(const Line& line);
    void on_remove(const Line& line);
    void on_pause(const Line& line);
    void on_unpause(const Line& line);
    void on_nothing(const Line&) {}

    Record& put(std::string_view type, const Line& line);
    void end_wait(std::string_view type, const Line& line, std::string_view wait);
    void end_talk(const Line& line, std::string_view talk);
    void transfer(const Line& line, bool warm);
    void pause(const Line& line, bool paused);
    void tell_agent(const std::string& agent, const Line& line);
    void open(const std::string& contact, Contact state);
    void close(const std::string& contact);

    AgentFloor floor_;
    std::map<std::string, Contact> contacts_;
    std::map<std::uint64_t, std::string> by_age_;
    std::uint64_t opened_ = 0;
    Time last_time_;                            ///< of the last line
    std::map<std::string, int> lines_of_then_;  ///< how often each came in that second
    std::vector<Record> records_;               ///< of the line being decoded
    SkipCounts skipped_;
};

}  // namespace waymark::server
