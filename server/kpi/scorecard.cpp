#include "server/kpi/scorecard.hpp"

#include <algorithm>

#include "server/kpi/fingerprint.hpp"
#include "server/kpi/memory_codec.hpp"
#include "server/kpi/judge/roll_up.hpp"
#include "server/kpi/judge/trend.hpp"
#include "server/kpi/time/windows.hpp"
#include "shared/model/freshness.hpp"

namespace waymark::server {
namespace {

/// Sparklines are looked after at most this often.
constexpr Duration series_redraw = std::chrono::seconds{5};
/// Records may be that far ahead of our clock and still belong to the window that ends now.
constexpr Duration lead = std::chrono::minutes{5};
constexpr Duration states_kept = std::chrono::days{3};

/// Proof of life is told in steps, so that a busy feed does not make a delta of every record.
Time in_steps(Time heard, const Feed& feed) {
    const Duration step =
        std::clamp(feed.cadence / 4, Duration{std::chrono::seconds{1}}, Duration{std::chrono::seconds{15}});
    return heard - heard.time_since_epoch() % step;
}

}  // namespace

Scorecard::Scorecard(const DeskFolder& folder) {
    reload(folder);
}
Scorecard::~Scorecard() = default;

void Scorecard::reload(const DeskFolder& folder) {
    auto before = std::move(kpis_);
    kpis_.clear();
    outline_ = folder.outline;
    calendar_ = std::make_unique<DeskCalendar>(folder.zone, folder.day_boundary);
    for (const Kpi& kpi : folder.outline.kpis) {
        const Measure& measure = folder.measures.at(kpi.id);
        Gauged next{kpi, fingerprint(measure), nullptr, {}, {}, {}};
        const auto same = std::ranges::find_if(before, [&](const Gauged& old) {
            return old.kpi.id == kpi.id && old.fingerprint == next.fingerprint;
        });
        if (same != before.end()) {
            next.meter = std::move(same->meter);
            if (same->kpi.target == kpi.target) next.judgement = same->judgement;
        } else {
            next.meter = make_meter(measure, subjects_);
        }
        next.meter->advance(now_);
        kpis_.push_back(std::move(next));
    }
    evaluated_ = false;
    refresh_series();
    new_points_.clear();
}

void Scorecard::advance(Time now) {
    if (now <= now_) return;
    if (now_ > Time{}) evaluate();
    for (Gauged& gauged : kpis_) {
        gauged.judgement = gauged.provisional;
        gauged.meter->advance(now);
    }
    const bool new_hour = minute_of(now) / 60 != minute_of(now_) / 60;
    now_ = now;
    evaluated_ = false;
    if (new_hour) {
        subjects_.forget(now);
        for (Gauged& gauged : kpis_)
            if (Buckets* buckets = gauged.meter->buckets())
                buckets->forget_before(minute_of(now - states_kept));
    }
    if (now - series_at_ >= series_redraw) refresh_series();
}

void Scorecard::accept(const FeedId& feed, Record record) {
    Memory::OfFeed& life = feeds_[feed];
    life.heard = now_;
    life.first_event = std::min(life.first_event.value_or(record.time), record.time);
    if (record.type != "feed.alive")
        life.last_event = std::max(life.last_event.value_or(record.time), record.time);
    subjects_.note(record);
    for (Gauged& gauged : kpis_)
        if (std::ranges::find(gauged.kpi.feeds, feed) != gauged.kpi.feeds.end())
            gauged.meter->accept(record, now_);
    evaluated_ = false;
}

Readings Scorecard::readings() {
    evaluate();
    return readings_;
}

std::vector<Series> Scorecard::series() const {
    std::vector<Series> all;
    for (const Gauged& gauged : kpis_)
        all.push_back({gauged.kpi.id, gauged.sparkline.points()});
    return all;
}

std::vector<Series> Scorecard::take_new_points() {
    return std::exchange(new_points_, {});
}

void Scorecard::evaluate() {
    if (evaluated_) return;
    readings_ = {};
    for (Gauged& gauged : kpis_)
        readings_.kpis.push_back(read(gauged));
    readings_.nodes = roll_up(outline_, readings_.kpis);
    for (const Feed& feed : outline_.feeds)
        readings_.feeds.push_back(read(feed));
    evaluated_ = true;
}

/// Since when all feeds of the KPI have told anything; Time::max(): not yet.
Time Scorecard::known_since(const Kpi& kpi) const {
    Time since{};
    for (const FeedId& feed : kpi.feeds) {
        const auto life = feeds_.find(feed);
        if (life == feeds_.end() || !life->second.first_event) return Time::max();
        since = std::max(since, *life->second.first_event);
    }
    return since;
}

Freshness Scorecard::freshness(const Kpi& kpi) const {
    Freshness worst = Freshness::live;
    for (const Feed& feed : outline_.feeds) {
        if (std::ranges::find(kpi.feeds, feed.id) == kpi.feeds.end()) continue;
        const auto life = feeds_.find(feed.id);
        const auto heard = life == feeds_.end() ? std::nullopt : life->second.heard;
        const Freshness freshness = freshness_of(feed, heard, now_);
        if (freshness == Freshness::never) return freshness;
        worst = std::max(worst, freshness);
    }
    return worst;
}

FeedReading Scorecard::read(const Feed& feed) const {
    FeedReading reading{.feed = feed.id};
    const auto found = feeds_.find(feed.id);
    if (found == feeds_.end()) return reading;
    const Memory::OfFeed& life = found->second;
    reading.freshness = freshness_of(feed, life.heard, now_);
    if (life.heard) reading.heard = in_steps(*life.heard, feed);
    if (life.last_event) reading.last_event = start_of_minute(minute_of(*life.last_event));
    return reading;
}

Reading Scorecard::read(Gauged& gauged) const {
    const Kpi& kpi = gauged.kpi;
    const Bounds bounds = window_at(kpi.window, now_, *calendar_);
    // An instant stays one; a window takes in what a feed's fast clock put a little ahead.
    const Bounds with_lead{bounds.from, bounds.from == bounds.to ? bounds.to : bounds.to + lead};
    const Measured measured = gauged.meter->over(with_lead);
    Reading reading{.kpi = kpi.id,
                    .value = measured.value,
                    .n = measured.n,
                    .numerator = measured.numerator,
                    .since = measured.since};
    gauged.provisional = {};
    const Freshness fresh = freshness(kpi);
    if (fresh == Freshness::never) {
        reading.state = State::no_data;
        reading.value.reset();
        return reading;
    }
    if (fresh == Freshness::stale) {
        reading.state = State::stale;
        return reading;
    }
    if (measured.n < kpi.min_n) {
        reading.state = State::too_few;
        return reading;
    }
    if (!measured.value) {
        reading.state = State::no_data;
        return reading;
    }
    const Movement moved = movement(
        kpi, measured, gauged.meter->over(previous_window(kpi.window, bounds, *calendar_)));
    reading.trend = moved.trend;
    reading.change = moved.change;
    if (!kpi.target) {
        reading.state = State::no_target;
        return reading;
    }
    gauged.provisional = judged(gauged.judgement, *kpi.target, *measured.value,
                                hysteresis(*kpi.target, kpi.unit == ValueUnit::ratio), now_);
    reading.state = *gauged.provisional.shown;
    reading.attainment = attainment(*kpi.target, *measured.value);
    return reading;
}

void Scorecard::refresh_series() {
    if (now_ == Time{}) return;
    series_at_ = now_;
    for (Gauged& gauged : kpis_) {
        auto news = gauged.sparkline.draw(gauged.kpi, *gauged.meter,
                                          {known_since(gauged.kpi), now_}, *calendar_);
        if (!news.empty()) new_points_.push_back({gauged.kpi.id, std::move(news)});
    }
}

Checkpoint Scorecard::checkpoint() {
    Memory memory{.now = now_};
    Checkpoint checkpoint;
    checkpoint.forget_before = minute_of(now_ - states_kept);
    for (Gauged& gauged : kpis_) {
        memory.kpis[gauged.kpi.id] = {gauged.fingerprint, gauged.meter->memory(), gauged.judgement};
        if (Buckets* buckets = gauged.meter->buckets())
            for (const auto& [minute, state] : buckets->take_changed())
                checkpoint.states.push_back({gauged.kpi.id, minute, to_text(state)});
    }
    memory.feeds = feeds_;
    checkpoint.memory = write_memory(memory, subjects_);
    return checkpoint;
}

void Scorecard::restore(const Checkpoint& checkpoint) {
    const auto memory = read_memory(checkpoint.memory, subjects_);
    if (!memory) return;
    feeds_ = memory->feeds;
    for (Gauged& gauged : kpis_) {
        const auto kept = memory->kpis.find(gauged.kpi.id);
        if (kept == memory->kpis.end() || kept->second.fingerprint != gauged.fingerprint) continue;
        gauged.meter->recall(kept->second.meter);
        gauged.judgement = kept->second.judgement;
        if (Buckets* buckets = gauged.meter->buckets())
            for (const StateRow& row : checkpoint.states)
                if (row.kpi == gauged.kpi.id)
                    if (const auto state = minute_state_from(row.text))
                        buckets->put(row.minute, *state);
    }
    now_ = memory->now;
    for (Gauged& gauged : kpis_)
        gauged.meter->advance(now_);
    evaluated_ = false;
    refresh_series();
    new_points_.clear();
}

}  // namespace waymark::server
