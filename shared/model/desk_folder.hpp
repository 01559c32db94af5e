#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "shared/model/hours.hpp"
#include "shared/model/measure.hpp"
#include "shared/model/outline.hpp"

namespace waymark {

/// How a feed proves that it is the one it says it is. Exactly one member is set, or none: then it
/// is heard on loopback only.
struct FeedToken {
    std::string sha256;    ///< of the token, 64 lower-case hexadecimal digits
    std::string env_name;  ///< the environment variable that holds the token
    std::string file;      ///< the file that holds it, absolute or relative to the desk folder

    bool operator==(const FeedToken&) const = default;
    bool none() const { return sha256.empty() && env_name.empty() && file.empty(); }
};

/// What feeds.json says of a feed beside what holds for all: only its adapter, in the server, knows
/// these settings. At least one of `adapter` and `preset` is there.
struct FeedSettings {
    std::string adapter;
    std::string preset;  ///< defaults of these settings by name; empty: none
    std::string text;    ///< a JSON object
    std::string place;   ///< the JSON pointer of the feed in feeds.json

    bool operator==(const FeedSettings&) const = default;
};

/// A whole, valid desk folder.
struct DeskFolder {
    Outline outline;  ///< its clock is not filled in here
    std::map<KpiId, Measure> measures;
    std::map<FeedId, FeedToken> tokens;
    std::map<FeedId, FeedSettings> feed_settings;  ///< none for a feed that sends our own records
    std::map<FeedId, std::vector<std::string>> known_queues;  ///< others are left out; none: any
    std::set<FeedId> uncompared;  ///< whose stated lengths are not held against their events' times
    std::map<FeedId, Duration> max_waits;     ///< the phone system gives a contact up after this
    std::map<std::string, Hours> hours;       ///< business hours by name
    std::map<std::string, Promise> promises;  ///< SLA by priority
    std::vector<Shift> shifts;                ///< of the desk, none overlapping
    std::string work_hours;  ///< the name of the hours ticket times are counted in; empty: 24/7
    /// Later targets of KPIs, by the desk day they begin on; the outline has the one in force.
    std::map<KpiId, std::map<std::chrono::local_days, Target>> later_targets;
    std::string zone;                      ///< IANA name, "Europe/London"
    std::chrono::minutes day_boundary{0};  ///< after local midnight, 0 .. 23:59

    bool operator==(const DeskFolder&) const = default;
};

}  // namespace waymark
