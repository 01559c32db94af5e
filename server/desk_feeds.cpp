#include <algorithm>
#include <utility>

#include "server/desk.hpp"

namespace waymark::server {
namespace {

/// Each proof of life is an entry in the store; this many are as good as more.
constexpr Duration between_proofs = std::chrono::seconds{1};

/// The newest event time of a batch: what `--clock feed` goes by.
Time newest(const std::vector<Record>& records) {
    Time latest{};
    for (const Record& record : records)
        latest = std::max(latest, record.time);
    return latest;
}

}  // namespace

void Desk::ingest(const FeedId& feed, std::string_view body, BodyForm form, Time now,
                  std::function<void(Ingested)> done) {
    if (is_busy()) return done({.outcome = Ingested::Outcome::busy});
    auto batch = intake_.read(body, form, time_at(now));
    if (batch) return keep(feed, std::move(*batch), now, std::move(done));
    count(feed, "a message that can't be read", 1, now);
    done({.outcome = Ingested::Outcome::unreadable, .why = batch.error()});
}

void Desk::ingest(const FeedId& feed, FeedBatch made, Time now,
                  std::function<void(Ingested)> done) {
    if (is_busy()) return done({.outcome = Ingested::Outcome::busy});
    keep(feed, intake_.take(std::move(made), time_at(now)), now, std::move(done));
}

void Desk::alive(const FeedId& feed, Time now) {
    const Time time = time_at(now);
    const auto told = told_alive_.find(feed);
    if (told != told_alive_.end() && time >= told->second && time - told->second < between_proofs)
        return;
    told_alive_[feed] = time;
    ingest(feed, {.records = {{.type = "feed.alive", .id = {}, .time = time, .fields = {}}}}, now,
           [](const Ingested&) {});
}

void Desk::keep(const FeedId& feed, IntakeBatch batch, Time now,
                std::function<void(Ingested)> done) {
    using Outcome = Ingested::Outcome;
    note_taken(feed, batch, time_at(now));
    if (batch.records.empty())
        return done(
            {.outcome = batch.rejected.empty() ? Outcome::stored : Outcome::nothing_accepted,
             .rejected = std::move(batch.rejected)});
    const Time taken = take_time(settings_.feed_clock ? newest(batch.records) : now);
    auto records = std::make_shared<const std::vector<Record>>(batch.records);
    auto on_kept = [this, feed, taken, records, done = std::move(done),
                    rejected = std::move(batch.rejected), ahead = batch.from_the_future,
                    unknown = batch.unknown_types](Result<Appended> kept) mutable {
        if (!kept) return done({.outcome = Outcome::no_room, .why = kept.error()});
        counts_.from_the_future += ahead;
        counts_.unknown_types += unknown;
        for (std::size_t i = 0; i < kept->size(); ++i) {
            const auto sequence = (*kept)[i];
            ++(sequence ? counts_.accepted : counts_.repeated);
            if (sequence) apply({*sequence, taken, feed, (*records)[i]});
        }
        publish();
        done({.accepted = kept->size(), .rejected = std::move(rejected)});
    };
    store_.append(feed, std::move(batch.records), taken, std::move(on_kept));
}

void Desk::decide(const std::string& milestone, Decision decision, const std::string& by, Time now,
                  std::function<void(Ingested)> done) {
    using Outcome = Ingested::Outcome;
    if (is_busy()) return done({.outcome = Outcome::busy});
    if (const auto good = scorecard_.milestones().check(milestone, decision); !good)
        return done({.outcome = Outcome::nothing_accepted, .rejected = {{"", good.error().what}}});
    const Time taken = take_time(time_at(now));
    const Record record = Milestones::record_of(milestone, decision, by, taken);
    store_.append(Milestones::people, {record}, taken,
                  [this, taken, record, done = std::move(done)](Result<Appended> kept) {
                      if (!kept) return done({.outcome = Outcome::no_room, .why = kept.error()});
                      if (const auto sequence = kept->front())
                          apply({*sequence, taken, Milestones::people, record});
                      publish();
                      done({.accepted = 1});
                  });
}

void Desk::note_taken(const FeedId& feed, const IntakeBatch& batch, Time now) {
    status(feed).took(batch.records.size(), batch.least_behind, now);
    counts_.rejected += batch.rejected.size();
    const auto hours = std::chrono::floor<std::chrono::hours>(settings_.accept_late).count();
    register_.count(feed, "an event more than " + std::to_string(hours) + " h late", batch.too_late,
                    now);
    register_.count(feed, "a record that was rejected", batch.rejected.size() - batch.too_late,
                    now);
    register_.count(feed, "a record without a value, left out", batch.without_value, now);
    register_.count(feed, "a time ahead of ours: the time of receipt was taken",
                    batch.from_the_future, now);
}

void Desk::count(const FeedId& feed, std::string_view reason, std::uint64_t times, Time now) {
    register_.count(feed, reason, times, time_at(now));
}

void Desk::gap(const FeedId& feed, Time from, Time to) {
    register_.gap(feed, from, to);
    keep_register();
}

void Desk::remember(const FeedId& feed, std::string text) {
    register_.remember(feed, std::move(text));
    keep_register();
}

void Desk::keep_register() {
    std::vector<Note> notes = register_.take_changed();
    if (notes.empty()) return;
    store_.put_notes(notes, [this, notes](const Result<void>& kept) {
        if (!kept) register_.put_back(notes);
    });
}

std::optional<Time> Desk::heard(const FeedId& feed) const {
    const auto life = scorecard_.feeds().find(feed);
    return life == scorecard_.feeds().end() ? std::nullopt : life->second.heard;
}

}  // namespace waymark::server
