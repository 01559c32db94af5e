#include "wallboard/state/critical_watch.hpp"

#include <utility>

namespace waymark::wallboard {

std::vector<KpiId> CriticalWatch::look(const Board& board) {
    std::map<KpiId, State> before = std::exchange(states_, {});
    std::vector<KpiId> went_off;
    for (const Kpi& kpi : board.desk.kpis) {
        if (!kpi.critical) continue;
        const Reading* const reading = find_reading(board.readings, kpi.id);
        const State state = reading ? reading->state : State::no_data;
        const auto known = before.find(kpi.id);
        if (state == State::off_target && known != before.end() && known->second != state)
            went_off.push_back(kpi.id);
        states_.emplace(kpi.id, state);
    }
    return went_off;
}

bool CriticalWatch::is_off(const KpiId& kpi) const {
    const auto known = states_.find(kpi);
    return known != states_.end() && known->second == State::off_target;
}

}  // namespace waymark::wallboard
