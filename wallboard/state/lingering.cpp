#include "wallboard/state/lingering.hpp"

#include <algorithm>

namespace waymark::wallboard {

const SharedList<KpiId>& Lingering::look(const Board& board, Time now) {
    const auto is_off = [&](const KpiId& kpi) {
        const Reading* const reading = find_reading(board.readings, kpi);
        return reading && reading->state == State::off_target;
    };
    std::erase_if(since_, [&](const auto& known) { return !is_off(known.first); });
    const auto is_over = [&](const KpiId& kpi) { return !since_.contains(kpi); };
    if (std::ranges::any_of(long_off_, is_over)) std::erase_if(long_off_.edit(), is_over);
    next_ = Time::max();
    for (const Reading& reading : board.readings.kpis) {
        if (reading.state != State::off_target) continue;
        Time& since = since_.try_emplace(reading.kpi, now).first->second;
        since = std::min(since, now);
        const auto listed = std::ranges::find(long_off_, reading.kpi);
        if (now - since < filled_at_most) {
            next_ = std::min(next_, since + filled_at_most);
            if (listed != long_off_.end()) std::erase(long_off_.edit(), reading.kpi);
        } else if (listed == long_off_.end()) {
            long_off_.push_back(reading.kpi);
        }
    }
    return long_off_;
}

}  // namespace waymark::wallboard
