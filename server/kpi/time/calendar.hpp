#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/model/hours.hpp"
#include "shared/model/time.hpp"

namespace date {
class time_zone;
}

namespace waymark::server {

/// What is between two instants, the later one included.
struct Bounds {
    Time from;
    Time to;
    bool operator==(const Bounds&) const = default;
};

/// What a desk's calendar is made from.
struct DeskTimes {
    std::string zone;                      ///< IANA name
    std::chrono::minutes day_boundary{0};  ///< after local midnight, 0 .. 23:59
    std::vector<Shift> shifts;             ///< none overlapping
    std::optional<std::chrono::local_days> vision_since;
};

/// The desk's days: where they begin and what the clock on its wall shows. A desk day begins at the
/// first instant of a local date that is at or after the day boundary, so the day of a change to
/// or from summer time has 23 or 25 hours. What was last asked for is remembered: one thread only.
class DeskCalendar {
public:
    /// The zone must be one that the system's time-zone data knows (throws std::runtime_error).
    explicit DeskCalendar(DeskTimes times);
    /// A desk without shifts, whose vision has no beginning.
    DeskCalendar(std::string zone, std::chrono::minutes day_boundary);

    /// The instant the desk day of `time` began; at most `time`.
    Time day_start(Time time) const;
    /// The date whose desk day `time` lies in.
    std::chrono::local_days date_of(Time time) const;
    /// The instant the desk day of a date begins.
    Time begin_of(std::chrono::local_days date) const;
    /// The first minute of the desk day that `minute` lies in; minutes since the epoch. Cheap while
    /// the day stays the same.
    std::int64_t day_of_minute(std::int64_t minute) const;

    /// How far the clock on the wall is past the midnight with which the date of the desk day
    /// began; 24 h and more in the hours before the next day boundary.
    Duration time_of_day(Time time) const;
    /// The first instant at which the clock on the wall is `after` past midnight of `date`.
    Time instant(std::chrono::local_days date, Duration after) const;

    /// One run of a shift: [from, to).
    struct ShiftRun {
        std::size_t shift = 0;  ///< its place among the desk's shifts
        Time from;
        Time to;
    };
    /// The run that `time` lies in, or else the last one that ended before; none without shifts.
    std::optional<ShiftRun> shift_at(Time time) const;
    const std::vector<Shift>& shifts() const { return times_.shifts; }

    /// When the vision began: the desk day of that date.
    std::optional<Time> vision_began() const;

    /// The offset from UTC around `time`, and its next change within two years.
    LocalClock clock_at(Time time) const;

private:
    struct Day {
        std::chrono::local_days date;
        Time begin;
        Time end;
    };
    struct Offset {
        Time begin;
        Time end;
        std::chrono::seconds offset{0};
        std::chrono::seconds next{0};
    };
    const Day& day_of(Time time) const;
    const Offset& offset_around(Time time) const;

    DeskTimes times_;
    const date::time_zone* zone_;
    mutable Day day_{};
    mutable Offset offset_{};
};

}  // namespace waymark::server
