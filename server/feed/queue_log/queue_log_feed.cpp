#include "server/feed/queue_log/queue_log_feed.hpp"

namespace waymark::server {
namespace {

constexpr std::string_view lost = "the queue_log was emptied before its last lines were read";

}  // namespace

QueueLogFeed::QueueLogFeed(std::filesystem::path path, QueueLogDecoder::Options options,
                           FeedPort& port)
    : port_(port),
      start_(start_of_queue_log(port.heard(), port.now())),
      tail_(std::move(path), std::move(options), start_.read),
      skipped_(port) {}

FeedBatch QueueLogFeed::read() {
    FeedBatch batch;
    busy_ = false;
    const bool there = tail_.look();
    tell_link(there);
    if (!there) return batch;
    if (tail_.take_lost()) port_.count(lost, 1);
    busy_ = !tail_.read(Time::max(), lines_at_once, [&](Record record) {
        const Time since = record.type == "agent.state" ? start_.states : start_.events;
        if (record.time >= since) batch.records.push_back(std::move(record));
    });
    skipped_.tell(tail_.skipped());
    return batch;
}

void QueueLogFeed::tell_link(bool there) {
    std::string why = there ? "" : "the queue_log can't be read: " + tail_.why();
    if (told_ == why) return;
    told_ = why;
    port_.link(there ? LinkState::connected : LinkState::failed, std::move(why));
}

}  // namespace waymark::server
