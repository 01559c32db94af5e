#pragma once

#include <vector>

#include "shared/model/outline.hpp"
#include "shared/model/reading.hpp"

namespace waymark::server {

/// CSFs, objectives and visions of all units from the KPIs' readings, in the order of the outline's
/// units from the desk up to the organisation.
///
/// A node's attainment is the weighted mean over its known children; a KPI's weight is split evenly
/// over the CSFs it supports. Attainment >= 0.9 is on target, >= 0.6 at risk, else off target;
/// capped at at_risk by any off-target child and by a critical child that is not known, and at
/// off_target by a critical child that is off target. Known weight under 0.6 of all: unknown; under
/// 1, or with a partial child: partial. A KPI without a target counts as absent. A vision's
/// children are its own objectives and what units below link to it as `contributes`; such a link
/// may also name an objective.
std::vector<NodeReading> roll_up(const Outline& outline, const std::vector<Reading>& readings);

}  // namespace waymark::server
