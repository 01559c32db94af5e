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
    /// `whole_seconds`: lengths are stated as Asterisk prints them, not to the microsecond.
    AmiContacts(std::optional<Duration> max_wait, bool whole_seconds, AgentFloor& floor,
                HeldRecords& records);

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

    /// Nothing is heard from `time` on, for a while: what becomes of all contacts is in doubt, and
    /// how those left their queues of whom only that is known.
    void lose_sight(Time time);
    /// Somebody else told what happened to a contact in the meantime.
    void hear(const Record& record);
    /// Somebody else will tell how a wait ended where that is not certain here (a time-out that
    /// looks like an abandon): nothing is told of it.
    void leave_uncertain(bool to_others) { uncertain_is_told_ = !to_others; }
    /// In sight again, and all that happened meanwhile was heard: nothing is in doubt.
    void trust();
    /// Agents that talk, and for which queue; when they last ended a contact of it.
    using Talking = std::map<std::pair<std::string, std::string>, Time>;
    /// In sight again: who is still in doubt in these queues, and is not being talked to, is gone
    /// since it was lost sight of, for `reason`. Its record is a guess and says that reason.
    void give_up(const std::set<std::string>& queues, const Talking& talking,
                 const std::string& reason);

    /// The earliest instant of which it is not known what happened; Time::max() when there is none.
    Time undecided_since() const;

    const SkipCounts& skipped() const { return skipped_; }

private:
    struct Contact {
        std::string queue;
        std::uint64_t age = 0;
        std::optional<Time> joined, abandoned, left, answered;
        std::string agent;   ///< who answered
        bool about = false;  ///< `joined` is so to a second only
        bool in_doubt = false;
        bool was_lost = false;  ///< lost sight of since it joined
        std::optional<double> hold;
        std::set<std::string> ringing;  ///< agents
    };

    static Record record_of(std::string_view type, const About& about);
    Contact* find(const std::string& contact);
    /// Finds it or begins to keep track of it.
    Contact& open(const About& about);
    void close(const std::string& contact);
    void give_up_one(const std::string& contact, const std::string& reason);
    void forget_undecided(const std::string& id, const Contact& contact);
    void undecide(const std::string& contact, Time time);
    void decide_first();
    void decide(const std::string& contact, const std::string& to);
    void tell_end_of_waiting(const std::string& id, const Contact& contact, const std::string& to);
    std::optional<std::string_view> how_ended(const Contact& contact, Time end) const;
    void stop_ringing(const std::string& id, Contact& contact, Time time);
    void tell_agent(const std::string& agent, Time time);
    void state_length(Record& record, std::string_view field, std::optional<Time> from,
                      std::optional<double> stated);

    std::optional<Duration> max_wait_;
    bool whole_seconds_;
    bool uncertain_is_told_ = true;
    Time lost_at_;
    AgentFloor& floor_;
    HeldRecords& records_;
    std::uint64_t opened_ = 0;
    std::map<std::string, Contact> contacts_;
    std::map<std::uint64_t, std::string> by_age_;
    std::set<std::pair<Time, std::string>> undecided_;
    SkipCounts skipped_;
};

}  // namespace waymark::server
