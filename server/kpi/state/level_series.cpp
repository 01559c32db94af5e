#include "server/kpi/state/level_series.hpp"

#include <algorithm>
#include <utility>

#include "server/kpi/state/gauge_math.hpp"
#include "server/kpi/state/state_math.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t most_begun = 4;

Time whole_minute(Time time) {
    return start_of_minute(minute_of(time));
}

}  // namespace

LevelSeries::LevelSeries(const DayGrid& days) : settled_(GaugeState{}, days) {}

void LevelSeries::change(Time time, Fixed by) {
    if (by == 0) return;
    find_settled();
    if (settled_to_ && time < *settled_to_) {
        Fixed& late = late_[time];
        late = saturating_sum(late, by);
        points_.shift_base(by);
        begun_.clear();
        return;
    }
    points_.add(time, by);
    std::erase_if(begun_, [&](const Begun& begun) { return time < begun.to; });
}

void LevelSeries::change_again(Time time, Fixed by) {
    find_settled();
    if (!settled_to_ || time >= *settled_to_) change(time, by);
}

std::optional<Fixed> LevelSeries::at(Time time) const {
    if (!settled_to_) {
        const auto first = points_.first();
        if (!first || time < *first) return std::nullopt;
        return points_.level_at(time);
    }
    if (time >= *settled_to_) return points_.level_at(time);
    settle_late();
    const auto bucket = settled_.newest(settled_.oldest_kept(), minute_of(time));
    return bucket ? std::get<GaugeState>(*bucket).last : std::nullopt;
}

GaugeState LevelSeries::measure(Time from, Time to) const {
    GaugeState gauge;
    if (!settled_to_) {
        const auto first = points_.first();
        if (!first) return gauge;
        from = std::max(from, *first);
    }
    if (from >= to) return gauge;
    Fixed level = points_.level_at(from);
    points_.each_between(from, to, [&](const ChangePoints::Point& point) {
        append_level(gauge, level, from, point.time);
        from = point.time;
        level = saturating_sum(level, point.by);
    });
    append_level(gauge, level, from, to);
    return gauge;
}

GaugeState LevelSeries::exact_over(Time from, Time to) const {
    const auto same = [&](const Begun& begun) { return begun.from == from && begun.to <= to; };
    auto begun = std::ranges::find_if(begun_, same);
    if (begun == begun_.end()) {
        if (begun_.size() < most_begun) {
            begun = begun_.emplace(begun_.end());
        } else {
            begun = begun_.begin() + static_cast<std::ptrdiff_t>(next_begun_);
            next_begun_ = (next_begun_ + 1) % most_begun;
        }
        *begun = {from, from, {}};
    }
    // Remembered up to the minute only: most changes come a little after their time.
    if (const Time closed = whole_minute(to); closed > begun->to) {
        add_to(begun->gauge, measure(begun->to, closed));
        begun->to = closed;
    }
    GaugeState gauge = begun->gauge;
    add_to(gauge, measure(begun->to, to));
    return gauge;
}

GaugeState LevelSeries::over(Time from, Time to) const {
    if (from >= to) return {};
    if (!settled_to_ || from >= *settled_to_) return exact_over(from, to);
    settle_late();
    const std::int64_t first = minute_of(from + std::chrono::minutes{1} - Duration{1});
    const std::int64_t last = minute_of(std::min(to, *settled_to_) - Duration{1});
    KpiState settled = settled_.merged(first, last);
    GaugeState gauge = std::get<GaugeState>(std::move(settled));
    if (to > *settled_to_) add_to(gauge, exact_over(*settled_to_, to));
    return gauge;
}

void LevelSeries::advance(Time now) {
    find_settled();
    settle_late();
    settled_.advance(minute_of(now));
    const Time target = whole_minute(now - exact_for);
    Time from = target;
    if (settled_to_) {
        from = *settled_to_;
    } else if (const auto first = points_.first()) {
        from = std::max(whole_minute(*first), start_of_minute(settled_.oldest_kept()));
    }
    if (from >= target) return;
    while (from < target) {
        const std::int64_t minute = minute_of(from);
        const Time end = std::min(start_of_minute(settled_.bucket_of(minute).end), target);
        add_to(std::get<GaugeState>(settled_.at(minute)), measure(from, end));
        from = end;
    }
    points_.drop_before(target);
    settled_to_ = target;
    begun_.clear();
}

void LevelSeries::settle_late() const {
    if (late_.empty()) return;
    Fixed shift = 0;  // of all late changes before the bucket
    bool shifted = false;
    auto change = late_.begin();
    std::int64_t minute = std::max(minute_of(change->first), settled_.oldest_kept());
    while (start_of_minute(minute) < *settled_to_) {
        const History::Stretch bucket = settled_.bucket_of(minute);
        const Time begin = start_of_minute(bucket.begin);
        const Time end = std::min(start_of_minute(bucket.end), *settled_to_);
        for (; change != late_.end() && change->first < begin; ++change) {
            shift = saturating_sum(shift, change->second);
            shifted = true;
        }
        auto& gauge = std::get<GaugeState>(settled_.at(minute));
        if (shifted) shift_level(gauge, shift, begin, end);
        for (; change != late_.end() && change->first < end; ++change) {
            shift_level(gauge, change->second, change->first, end);
            shift = saturating_sum(shift, change->second);
            shifted = true;
        }
        minute = bucket.end;
    }
    late_.clear();
}

History& LevelSeries::settled() {
    settle_late();
    return settled_;
}

void LevelSeries::put(const History::Row& row) {
    settled_.put(row);
    put_back_ = true;
}

void LevelSeries::find_settled() {
    if (!std::exchange(put_back_, false)) return;
    const auto bucket = settled_.newest(INT64_MIN / 4, INT64_MAX / 4);
    if (!bucket) return;
    const auto& gauge = std::get<GaugeState>(*bucket);
    const Time end = gauge.last_at + Duration{1};
    if (!gauge.last || (settled_to_ && end <= *settled_to_)) return;
    settled_to_ = end;
    points_.drop_before(end);
    points_.shift_base(*gauge.last - points_.base());
    begun_.clear();
}

}  // namespace waymark::server
