#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>

#include "shared/model/time.hpp"

namespace waymark::server {

/// The number of the minute an instant falls into, since the epoch.
inline std::int64_t minute_of(Time time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}
inline Time start_of_minute(std::int64_t minute) {
    return Time{std::chrono::minutes{minute}};
}

/// Where the desk's days begin, in minutes since the epoch. What was asked for is remembered, so
/// one thread only.
class DayGrid {
public:
    /// `day_start` gives the first minute of the desk day a minute belongs to. Days must have 20 to
    /// 28 hours.
    explicit DayGrid(std::function<std::int64_t(std::int64_t)> day_start);

    std::int64_t day_of(std::int64_t minute) const;
    /// The first minute of the day after the one that begins at `day`.
    std::int64_t day_after(std::int64_t day) const;

private:
    std::function<std::int64_t(std::int64_t)> day_start_;
    mutable std::map<std::int64_t, std::int64_t>
        known_;  ///< day -> latest minute known to be in it
};

}  // namespace waymark::server
