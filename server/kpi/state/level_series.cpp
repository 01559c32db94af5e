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

LevelSeries::LevelSeries(const DayGrid& days) : settled_(days) {}

void LevelSeries::change(Time time, Fixed by) {
    if (by == 0) return;
    find_settled();
    if (settled_.to() && time < *settled_.to()) {
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
    if (!settled_.to() || time >= *settled_.to()) change(time, by);
}

std::optional<Fixed> LevelSeries::at(Time time) const {
    if (!settled_.to()) {
        const auto first = points_.first();
        if (!first || time < *first) return std::nullopt;
        return points_.level_at(time);
    }
    if (time >= *settled_.to()) return points_.level_at(time);
    settle_late();
    return settled_.at(time);
}

GaugeState LevelSeries::exact_over(Time from, Time to) const {
    if (!settled_.to()) {
        const auto first = points_.first();
        if (!first || *first >= to) return {};
        from = std::max(from, *first);
    }
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
        append_levels(begun->gauge, points_, begun->to, closed);
        begun->to = closed;
    }
    GaugeState gauge = begun->gauge;
    append_levels(gauge, points_, begun->to, to);
    return gauge;
}

GaugeState LevelSeries::over(Time from, Time to) const {
    if (from >= to) return {};
    const auto settled_to = settled_.to();
    if (!settled_to || from >= *settled_to) return exact_over(from, to);
    settle_late();
    GaugeState gauge = settled_.over(from, to);
    if (to > *settled_to) add_to(gauge, exact_over(*settled_to, to));
    return gauge;
}

void LevelSeries::advance(Time now) {
    find_settled();
    settle_late();
    settled_.history().advance(minute_of(now));
    const Time target = whole_minute(now - exact_for);
    const auto first = points_.first();
    const Time oldest = start_of_minute(settled_.history().oldest_kept());
    const auto from = settled_.to() ? settled_.to()
                      : first       ? std::optional{std::max(whole_minute(*first), oldest)}
                                    : std::nullopt;
    if (!from || *from >= target) return;
    settled_.settle(points_, *from, target);
    points_.drop_before(target);
    begun_.clear();
}

void LevelSeries::settle_late() const {
    if (late_.empty()) return;
    settled_.shift(late_);
    late_.clear();
}

History& LevelSeries::settled() {
    settle_late();
    return settled_.history();
}

void LevelSeries::put(const History::Row& row) {
    settled_.history().put(row);
    put_back_ = true;
}

void LevelSeries::find_settled() {
    if (!std::exchange(put_back_, false) || !settled_.find_end()) return;
    points_.drop_before(*settled_.to());
    points_.shift_base(settled_.level() - points_.base());
    begun_.clear();
}

}  // namespace waymark::server
