#include "server/desk.hpp"

#include <algorithm>
#include <utility>

#include <spdlog/logger.h>

namespace waymark::server {
namespace {

Frame frame_of(const ServerMessage& message) {
    return std::make_shared<const std::string>(encode(message));
}

IntakeLimits limits_of(const DeskSettings& settings) {
    IntakeLimits limits{.accept_late = settings.accept_late};
    if (settings.feed_clock) limits.most_ahead.reset();
    return limits;
}

/// The newest event time of a batch: what `--clock feed` goes by.
Time newest(const std::vector<Record>& records) {
    Time latest{};
    for (const Record& record : records)
        latest = std::max(latest, record.time);
    return latest;
}

}  // namespace

Desk::Desk(DeskFolder folder, Store& store, Restored restored, DeskSettings settings, Log log)
    : folder_(std::move(folder)),
      store_(store),
      settings_(settings),
      log_(std::move(log)),
      intake_(restored.salt, limits_of(settings)),
      scorecard_(folder_) {
    board_.position.epoch = std::move(restored.epoch);
    if (restored.checkpoint) {
        scorecard_.restore(*restored.checkpoint);
        board_.position.sequence = restored.checkpoint->sequence;
    }
    for (const Entry& entry : restored.entries)
        apply(entry);
    taken_now_ = now();
    saved_ = restored.checkpoint ? restored.checkpoint->sequence : 0;
    scorecard_.take_new_points();
    rebuild_board();
}

Desk::~Desk() = default;

bool Desk::has_feed(const FeedId& feed) const {
    return std::ranges::find(folder_.outline.feeds, feed, &Feed::id) != folder_.outline.feeds.end();
}

Time Desk::now() const {
    return scorecard_.now();
}

void Desk::ingest(const FeedId& feed, std::string_view body, BodyForm form, Time now,
                  std::function<void(Ingested)> done) {
    using Outcome = Ingested::Outcome;
    if (store_.pending() > settings_.pending_limit) return done({.outcome = Outcome::busy});
    auto batch = intake_.read(body, form, settings_.feed_clock ? taken_now_ : now);
    if (!batch) {
        at_the_door_.count(feed, "a message that can't be read", now);
        return done({.outcome = Outcome::unreadable, .why = batch.error()});
    }
    note_refused(feed, *batch, settings_.feed_clock ? taken_now_ : now);
    if (batch->records.empty())
        return done(
            {.outcome = batch->rejected.empty() ? Outcome::stored : Outcome::nothing_accepted,
             .rejected = std::move(batch->rejected)});
    const Time taken = take_time(settings_.feed_clock ? newest(batch->records) : now);
    auto records = std::make_shared<const std::vector<Record>>(batch->records);
    auto on_kept = [this, feed, taken, records, done = std::move(done),
                    rejected = std::move(batch->rejected), ahead = batch->from_the_future,
                    unknown = batch->unknown_types](Result<Appended> kept) mutable {
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
    store_.append(feed, std::move(batch->records), taken, std::move(on_kept));
}

void Desk::note_refused(const FeedId& feed, const IntakeBatch& batch, Time now) {
    counts_.rejected += batch.rejected.size();
    const auto hours = std::chrono::floor<std::chrono::hours>(settings_.accept_late).count();
    const std::string late = "an event more than " + std::to_string(hours) + " h late";
    for (std::size_t i = 0; i < batch.rejected.size(); ++i)
        at_the_door_.count(feed, i < batch.too_late ? late : "a record that was rejected", now);
    for (std::uint64_t i = 0; i < batch.from_the_future; ++i)
        at_the_door_.count(feed, "a time ahead of ours: the time of receipt was taken", now);
}

Time Desk::take_time(Time now) {
    taken_now_ = std::max(taken_now_, now);
    return taken_now_;
}

void Desk::tick(Time now) {
    if (settings_.feed_clock) return;
    const Time taken = take_time(now);
    store_.append_tick(taken, [this, taken](std::uint64_t sequence) {
        apply({sequence, taken, {}, std::nullopt});
        publish();
    });
}

void Desk::apply(const Entry& entry) {
    scorecard_.advance(entry.now);
    if (entry.record) scorecard_.accept(entry.feed, *entry.record);
    board_.position.sequence = std::max(board_.position.sequence, entry.sequence);
}

void Desk::publish() {
    snapshot_.reset();
    // A new day's sparklines begin anew and its targets may be others, and a change of the local
    // time moves every clock.
    if (scorecard_.day_start() != day_ || scorecard_.clock() != board_.desk.clock) {
        rebuild_board();
        hub_.publish_snapshot();
        return;
    }
    Readings fresh = scorecard_.readings();
    fresh.problems = problems();
    Delta delta{board_.position, difference(board_.readings, fresh)};
    board_.readings = std::move(fresh);
    if (!delta.readings.empty()) {
        ++counts_.deltas;
        tell(DeltaMessage{std::move(delta)});
    }
    for (Series& series : scorecard_.take_new_points()) {
        append(board_, series);
        tell(SeriesMessage{std::move(series)});
    }
}

void Desk::tell(const ServerMessage& message) {
    // Encoding is the dearest step of all; nobody there, nothing to encode.
    if (hub_.size() > 0) hub_.publish(frame_of(message));
}

void Desk::rebuild_board() {
    // Before anything is known of the time, what comes in belongs to the day that begins with it.
    if (day_ != Time{} && scorecard_.day_start() != day_) at_the_door_.begin_day();
    day_ = now() == Time{} ? Time{} : scorecard_.day_start();
    snapshot_.reset();
    board_.desk = scorecard_.outline();
    board_.desk.clock = scorecard_.clock();
    board_.readings = scorecard_.readings();
    board_.readings.problems = problems();
    board_.series = scorecard_.series();
    scorecard_.take_new_points();
}

void Desk::join(const std::shared_ptr<Outbox>& outbox) {
    hub_.join(outbox);
}

Frame Desk::snapshot() {
    if (!snapshot_) {
        ++counts_.snapshots;
        snapshot_ = frame_of(SnapshotMessage{board_, now()});
    }
    return snapshot_;
}

void Desk::reload(DeskFolder folder) {
    folder_ = std::move(folder);
    scorecard_.reload(folder_);
    folder_problems_.clear();
    rebuild_board();
    hub_.publish_snapshot();
    log_->info("the desk folder has changed and is now in force");
}

void Desk::report_problems(std::vector<std::string> problems) {
    for (const std::string& problem : problems)
        log_->error("the changed desk folder is not in force: {}", problem);
    if (folder_problems_ == problems) return;
    folder_problems_ = std::move(problems);
    snapshot_.reset();
    board_.readings.problems = this->problems();
    tell(DeltaMessage{{board_.position, {.problems = board_.readings.problems}}});
}

/// What is wrong with the folder, then what is odd in the data.
std::vector<std::string> Desk::problems() const {
    std::vector<std::string> lines = folder_problems_;
    for (std::string& line : scorecard_.findings())
        lines.push_back(std::move(line));
    return lines;
}

void Desk::save() {
    if (board_.position.sequence == saved_) return;
    Checkpoint checkpoint = scorecard_.checkpoint();
    checkpoint.sequence = saved_ = board_.position.sequence;
    store_.save(std::move(checkpoint));
}

}  // namespace waymark::server
