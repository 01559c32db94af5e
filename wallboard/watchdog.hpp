#pragma once

#include <chrono>
#include <optional>

#include "shared/model/time.hpp"

namespace waymark::wallboard {

/// Tells systemd that the wall is up and goes on, where it asked for that; else does nothing. A
/// wall that hangs stays silent, and is started again. GUI thread only.
class Watchdog {
public:
    using SteadyTime = std::chrono::steady_clock::time_point;

    /// As the environment says that systemd started it (NOTIFY_SOCKET, WATCHDOG_USEC).
    Watchdog();

    /// A frame was shown, or nothing had to be drawn.
    void alive(SteadyTime now);
    /// The loop must say `alive` at least so often.
    Duration longest_silence() const;

private:
    std::optional<Duration> patience_;  ///< of systemd
    std::optional<SteadyTime> told_;
};

}  // namespace waymark::wallboard
