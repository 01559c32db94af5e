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

}  // namespace

Desk::Desk(DeskFolder folder, Store& store, Restored restored, DeskSettings settings, Log log)
    : folder_(std::move(folder)),
      store_(store),
      settings_(settings),
      log_(std::move(log)),
      intake_(restored.salt, limits_of(settings)),
      scorecard_(folder_) {
    board_.position.epoch = std::move(restored.epoch);
    register_.recall(restored.notes);
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

Time Desk::take_time(Time now) {
    taken_now_ = std::max(taken_now_, now);
    return taken_now_;
}

void Desk::tick(Time now) {
    keep_register();
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
    day_ = now() == Time{} ? Time{} : scorecard_.day_start();
    if (day_ != Time{}) register_.begin_day(day_);
    snapshot_.reset();
    board_.desk = scorecard_.outline();
    board_.desk.clock = scorecard_.clock();
    board_.readings = scorecard_.readings();
    board_.readings.problems = problems();
    board_.series = scorecard_.series();
    board_.node_series = scorecard_.node_series();
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
    register_.keep_only(folder_.outline.feeds);
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

/// What is wrong with the folder, then what is odd in the data, then what walls do not show.
std::vector<std::string> Desk::problems() const {
    std::vector<std::string> lines = folder_problems_;
    for (std::string& line : scorecard_.findings())
        lines.push_back(std::move(line));
    lines.insert(lines.end(), screen_problems_.begin(), screen_problems_.end());
    return lines;
}

void Desk::save() {
    keep_register();
    if (board_.position.sequence == saved_) return;
    Checkpoint checkpoint = scorecard_.checkpoint();
    checkpoint.sequence = saved_ = board_.position.sequence;
    store_.save(std::move(checkpoint));
}

}  // namespace waymark::server
