#include "wallboard/state/alarm_sound.hpp"

#include <algorithm>

#include "wallboard/state/time_of_day.hpp"

namespace waymark::wallboard {

bool AlarmSound::look(const Board& board, const Sound* sound, Time server_now, Time now) {
    const std::vector<KpiId> went_off = watch_.look(board);
    if (!sound) {
        ringing_.clear();
        return false;
    }
    for (const KpiId& kpi : went_off)
        ringing_[kpi] = {now, sound->times, now};
    std::erase_if(ringing_, [&](const auto& each) { return !watch_.is_off(each.first); });
    const bool quiet =
        sound->quiet && is_within(*sound->quiet, local_time(board.desk.clock, server_now));
    bool sounds = false;
    for (auto& [kpi, ringing] : ringing_) {
        ringing.next = std::min(ringing.next, now + sound->every);  // a clock that was set back
        if (ringing.next > now) continue;
        sounds |= !quiet;
        --ringing.left;
        ringing.next = now + sound->every;
    }
    std::erase_if(ringing_, [](const auto& each) { return each.second.left <= 0; });
    return sounds;
}

void AlarmSound::acknowledge(Time before) {
    std::erase_if(ringing_, [&](const auto& each) { return each.second.begun < before; });
}

Time AlarmSound::next() const {
    Time next = Time::max();
    for (const auto& [kpi, ringing] : ringing_)
        next = std::min(next, ringing.next);
    return next;
}

}  // namespace waymark::wallboard
