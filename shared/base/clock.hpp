#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "shared/model/time.hpp"

namespace waymark {

/// Where the time comes from. Only the applications hold one; everything below takes `now`.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock : public Clock {
public:
    Time now() const override;
};

/// Stands still until told: for tests, and for `--clock feed`, where now is the newest event time.
class ManualClock : public Clock {
public:
    explicit ManualClock(Time start) : now_(start) {}
    Time now() const override { return now_; }
    /// Never runs backwards: an earlier time changes nothing.
    void move_to(Time time) { now_ = std::max(now_, time); }

private:
    Time now_;
};

/// RFC 3339 in UTC with milliseconds: "2026-03-30T08:00:00.000Z"; with microseconds where there
/// are any.
std::string to_rfc3339(Time time);

/// Reads RFC 3339 with an offset ("2026-03-30T08:00:00.5+01:00", "...Z"), to the millisecond, of
/// the years 1970 to 2199. Nothing when it is not that, or has no offset.
std::optional<Time> from_rfc3339(std::string_view text);

}  // namespace waymark
