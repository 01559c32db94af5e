#pragma once

#include "server/feed/ami/ami_snapshot.hpp"

namespace waymark::server {

/// Makes records of what an Asterisk tells over its Manager Interface: of the contacts in its
/// queues and of the agents that are their members. Needs `timestampevents=yes` there, and
/// QueueStatus asked for at the beginning. The same messages give the same records, ids included.
/// Never throws because of what a message says. Server thread only.
class AmiDecoder {
public:
    struct Options {
        /// How long the queues let wait: their time-outs look like abandons otherwise.
        std::optional<Duration> max_wait;
        /// Lengths are stated in whole seconds, as Asterisk prints them, and so are the same
        /// whether an event was heard of here or is taken from the queue_log.
        bool whole_seconds = false;
        /// Reasons of a pause that mean work after a contact; all others mean away.
        std::vector<std::string> wrap_reasons = {"Wrap-up"};
    };
    explicit AmiDecoder(Options options);
    AmiDecoder(const AmiDecoder&) = delete;

    /// Records later than this many are given out even while an earlier one is not certain.
    static constexpr std::size_t most_held = 10'000;

    /// The records that follow from all messages up to this one and were not given out yet, in the
    /// order of their times. How a contact left its queue may be known two seconds later only;
    /// until then the records after that wait too.
    std::vector<Record> decode(const AmiMessage& message);

    /// The connection is gone: what happens from now on is not heard of. The records that are
    /// certain.
    std::vector<Record> lose_sight();

    /// What the queue_log tells. The records that are new are to be given to hear() before the next
    /// message is decoded.
    void hear(Record& record);
    /// The queue_log told all of what happened while nothing was heard here.
    void trust() { contacts_.trust(); }
    /// The queue_log will tell how waits ended of which that is not certain here.
    void leave_uncertain(bool to_queue_log) { contacts_.leave_uncertain(to_queue_log); }
    /// Asterisk was restarted meanwhile: what is gone ended with it. Until the next QueueStatus.
    void note_restart() { reason_ = "restart"; }

    /// Asterisk's time as of the newest message that has one.
    std::optional<Time> newest() const { return newest_; }

    /// There will be no more messages: everything that waits.
    std::vector<Record> flush();

    /// Whether events of that name are made records of, and so need the time they happened at.
    static bool is_used(std::string_view event) { return handler_of(event) != nullptr; }

    /// What could not be used, by reason.
    SkipCounts skipped() const;

private:
    using Handler = void (AmiDecoder::*)(const AmiMessage&, Time);

    static Handler handler_of(std::string_view event);
    void take(const AmiMessage& message);
    void on_contact(const AmiMessage& message, Time time);
    void on_call_of_agent(const AmiMessage& message, Time time);
    void on_member(const AmiMessage& message, Time time);
    std::vector<Record> release();

    AgentFloor floor_;
    HeldRecords records_;
    AmiContacts contacts_;
    AmiSnapshot snapshot_;
    std::optional<Time> newest_;
    std::string reason_ = "unknown";  ///< why contacts that nobody heard of any more are gone
    SkipCounts skipped_;
};

}  // namespace waymark::server
