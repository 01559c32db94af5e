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

/// What it is, apart from its movement; `judgement` becomes the one it rests on.
Reading Scorecard::judge(const Kpi& kpi, const Measured& measured, Judgement& judgement) const {
    const Judgement before = std::exchange(judgement, {});
    Reading reading{.kpi = kpi.id,
                    .value = measured.value,
                    .n = measured.n,
                    .numerator = measured.numerator,
                    .since = measured.since};
    const auto with = [&](State state) {
        reading.state = state;
        return reading;
    };
    const Freshness fresh = freshness(kpi);
    if (fresh == Freshness::never) reading.value.reset();
    if (!kpi.hours.empty() && !ledger_.clock(kpi.hours).is_open(now_)) {
        // Where it stood is where it goes on: a night is neither better nor worse.
        judgement = before;
        reading.opens = ledger_.clock(kpi.hours).next_opening(now_);
        return with(State::closed);
    }
    if (fresh == Freshness::never) return with(State::no_data);
    if (fresh == Freshness::stale) return with(State::stale);
    if (measured.n < kpi.min_n) return with(State::too_few);
    if (!measured.value) return with(State::no_data);
    if (!kpi.target) return with(State::no_target);
    judgement = judged(before, kpi, measured, now_);
    reading.attainment = attainment(*kpi.target, *measured.value);
    return with(*judgement.shown());
}

Reading Scorecard::read(const Kpi& kpi, Gauged& gauged) {
    const Bounds bounds = ledger_.window(kpi, now_);
    const Measured measured = ledger_.value(kpi.id, bounds, {});
    gauged.provisional = gauged.judgement;
    Reading reading = judge(kpi, measured, gauged.provisional);
    if (const auto begun = ledger_.versions(kpi.id).back().begun; begun && *begun > bounds.from)
        reading.begun = begun;
    if (const auto days = ledger_.measure(kpi.id).provisional; days > std::chrono::days{0}) {
        const auto day = ledger_.calendar().date_of(now_);
        reading.provisional_until = ledger_.calendar().begin_of(day + days + std::chrono::days{1});
    }
    if (reading.state == State::no_target || is_judged(reading.state)) {
        const Movement moved = movement(kpi, measured, reference(kpi, gauged));
        reading.trend = moved.trend;
        reading.change = moved.change;
    }
    return reading;
}

/// Each with what was known before this instant's records.
void Scorecard::read_queues() {
    const Vocabulary& vocabulary = ledger_.vocabulary();
    std::vector<std::pair<QueueReading, Judgement>> read;
    for (const KpiId& id : queues_.columns()) {
        const Kpi& kpi = *std::ranges::find(outline_.kpis, id, &Kpi::id);
        const Bounds bounds = ledger_.window(kpi, now_);
        for (std::string& queue : queues_.queues_of(kpi)) {
            QueueReading one{std::move(queue), {.kpi = id}};
            const SliceKey slice{field::queue, vocabulary.find(one.queue)};
            Judgement judgement = queues_.judgement(one);
            // No word: that of all queues that are not told apart.
            const Measured measured =
                slice.word == no_word ? Measured{} : ledger_.value(id, bounds, slice);
            one.reading = judge(kpi, measured, judgement);
            // As the wire and checkpoints have it.
            if (auto& since = one.reading.since) since = from_epoch_ms(to_epoch_ms(*since));
            read.emplace_back(std::move(one), judgement);
        }
    }
    queues_.put(std::move(read), now_);
}

}  // namespace waymark::server
