#pragma once

#include <deque>
#include <filesystem>

#include "server/feed/ami/ami_decoder.hpp"
#include "server/feed/ami/ami_talk.hpp"
#include "server/feed/asterisk/skip_report.hpp"
#include "server/feed/asterisk/told_once.hpp"
#include "server/feed/queue_log/queue_log_tail.hpp"

namespace waymark::server {

/// An Asterisk as a feed: its Manager Interface, and its queue_log for what happened while that was
/// not connected. After each login: the time, the queue_log up to it, who is in the queues, then
/// what happens. Records have the same ids whichever way they came. Server thread only.
class AmiSession : public TcpSession {
public:
    struct Options {
        AmiLogin login;
        AmiDecoder::Options decoder;
        std::filesystem::path queue_log;  ///< empty: none; what happens meanwhile is a gap
    };
    AmiSession(Options options, FeedPort& port);

    /// Messages that wait for the queue_log to be read; beyond, the connection is given up.
    static constexpr std::size_t most_pending = 50'000;
    static constexpr std::size_t most_of_a_batch = 1'000;
    static constexpr std::size_t lines_at_once = 20'000;
    /// The queue_log is read no closer than this to now: what it tells was heard of by then.
    static constexpr Duration behind = std::chrono::seconds{5};

    void opened(Tick now) override;
    void take(std::string_view octets, Tick now) override;
    void pass(Tick now) override;
    void closed(Tick now) override;
    std::string take_output() override;
    FeedBatch take_batch() override;
    bool busy() const override;
    const std::optional<SessionEnd>& over() const override { return over_; }
    bool settled() const override { return live_; }

private:
    void proceed(Tick now);
    /// Asterisk's time, as far as can be told.
    Time now_there(Tick now) const;
    bool catch_up(Tick now);
    void go_live(Tick now);
    void decode(AmiMessage message);
    void notice_restart(const AmiMessage& message);
    void keep(std::vector<Record> records);
    void keep_of_log(Record record);
    void read_log(Time until);
    bool full() const { return batch_.records.size() >= most_of_a_batch; }
    void tell_skipped();

    FeedPort& port_;
    AmiLogin login_;
    std::optional<AmiTalk> talk_;
    AmiReader reader_;
    AmiDecoder decoder_;
    ToldOnce told_;
    QueueLogStart start_;
    std::optional<QueueLogTail> log_;
    bool log_there_ = false;
    std::deque<AmiMessage> pending_;
    FeedBatch batch_;
    std::optional<SessionEnd> over_;
    bool live_ = false;
    bool log_goes_on_ = false;  ///< there is more of it to read
    bool filled_ = false;       ///< the queue_log told all that happened unheard
    Tick heard_at_;
    std::optional<Time> clock_;          ///< Asterisk's, at the last login
    std::optional<Time> unheard_since_;  ///< until everything is known again
    std::optional<Time> states_since_;   ///< as long as agents are known from the queue_log only
    std::map<std::string, double> ended_by_queue_;
    SkipReport of_reader_, of_decoder_, of_log_;
};

}  // namespace waymark::server
