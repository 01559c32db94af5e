#include "wallboard/state/lingering.hpp"

#include <algorithm>
#include <utility>

namespace waymark::wallboard {

const std::set<KpiId>& Lingering::look(const Board& board, Time now) {
    const std::map<KpiId, Time> before = std::exchange(since_, {});
    long_off_.clear();
    next_ = Time::max();
    for (const Reading& reading : board.readings.kpis) {
        if (reading.state != State::off_target) continue;
        const auto known = before.find(reading.kpi);
        const Time since = known == before.end() ? now : std::min(known->second, now);
        since_.emplace(reading.kpi, since);
        if (now - since >= filled_at_most)
            long_off_.insert(reading.kpi);
        else
            next_ = std::min(next_, since + filled_at_most);
    }
    return long_off_;
}

}  // namespace waymark::wallboard
