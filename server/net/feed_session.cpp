#include "server/net/feed_session.hpp"

#include <boost/asio/post.hpp>

namespace waymark::server {
namespace {

using Outcome = Ingested::Outcome;

/// Whether the message is dealt with for good: it need not be sent again.
bool is_settled(const Ingested& ingested) {
    return ingested.outcome != Outcome::busy && ingested.outcome != Outcome::no_room;
}

}  // namespace

FeedSession::FeedSession(Socket socket, std::shared_ptr<NetContext> context, FeedId feed)
    : LiveSession(std::move(socket), context, context->limits.body_octets,
                  context->limits.feed_silence),
      feed_(std::move(feed)) {}

void FeedSession::received(std::string_view text) {
    if (!context().desk.has_feed(feed_))
        return close(CloseCode::try_later, "the feed is not in the desk folder any more");
    const std::uint64_t number = ++last_;
    waiting_.push_back({number, std::nullopt});
    if (waiting_.size() >= context().limits.unacknowledged) pause();
    // The message keeps the session: while it is paused there may be no other operation.
    auto self = std::static_pointer_cast<FeedSession>(shared_from_this());
    context().desk.ingest(feed_, text, BodyForm::json, context().now(),
                          [self = std::move(self), number](Ingested ingested) {
                              self->done(number, std::move(ingested));
                          });
}

void FeedSession::done(std::uint64_t number, Ingested ingested) {
    if (waiting_.empty() || number < waiting_.front().number) return;
    if (ingested.outcome == Outcome::unreadable)
        ingested.rejected = {{ingested.why.where, ingested.why.what}};
    waiting_[number - waiting_.front().number].done = std::move(ingested);
    // Posted, so that messages stored by one commit are acknowledged by one frame.
    if (number == waiting_.front().number)
        boost::asio::post(executor(),
                          [self = shared_from_this()] { static_cast<FeedSession&>(*self).pump(); });
}

Frame FeedSession::next_frame() {
    Ack ack;
    while (!waiting_.empty() && waiting_.front().done) {
        Ingested& first = *waiting_.front().done;
        if (!is_settled(first)) {
            if (ack.upto == 0) give_up(first);
            break;
        }
        // Where a rejection stands is said of one message: that one is acknowledged on its own.
        if (ack.upto > 0 && !first.rejected.empty()) break;
        ack.upto = waiting_.front().number;
        ack.accepted += first.accepted;
        ack.rejected = std::move(first.rejected);
        waiting_.pop_front();
        if (!ack.rejected.empty()) break;
    }
    if (waiting_.size() < context().limits.unacknowledged) read_on();
    if (ack.upto == 0) return {};
    return std::make_shared<const std::string>(encode(ack));
}

void FeedSession::give_up(const Ingested& ingested) {
    waiting_.clear();
    close(CloseCode::try_later, ingested.outcome == Outcome::busy
                                    ? "too much is waiting for the disk"
                                    : "nothing was kept: " + to_text(ingested.why));
}

void FeedSession::end(const std::string& why) {
    close(CloseCode::going_away, why);
}

}  // namespace waymark::server
