#include "server/kpi/state/settled_level.hpp"

#include <algorithm>

#include "server/kpi/state/gauge_math.hpp"
#include "server/kpi/state/state_math.hpp"

namespace waymark::server {
namespace {

constexpr std::int64_t ever = INT64_MAX / 4;
/// A level that never changes gets a bucket this often, so that its newest one is always kept.
constexpr std::int64_t longest_run = 365 * 1'440;

/// A bucket's gauge, which is never empty.
struct Bucket {
    std::int64_t begin;
    GaugeState gauge;
    Time known_to() const { return gauge.last_at + Duration{1}; }
    Fixed level() const { return *gauge.last; }
};

std::optional<Bucket> newest(const History& history, std::int64_t to) {
    const auto found = history.newest(-ever, to);
    if (!found || !std::get<GaugeState>(found->state).last) return std::nullopt;
    return Bucket{found->begin, std::get<GaugeState>(found->state)};
}

}  // namespace

SettledLevel::SettledLevel(const DayGrid& days) : history_(GaugeState{}, days) {}

GaugeState& SettledLevel::gauge_at(std::int64_t begin) {
    return std::get<GaugeState>(history_.at(begin));
}

Time SettledLevel::end_of(std::int64_t begin) const {
    return start_of_minute(history_.bucket_of(begin).end);
}

Fixed SettledLevel::level() const {
    const auto last = newest(history_, ever);
    return last ? last->level() : 0;
}

/// From its beginning to `until` the bucket has the level of the one before, whose gauge ends or
/// goes on to where it begins.
void SettledLevel::begin_bucket(std::int64_t begin, Time until) {
    const auto before = newest(history_, begin - 1);
    if (!before) return;
    const Time start = start_of_minute(begin);
    if (before->known_to() != start) {
        GaugeState& gauge = gauge_at(before->begin);
        cut_level(gauge, start);
        append_level(gauge, before->level(), before->known_to(), start);
    }
    append_level(gauge_at(begin), before->level(), start, until);
}

void SettledLevel::settle(const ChangePoints& points, Time from, Time target) {
    while (from < target) {
        const auto last = newest(history_, ever);
        if (last && minute_of(from) - last->begin < longest_run) {
            const Time next = points.next(from).value_or(target);
            from = std::max(from, start_of_minute(minute_of(std::min(next, target))));
            if (from == target) break;
        }
        const std::int64_t begin = history_.bucket_of(minute_of(from)).begin;
        const Time end = std::min(end_of(begin), target);
        if (!last)
            from = std::max(from, *points.first());
        else if (last->begin < begin)
            begin_bucket(begin, from);
        else
            append_level(gauge_at(begin), last->level(), last->known_to(), from);
        append_levels(gauge_at(begin), points, from, end);
        from = end;
    }
    to_ = target;
}

/// The bucket of a late change: what goes over its beginning becomes its own.
std::int64_t SettledLevel::bucket_for(Time late) {
    const std::int64_t minute = std::max(minute_of(late), history_.oldest_kept());
    const std::int64_t begin = history_.bucket_of(minute).begin;
    const bool there = history_.newest(begin, begin).has_value();
    if (const auto before = newest(history_, begin - 1)) {
        const bool closed = there || history_.next(begin);
        begin_bucket(begin, closed ? before->known_to() : std::min(end_of(begin), *to_));
    } else if (!there) {
        gauge_at(begin);
    }
    return begin;
}

void SettledLevel::shift(const std::map<Time, Fixed>& late) {
    std::optional<std::int64_t> begin;
    for (const auto& [time, by] : late) {
        const std::int64_t bucket = bucket_for(time);
        if (!begin) begin = bucket;
    }
    Fixed sum = 0;  // of all changes before the bucket
    auto change = late.begin();
    Time covered = Time::min();
    while (begin) {
        const auto next = history_.next(*begin + 1);
        const Time start = std::max(start_of_minute(*begin), covered);
        const Time end = std::min(end_of(*begin), *to_);
        GaugeState& gauge = gauge_at(*begin);
        covered = gauge.last ? gauge.last_at + Duration{1} : end;
        if (next) covered = std::max(covered, start_of_minute(*next));
        cut_level(gauge, end);
        for (; change != late.end() && change->first < start; ++change)
            sum = saturating_sum(sum, change->second);
        if (change != late.begin()) shift_level(gauge, sum, start, end);
        for (; change != late.end() && change->first < end; ++change) {
            shift_level(gauge, change->second, change->first, end);
            sum = saturating_sum(sum, change->second);
        }
        append_level(gauge, *gauge.last, end, covered);
        begin = next;
    }
}

std::optional<Fixed> SettledLevel::at(Time time) const {
    const auto bucket = newest(history_, minute_of(time));
    return bucket ? bucket->gauge.last : std::nullopt;
}

GaugeState SettledLevel::over(Time from, Time to) const {
    const std::int64_t first = minute_of(from + std::chrono::minutes{1} - Duration{1});
    const Time end = std::min(start_of_minute(minute_of(to - Duration{1}) + 1), *to_);
    GaugeState gauge;
    const auto last = newest(history_, minute_of(end - Duration{1}));
    if (!last) return gauge;
    if (last->begin >= first) {
        gauge = std::get<GaugeState>(history_.merged(first, last->begin));
        cut_level(gauge, std::max(end, end_of(last->begin)));
    }
    // What lasts from before: of the bucket before the first, or of the last when that is before.
    const auto lasting = newest(history_, std::min(first - 1, last->begin));
    if (lasting)
        append_level(gauge, lasting->level(),
                     std::max(start_of_minute(first), end_of(lasting->begin)),
                     lasting->begin == last->begin ? end : lasting->known_to());
    if (last->begin >= first) append_level(gauge, last->level(), last->known_to(), end);
    return gauge;
}

bool SettledLevel::find_end() {
    const auto last = newest(history_, ever);
    if (!last || (to_ && last->known_to() <= *to_)) return false;
    to_ = last->known_to();
    return true;
}

}  // namespace waymark::server
