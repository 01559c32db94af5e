#include "wallboard/watchdog.hpp"

#include <systemd/sd-daemon.h>

namespace waymark::wallboard {

Watchdog::Watchdog() {
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) > 0 && microseconds > 0)
        patience_ = std::chrono::microseconds{microseconds};
}

void Watchdog::alive(SteadyTime now) {
    if (!told_) sd_notify(0, "READY=1\nWATCHDOG=1");
    if (!told_) told_ = now;
    if (!patience_ || now - *told_ < *patience_ / 8) return;
    told_ = now;
    sd_notify(0, "WATCHDOG=1");
}

Duration Watchdog::longest_silence() const {
    return patience_ ? *patience_ / 4 : Duration::max();
}

}  // namespace waymark::wallboard
