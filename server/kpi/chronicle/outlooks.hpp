#pragma once

#include <map>
#include <vector>

#include "server/kpi/chronicle/outlook.hpp"
#include "shared/model/outline.hpp"

namespace waymark::server {

/// What is to be expected of each CSF with `done_when`.
using Outlooks = std::map<CsfId, Outlook>;

/// Writes them into the readings of CSFs, and what follows into those above: an objective, and a
/// unit's vision, is achieved since the last of its CSFs is, and has the latest of their forecasts,
/// if all have one, and the worst of their paces.
void put_outlooks(std::vector<NodeReading>& nodes, const Outline& outline,
                  const Outlooks& outlooks);

}  // namespace waymark::server
