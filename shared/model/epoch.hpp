#pragma once

#include <cmath>
#include <optional>

#include "shared/model/time.hpp"

namespace waymark {

/// In seconds since 1970: what a peer calls a time of this year or later is no time.
inline constexpr std::int64_t year_2200 = 7'258'118'400;

/// The time so many ticks of 1970 on, as peers count them: seconds, milliseconds, microseconds or
/// nanoseconds (`ticks_a_second`: 1 to 1e9). Nothing before 1970 and from the year 2200 on.
constexpr std::optional<Time> time_from_ticks(std::int64_t ticks, std::int64_t ticks_a_second) {
    constexpr std::int64_t micros = 1'000'000;
    if (ticks < 0 || ticks / ticks_a_second >= year_2200) return std::nullopt;
    return from_epoch_us(ticks_a_second > micros ? ticks / (ticks_a_second / micros)
                                                 : ticks * (micros / ticks_a_second));
}
/// The same of ticks with a fraction, to the nearest microsecond.
inline std::optional<Time> time_from_ticks(double ticks, std::int64_t ticks_a_second) {
    const double seconds = ticks / static_cast<double>(ticks_a_second);
    if (!(seconds >= 0 && seconds < static_cast<double>(year_2200))) return std::nullopt;
    return from_epoch_us(std::llround(seconds * 1e6));
}

}  // namespace waymark
