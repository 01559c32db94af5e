#include <algorithm>

#include "server/kpi/judge/trend.hpp"
#include "server/kpi/scorecard.hpp"
#include "server/kpi/time/windows.hpp"
#include "shared/model/freshness.hpp"

namespace waymark::server {
namespace {

/// Proof of life is told in steps, so that a busy feed does not make a delta of every record.
Time in_steps(Time heard, const Feed& feed) {
    const Duration step = std::clamp(feed.cadence / 4, Duration{std::chrono::seconds{1}},
                                     Duration{std::chrono::seconds{15}});
    return heard - heard.time_since_epoch() % step;
}

constexpr int weeks_compared = 4;

}  // namespace

/// Since when all feeds of the KPI have told anything; Time::max(): not yet.
Time Scorecard::known_since(const Kpi& kpi) const {
    Time since = ledger_.versions(kpi.id).back().begun.value_or(Time{});
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
    const FeedLife& life = found->second;
    reading.freshness = freshness_of(feed, life.heard, now_);
    if (life.heard) reading.heard = in_steps(*life.heard, feed);
    if (life.last_event) reading.last_event = start_of_minute(minute_of(*life.last_event));
    return reading;
}

/// What the trend compares with, looked up once a minute.
const Measured& Scorecard::reference(const Kpi& kpi, Gauged& gauged) {
    if (gauged.referred == minute_of(now_)) return gauged.reference;
    gauged.referred = minute_of(now_);
    const Meter& meter = ledger_.meter(kpi.id);
    const DeskCalendar& calendar = ledger_.calendar();
    const Time begun = known_since(kpi);
    const auto over = [&](Bounds bounds) {
        return bounds.from < begun ? Measured{} : meter.over(bounds, {});
    };
    const Bounds previous =
        previous_window(kpi.window, window_at(kpi.window, now_, calendar), calendar);
    gauged.reference = over(previous);
    if (is_volume(ledger_.measure(kpi.id).how)) {
        std::vector<Measured> weeks;
        for (int week = 1; week <= weeks_compared; ++week)
            weeks.push_back(over(same_window_weeks_ago(kpi.window, now_, week, calendar)));
        gauged.reference = usual_volume(weeks, gauged.reference);
    }
    return gauged.reference;
}

Reading Scorecard::read(const Kpi& kpi, Gauged& gauged) {
    const Bounds bounds = ledger_.window(kpi, now_);
    const Measured measured = ledger_.value(kpi.id, bounds, {});
    const Measure& measure = ledger_.measure(kpi.id);
    Reading reading{.kpi = kpi.id,
                    .value = measured.value,
                    .n = measured.n,
                    .numerator = measured.numerator,
                    .since = measured.since};
    if (const auto begun = ledger_.versions(kpi.id).back().begun; begun && *begun > bounds.from)
        reading.begun = begun;
    if (measure.provisional > std::chrono::days{0}) {
        const auto day = ledger_.calendar().date_of(now_);
        reading.provisional_until =
            ledger_.calendar().begin_of(day + measure.provisional + std::chrono::days{1});
    }
    gauged.provisional = {};
    const auto with = [&](State state) {
        reading.state = state;
        return reading;
    };
    const Freshness fresh = freshness(kpi);
    if (fresh == Freshness::never) reading.value.reset();
    if (!kpi.hours.empty() && !ledger_.clock(kpi.hours).is_open(now_)) {
        // Where it stood is where it goes on: a night is neither better nor worse.
        gauged.provisional = gauged.judgement;
        reading.opens = ledger_.clock(kpi.hours).next_opening(now_);
        return with(State::closed);
    }
    if (fresh == Freshness::never) return with(State::no_data);
    if (fresh == Freshness::stale) return with(State::stale);
    if (measured.n < kpi.min_n) return with(State::too_few);
    if (!measured.value) return with(State::no_data);
    const Movement moved = movement(kpi, measured, reference(kpi, gauged));
    reading.trend = moved.trend;
    reading.change = moved.change;
    if (!kpi.target) return with(State::no_target);
    gauged.provisional = judged(gauged.judgement, kpi, measured, now_);
    reading.attainment = attainment(*kpi.target, *measured.value);
    return with(*gauged.provisional.shown());
}

}  // namespace waymark::server
