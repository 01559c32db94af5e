#pragma once

#include <optional>
#include <string>

#include "server/kpi/scorecard.hpp"

namespace waymark::server {

/// A KPI's course over the last `length`, up to 300 points at marks of five minutes or multiples of
/// them, the targets that were in force and the annotations of that stretch, as JSON text; nothing
/// when there is no such KPI.
std::optional<std::string> history_of(const Scorecard& scorecard, const KpiId& kpi,
                                      Duration length);

}  // namespace waymark::server
