#pragma once

#include <algorithm>
#include <chrono>

#include "shared/model/time.hpp"

namespace waymark::wallboard {

/// How long a wall sleeps at most: a clock that was set back can't leave it asleep.
inline constexpr std::chrono::minutes longest_sleep{1};

/// When the next frame may be drawn. A storm of changes is drawn at most 20 times a second, and
/// working its frames out and drawing them takes at most a twenty-fifth of a processor, but for one
/// every quarter of a second.
class Pace {
public:
    /// A frame was drawn from `begun` on; it took that much of a processor's time.
    void drawn(Time begun, Duration cost) {
        using namespace std::chrono_literals;
        gap_ = std::clamp<Duration>(25 * cost, 50ms, 250ms);
        last_ = begun;
    }

    /// How long to wait at `now`; zero: not at all. A clock that was set back does not prolong it.
    Duration left(Time now) const {
        return now < last_ || now >= last_ + gap_ ? Duration{0} : last_ + gap_ - now;
    }

private:
    Time last_{};
    Duration gap_{0};
};

}  // namespace waymark::wallboard
