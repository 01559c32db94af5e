#pragma once

#include <chrono>
#include <cstdint>

namespace waymark {

using Duration = std::chrono::microseconds;

/// An instant in UTC, to the microsecond: phone systems stamp their events with it. What waymark
/// itself reads off a clock is whole milliseconds, as on the wire.
using Time = std::chrono::sys_time<Duration>;

inline constexpr Time from_epoch_ms(std::int64_t ms) {
    return Time{std::chrono::milliseconds{ms}};
}
inline constexpr std::int64_t to_epoch_ms(Time time) {
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
}

inline constexpr Time from_epoch_us(std::int64_t us) {
    return Time{Duration{us}};
}
inline constexpr std::int64_t to_epoch_us(Time time) {
    return time.time_since_epoch().count();
}

/// A length of time as the wire, the files and the formulas use it: seconds.
inline constexpr double in_seconds(Duration length) {
    return std::chrono::duration<double>(length).count();
}
inline constexpr Duration from_seconds(double seconds) {
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

/// The desk's offset from UTC, with its next change, so that a screen shows local time without a
/// time-zone data base. `next_change` of Time::max() means no change is known.
struct LocalClock {
    std::chrono::seconds offset{0};
    Time next_change = Time::max();
    std::chrono::seconds next_offset{0};

    bool operator==(const LocalClock&) const = default;
    std::chrono::seconds offset_at(Time now) const {
        return now < next_change ? offset : next_offset;
    }
};

}  // namespace waymark
