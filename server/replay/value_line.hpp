#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/kpi/meter/meter.hpp"
#include "shared/model/kpi.hpp"
#include "shared/model/state.hpp"

namespace waymark::server {

/// What one line of a replay tells.
struct ToldValue {
    Time at;
    const Kpi& kpi;
    const std::vector<std::pair<std::string, std::string>>& labels;
    Bounds window;
    const Measured& measured;
    const std::vector<PartCount>& parts;
    std::optional<State> state;  ///< as the wall showed it
};

/// One line of JSON, without its end: {"at", "kpi", "labels", "value", "unit", "n", "numerator"?,
/// "state"?, "subject"?, "since"?, "window": {"text", "from", "to"}, "parts": {...}}. Durations are
/// seconds, ratios 0..1, times RFC 3339 in UTC; `value` is null when there is none.
std::string value_line(const ToldValue& told);

}  // namespace waymark::server
