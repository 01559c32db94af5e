#pragma once

#include <string>

#include "shared/base/result.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

/// A value for a period, as people write it on a command line.
struct WrittenEntry {
    std::string kpi;
    std::string value;   ///< "80%", "4.2", "20s", "7/9"
    std::string period;  ///< "2026-Q1", "2026-03", "2026-W12", "2026-03-30", "2026"
    std::string of;      ///< the denominator, when it does not stand in `value`; may be empty
    std::string by;      ///< who says so; may be empty
};

/// What a KPI's explanation says of it that matters here.
struct EntryRules {
    std::string unit;  ///< "ratio", ...; empty: not known
    std::string feed;  ///< its first
};

/// Reads them off an explanation; an Error when people can't enter values of this KPI.
Result<EntryRules> entry_rules(const std::string& explanation);

/// The `value.entered` record as JSON text, or what is wrong with the value or its period. `now`
/// makes its id one of its own: entering again is a correction, and the last one counts.
Result<std::string> entered_record(const WrittenEntry& entry, const std::string& unit, Time now);

}  // namespace waymark::server
