#pragma once

#include <optional>
#include <string>

#include "server/kpi/scorecard.hpp"

namespace waymark::server {

/// How a KPI's reading came about, as JSON text (docs/protocol.md describes it): the formula, the
/// window, the state that was merged, what counted and what was left out, the ages of its feeds.
/// Nothing when there is no such KPI.
std::optional<std::string> explain_kpi(Scorecard& scorecard, const KpiId& kpi);

}  // namespace waymark::server
