#include "server/kpi/state/day_grid.hpp"

#include <algorithm>
#include <iterator>

namespace waymark::server {

DayGrid::DayGrid(std::function<std::int64_t(std::int64_t)> day_start)
    : day_start_(std::move(day_start)) {}

std::int64_t DayGrid::day_of(std::int64_t minute) const {
    if (const auto after = known_.upper_bound(minute); after != known_.begin()) {
        const auto& [day, latest] = *std::prev(after);
        if (minute <= latest) return day;
    }
    const std::int64_t day = day_start_(minute);
    std::int64_t& latest = known_.try_emplace(day, minute).first->second;
    latest = std::max(latest, minute);
    return day;
}

std::int64_t DayGrid::day_after(std::int64_t day) const {
    return day_of(day + 30 * 60);
}

}  // namespace waymark::server
