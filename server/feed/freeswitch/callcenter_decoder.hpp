#pragma once

#include <map>
#include <set>
#include <vector>

#include "server/feed/freeswitch/esl_reader.hpp"

namespace waymark::server {

/// Makes records of what FreeSWITCH's mod_callcenter tells of the members of its queues, who are
/// the contacts, and of its agents. The same events give the same records, ids included; what the
/// end of a member says of moments that were not heard of is told then. Never throws because of
/// what an event says. Server thread only.
class CallcenterDecoder {
public:
    static constexpr std::size_t most_open = 20'000;  ///< members; the oldest is forgotten first
    static constexpr std::size_t most_agents = 5'000;

    /// The records of one event of the subclass callcenter::info.
    std::vector<Record> decode(const EslFields& event);

    /// An agent as a list of all says, at `now`.
    std::vector<Record> agent(const std::string& name, const std::string& status,
                              const std::string& state, Time now);

    /// The queues that open members are in.
    std::set<std::string> queues() const;
    /// A list of a queue's members has these; who is not among them is gone since `since`, and how
    /// is not known.
    std::vector<Record> only(const std::string& queue, const std::set<std::string>& members,
                             Time since);

    /// The time of the newest event.
    std::optional<Time> newest() const { return newest_; }
    const SkipCounts& skipped() const { return skipped_; }

private:
    struct Member {
        std::string contact, queue, agent;
        bool offered = false, answered = false, ended = false;
        Time heard;
        std::uint64_t age = 0;
    };
    struct Agent {
        std::string status, state;
        std::string told, reason;
    };
    struct Event;
    struct Action;

    static const Action* action_of(std::string_view name);
    Member& open(const Event& event);
    void close(const std::string& member);
    Record& put(std::string_view type, const std::string& member, const Member& about, Time time);
    void offer(const Event& event, Member& member, Time time);
    void answer(const Event& event, Member& member, Time time);

    void on_start(const Event& event);
    void on_end(const Event& event);
    void on_bridge(const Event& event);
    void on_unbridge(const Event& event);
    void on_fail(const Event& event);
    void on_status(const Event& event);
    void on_state(const Event& event);
    void on_nothing(const Event&) {}
    Agent* known(const std::string& agent);
    void tell(const std::string& name, Agent& agent, Time time);

    std::map<std::string, Member> members_;
    std::map<std::uint64_t, std::string> by_age_;
    std::uint64_t opened_ = 0;
    std::map<std::string, Agent> agents_;
    std::optional<Time> newest_;
    std::vector<Record> records_;
    SkipCounts skipped_;
};

}  // namespace waymark::server
