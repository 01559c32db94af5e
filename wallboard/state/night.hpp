#pragma once

#include <optional>

#include "shared/model/screen.hpp"
#include "wallboard/state/time_of_day.hpp"

namespace waymark::wallboard {

/// How bright a screen is by its night.
enum class Brightness { full, dim, black };

struct NightNow {
    Brightness brightness = Brightness::full;
    Time until = Time::max();  ///< of the same clock as `now`
    bool operator==(const NightNow&) const = default;
};

/// `now` by the server's clock. Pure.
NightNow night_at(const std::optional<Night>& night, const LocalClock& clock, Time now);

}  // namespace waymark::wallboard
