#pragma once

#include <set>
#include <vector>

#include "server/feed/asterisk/asterisk_text.hpp"

namespace waymark::server {

/// What a member's telephone is said to do. Idle and unknown ones can be called.
enum class PhoneState : std::uint8_t { idle, busy, unreachable };

/// The agents of a phone system's queues: each is a member of some queues, paused in some, called
/// for contacts or talking to one. Its state is that of the first that holds: on_contact, offline
/// (member of no queue), ringing, wrap or away (paused in all its queues), offline (its telephone
/// can't be reached), away (its telephone is busy with something else), ready. So a pause during a
/// contact counts after it. Server thread only.
class AgentFloor {
public:
    /// `wrap_reasons`: reasons of a pause that mean work after a contact; all others mean away.
    explicit AgentFloor(std::vector<std::string> wrap_reasons);

    /// Beyond these, agents and queues are not kept track of, which is counted.
    static constexpr std::size_t most_agents = 5'000;
    static constexpr std::size_t most_queues = 200;  ///< of one agent

    /// Stands for a contact an agent was found talking to.
    static constexpr std::string_view some_contact = "?";

    void join(const std::string& agent, const std::string& queue);
    void leave(const std::string& agent, const std::string& queue);
    /// Nothing is known of it any more: no queues, no pauses, no contact rings.
    void leave_all(const std::string& agent);
    /// An agent is seen at work in a queue: it is a member, unless it was said to have left.
    void seen(const std::string& agent, const std::string& queue);
    bool is_member(const std::string& agent, const std::string& queue) const;

    /// An empty queue: all that the agent is in.
    void pause(const std::string& agent, const std::string& queue, bool paused,
               const std::string& reason);
    void phone(const std::string& agent, PhoneState state);

    void ring(const std::string& agent, const std::string& contact);
    void stop_ringing(const std::string& agent, const std::string& contact);
    void connect(const std::string& agent, const std::string& contact);
    /// It talks to that contact no more, or to the one whose name was not known.
    void release(const std::string& agent, const std::string& contact);
    /// The contact the agent talks to; empty when it talks to none.
    const std::string& contact_of(const std::string& agent) const;

    std::vector<std::string> agents() const;

    /// The agent.state record that is due at `time`; nothing while state, reason and queues are
    /// what was last told. An agent that never was a member of a queue is not told of.
    std::optional<Record> tell(const std::string& agent, Time time);

    /// An agent.state record that somebody else told: what it says counts as told. Its queues are
    /// those known here, where any are.
    void hear(Record& record);

    const SkipCounts& skipped() const { return skipped_; }

private:
    struct Pause {
        bool paused = false;
        std::string reason;
    };
    struct Told {
        std::string state;
        std::string reason;
        std::vector<std::string> queues;
        bool operator==(const Told&) const = default;
    };
    struct Agent {
        std::map<std::string, Pause> queues;
        std::set<std::string> left;
        std::set<std::string> ringing;
        std::string contact;
        PhoneState phone = PhoneState::idle;
        bool busy_before = false;  ///< busy since its last contact: that one's end, most likely
        std::optional<Told> told;
        Time told_at;
        int told_then = 0;  ///< records told of at `told_at`
    };

    Agent* agent(const std::string& name);
    Told state_of(const Agent& agent) const;

    std::vector<std::string> wrap_reasons_;
    std::map<std::string, Agent> agents_;
    SkipCounts skipped_;
};

}  // namespace waymark::server
