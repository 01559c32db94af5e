#include "wallboard/state/night.hpp"

#include <algorithm>

namespace waymark::wallboard {

NightNow night_at(const std::optional<Night>& night, const LocalClock& clock, Time now) {
    if (!night) return {};
    const LocalTime local = local_time(clock, now);
    NightNow is;
    if (is_within(night->span, local))
        is.brightness = night->shows == Night::Shows::black ? Brightness::black : Brightness::dim;
    const LocalTime border = next_border(night->span, local);
    if (border != LocalTime::max()) is.until = now + (border - local);
    // Where the desk's clock jumps, it is looked at again.
    if (clock.next_change > now) is.until = std::min(is.until, clock.next_change);
    return is;
}

}  // namespace waymark::wallboard
