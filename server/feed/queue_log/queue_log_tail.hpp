#pragma once

#include <functional>

#include "server/feed/queue_log/queue_log_decoder.hpp"
#include "server/feed/queue_log/queue_log_file.hpp"

namespace waymark::server {

/// From when on a feed that begins tells what a queue_log holds.
struct QueueLogStart {
    Time read;    ///< a day earlier than told: what goes on is known then
    Time events;  ///< repeats included, which have the ids they had
    Time states;  ///< of agents: they may be told otherwise the second time
};

/// `heard`: when the feed was last heard of, before the server was started; nothing: never.
QueueLogStart start_of_queue_log(std::optional<Time> heard, Time now);

/// The records of a queue_log that is being written. Server thread only.
class QueueLogTail {
public:
    QueueLogTail(std::filesystem::path path, QueueLogDecoder::Options options, Time from);

    /// Looks at the file; to be called about once a second. False: it can't be read.
    bool look() { return file_.look(from_); }
    const std::string& why() const { return file_.why(); }

    /// Gives the records of at most `lines` lines whose times are not after `until`. True: that was
    /// all there is for now.
    bool read(Time until, std::size_t lines, const std::function<void(Record)>& take);

    /// Whether the file reaches back to `time` and no line was lost since the last call.
    bool holds_all_since(Time time);
    /// Whether lines were lost since the last call.
    bool take_lost() { return file_.take_lost(); }
    SkipCounts skipped() const { return decoder_.skipped(); }

private:
    QueueLogFile file_;
    QueueLogDecoder decoder_;
    Time from_;
};

}  // namespace waymark::server
