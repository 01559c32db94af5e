#pragma once

#include "server/feed/asterisk/skip_report.hpp"
#include "server/feed/queue_log/queue_log_tail.hpp"

namespace waymark::server {

/// A queue_log as a feed of its own. Begins with the last day, or with what came since the feed was
/// last heard of: the records of what is read again have the ids they had. Server thread only.
class QueueLogFeed {
public:
    QueueLogFeed(std::filesystem::path path, QueueLogDecoder::Options options, FeedPort& port);

    static constexpr std::size_t lines_at_once = 2'000;

    /// What is new, of so many lines; to be called once a second, and again at once as long as
    /// busy().
    FeedBatch read();
    bool busy() const { return busy_; }

private:
    void tell_link(bool there);

    FeedPort& port_;
    QueueLogStart start_;
    QueueLogTail tail_;
    SkipReport skipped_;
    bool busy_ = false;
    std::optional<std::string> told_;  ///< why it can't be read, empty when it can
};

}  // namespace waymark::server
