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

    /// There will be no more messages: everything that waits.
    std::vector<Record> flush();

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
    SkipCounts skipped_;
};

}  // namespace waymark::server
