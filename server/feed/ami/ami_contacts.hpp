#pragma once

#include "server/feed/asterisk/agent_floor.hpp"
#include "server/feed/asterisk/held_records.hpp"

namespace waymark::server {

/// The contacts that wait in the queues or talk to an agent, and the records of what becomes of
/// them. Who has left a queue was answered, gave up or went elsewhere: that is known only from the
/// message before or after, so leaving stays undecided for up to `grace`. Server thread only.
class AmiContacts {
public:
    /// `max_wait`: how long the queues let wait; an abandon after that long is a time-out. Nothing:
    /// they let wait for ever. `floor` and `records` must outlive the contacts.
    AmiContacts(std::optional<Duration> max_wait, AgentFloor& floor, HeldRecords& records);

    static constexpr Duration grace = std::chrono::seconds{2};
    /// Beyond these the oldest are no longer kept track of, or are decided before their time.
    static constexpr std::size_t most_open = 20'000;
    static constexpr std::size_t most_undecided = 1'000;

    /// What all messages about a contact say.
    struct About {
        std::string contact;
        std::string queue;
        Time time;
    };

    /// `customer`: empty when the caller hides its number.
    void joined(const About& about, const std::string& customer);
    /// Found waiting, since `about.time`; nothing new when it is known already.
    void waiting(const About& about, const std::string& customer);
    void called(const About& about, const std::string& agent);
    void not_answered(const About& about, const std::string& agent, std::optional<double> ring);
    /// `hold`: how long it waited as the source states it, for when its joining was not heard of.
    void abandoned(const About& about, std::optional<double> hold);
    void left(const About& about);
    void connected(const About& about, const std::string& agent, std::optional<double> hold);
    void completed(const About& about, const std::string& agent, std::optional<double> talk,
                   bool transferred);

    /// It is `now`: what was undecided for longer than the grace is decided.
    void pass(Time now);
    void decide_all();

    /// The earliest instant of which it is not known what happened; Time::max() when there is none.
    Time undecided_since() const;

    const SkipCounts& skipped() const { return skipped_; }

private:
    struct Contact {
        std::string queue;
        std::uint64_t age = 0;
        std::optional<Time> joined, abandoned, left, answered;
        std::optional<double> hold;
        std::set<std::string> ringing;  ///< agents
    };

    Contact* find(const std::string& contact);
    /// Finds it or begins to keep track of it.
    Contact& open(const About& about);
    void close(const std::string& contact);
    void forget_undecided(const std::string& id, const Contact& contact);
    void undecide(const std::string& contact, Time time);
    void decide_first();
    void decide(const std::string& contact, const std::string& to);
    void tell_end_of_waiting(const std::string& id, const Contact& contact, const std::string& to);
    void stop_ringing(const std::string& id, Contact& contact, Time time);
    void tell_agent(const std::string& agent, Time time);
    void state_length(Record& record, std::string_view field, std::optional<Time> from,
                      std::optional<double> stated);

    std::optional<Duration> max_wait_;
    AgentFloor& floor_;
    HeldRecords& records_;
    std::uint64_t opened_ = 0;
    std::map<std::string, Contact> contacts_;
    std::map<std::uint64_t, std::string> by_age_;
    std::set<std::pair<Time, std::string>> undecided_;
    SkipCounts skipped_;
};

}  // namespace waymark::server
