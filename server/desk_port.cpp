#include "server/desk_port.hpp"

#include <utility>

namespace waymark::server {
namespace {

Kept kept_of(Ingested::Outcome outcome) {
    switch (outcome) {
        case Ingested::Outcome::busy:
            return Kept::busy;
        case Ingested::Outcome::no_room:
            return Kept::no_room;
        case Ingested::Outcome::stored:
        case Ingested::Outcome::nothing_accepted:
        case Ingested::Outcome::unreadable:
            break;
    }
    return Kept::stored;
}

}  // namespace

DeskPort::DeskPort(Desk& desk, FeedId feed, std::function<Time()> clock)
    : desk_(desk), feed_(std::move(feed)), clock_(std::move(clock)) {}

DeskPort::~DeskPort() {
    if (desk_.has_feed(feed_)) desk_.status(feed_).unlink();
}

void DeskPort::take(FeedBatch batch, std::function<void(Kept)> done) {
    // A changed folder may have it no more, before its adapter has ended.
    if (!desk_.has_feed(feed_)) return done(Kept::stored);
    desk_.ingest(
        feed_, std::move(batch), clock_(),
        [done = std::move(done)](const Ingested& ingested) { done(kept_of(ingested.outcome)); });
}

void DeskPort::alive() {
    if (desk_.has_feed(feed_)) desk_.alive(feed_, clock_());
}

void DeskPort::link(LinkState state, std::string why) {
    if (desk_.has_feed(feed_)) desk_.status(feed_).link(state, std::move(why), now());
}

void DeskPort::gap(Time from, Time to) {
    if (desk_.has_feed(feed_)) desk_.gap(feed_, from, to);
}

void DeskPort::count(std::string_view reason, std::uint64_t times) {
    if (desk_.has_feed(feed_)) desk_.count(feed_, reason, times, clock_());
}

Time DeskPort::now() const {
    return desk_.time_at(clock_());
}

std::optional<Time> DeskPort::heard() const {
    return desk_.heard(feed_);
}

void DeskPort::remember(std::string text) {
    if (desk_.has_feed(feed_)) desk_.remember(feed_, std::move(text));
}

std::string DeskPort::remembered() const {
    return desk_.remembered(feed_);
}

}  // namespace waymark::server
