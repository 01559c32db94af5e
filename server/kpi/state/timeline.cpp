#include "server/kpi/state/timeline.hpp"

namespace waymark::server {

KpiState& Timeline::at(std::int64_t minute_wanted, const KpiState& empty_state) {
    const std::size_t index = from(minute_wanted);
    if (index < size() && minute(index) == minute_wanted) return state(index);
    const auto place = static_cast<std::ptrdiff_t>(first_ + index);
    minutes_.insert(minutes_.begin() + place, minute_wanted);
    return *states_.insert(states_.begin() + place, empty_state);
}

void Timeline::pop_front() {
    states_[first_++] = SumState{};
    // Room is made now and then, so that popping costs the same however many there are.
    if (first_ < 16 || first_ * 4 < minutes_.size()) return;
    const auto gone = static_cast<std::ptrdiff_t>(first_);
    minutes_.erase(minutes_.begin(), minutes_.begin() + gone);
    states_.erase(states_.begin(), states_.begin() + gone);
    first_ = 0;
}

void Timeline::erase(std::int64_t minute_wanted) {
    const std::size_t index = from(minute_wanted);
    if (index == size() || minute(index) != minute_wanted) return;
    const auto place = static_cast<std::ptrdiff_t>(first_ + index);
    minutes_.erase(minutes_.begin() + place);
    states_.erase(states_.begin() + place);
}

}  // namespace waymark::server
