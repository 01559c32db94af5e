#pragma once

#include <vector>

#include "server/kpi/judge/hold.hpp"
#include "shared/model/outline.hpp"
#include "shared/model/reading.hpp"

namespace waymark::server {

/// CSFs, objectives and visions of all units from the KPIs' readings and the CSFs' held days, in
/// the order of the outline's units from the desk up to the organisation.
///
/// A node's attainment is the weighted mean over its known children; a KPI's weight is split evenly
/// over the CSFs it supports. Attainment >= 0.9 is on target, >= 0.6 at risk, else off target;
/// capped at at_risk by any off-target child and by a critical child that is not known, and at
/// off_target by a critical child that is off target. Known weight under 0.6 of all: unknown; under
/// 1, or with a partial child: partial. A KPI without a target counts as absent, and so does
/// whatever has no weight. A vision's children are its own objectives and what units below link to
/// it as `contributes`; such a link may also name an objective.
///
/// Progress is slow and looks at no attainment: of a CSF with `done_when` its days held of those
/// needed, at most 1; of another CSF 1 while it is on target, else 0; above, the weighted mean over
/// the children. None where no CSF stands below. A child counts as achieved when its progress is 1,
/// a KPI when it is on target. The order of KPIs, CSFs, objectives and links changes nothing.
std::vector<NodeReading> roll_up(const Outline& outline, const std::vector<Reading>& readings,
                                 const Holds& holds);

}  // namespace waymark::server
