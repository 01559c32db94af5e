#pragma once

#include <chrono>
#include <string>

#include "shared/model/time.hpp"

namespace date {
class time_zone;
}

namespace waymark::server {

/// The desk's days: where they begin and what the clock on its wall shows. A desk day begins at the
/// first instant of a local date that is at or after the day boundary, so the day of a change to
/// or from summer time has 23 or 25 hours.
class DeskCalendar {
public:
    /// `zone` must be an IANA name the system's time-zone data knows (throws std::runtime_error);
    /// `day_boundary` is 0 .. 23:59 after local midnight.
    DeskCalendar(const std::string& zone, std::chrono::minutes day_boundary);

    /// The instant the desk day of `time` began; at most `time`.
    Time day_start(Time time) const;

    /// The offset from UTC around `time`, and its next change.
    LocalClock clock_at(Time time) const;

private:
    Time boundary_of(std::chrono::local_days day) const;

    const date::time_zone* zone_;
    std::chrono::minutes day_boundary_;
};

/// What is between two instants, the later one included.
struct Bounds {
    Time from;
    Time to;
    bool operator==(const Bounds&) const = default;
};

}  // namespace waymark::server
