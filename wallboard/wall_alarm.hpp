#pragma once

#include <algorithm>

#include "wallboard/alarm_player.hpp"
#include "wallboard/state/alarm_sound.hpp"
#include "wallboard/state/board_state.hpp"

namespace waymark::wallboard {

/// The sound of one screen: plays when its board says so. GUI thread only.
class WallAlarm {
public:
    /// `screen`: unknown to the desk or empty: its first; `player`: as AlarmPlayer's command.
    WallAlarm(ScreenId screen, std::vector<std::string> player, Log log);

    /// `now` by the own clock.
    void look(const BoardState& state, Time now);
    /// When to look again.
    Time next() const { return std::min(sound_.next(), player_.next()); }

private:
    ScreenId screen_;
    AlarmPlayer player_;
    AlarmSound sound_;
};

}  // namespace waymark::wallboard
