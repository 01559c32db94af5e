#pragma once

#include <map>

#include "wallboard/state/critical_watch.hpp"

namespace waymark::wallboard {

/// When a screen is to be heard: from the moment on at which a critical KPI goes off target, as
/// often as the screen's `sound` says, until somebody acknowledges it or it is over. What falls
/// into the quiet hours is not made up for. GUI thread only.
class AlarmSound {
public:
    /// Whether a sound is to begin now. `sound`: null on a silent screen. `now` by the own clock,
    /// `server_now` by the server's, for the quiet hours of the desk.
    [[nodiscard]] bool look(const Board& board, const Sound* sound, Time server_now, Time now);

    /// People know: what began to ring before that is not heard again. Own clock.
    void acknowledge(Time before);

    /// When the next one is due; own clock.
    Time next() const;

private:
    struct Ringing {
        Time begun;
        int left = 0;
        Time next;
    };
    CriticalWatch watch_;
    std::map<KpiId, Ringing> ringing_;
};

}  // namespace waymark::wallboard
