#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/model/time.hpp"

namespace waymark {

/// Open from `from` up to, and not including, `to`: minutes after local midnight of the day it
/// begins on. `to` may be 24:00 and beyond: 22:00 to 30:00 is a night shift.
struct OpenInterval {
    std::chrono::minutes from{0};  ///< 0 .. 23:59
    std::chrono::minutes to{0};    ///< after `from`, at most 48:00
    bool operator==(const OpenInterval&) const = default;
};

/// When a desk is open: business hours in a zone of their own.
struct Hours {
    std::string zone;                               ///< IANA name
    std::array<std::vector<OpenInterval>, 7> week;  ///< Monday first; several a day allowed
    std::set<std::chrono::local_days> holidays;     ///< closed all day
    /// Days with hours of their own; they beat the week and the holidays.
    std::map<std::chrono::local_days, std::vector<OpenInterval>> exceptions;
    bool operator==(const Hours&) const = default;
};

/// What is promised to customers for tickets of one priority (SLA): how soon the first public
/// response and the resolution come, measured within `hours` (its name; empty: around the clock).
struct Promise {
    std::optional<Duration> response;
    std::optional<Duration> resolution;
    std::string hours;
    bool operator==(const Promise&) const = default;
};

/// A shift of the desk, in its own zone, every day.
struct Shift {
    std::string name;
    OpenInterval span;
    bool operator==(const Shift&) const = default;
};

}  // namespace waymark
