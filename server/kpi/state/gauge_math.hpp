#pragma once

#include "server/kpi/state/change_points.hpp"

namespace waymark::server {

/// The level was `level` over [from, to); nothing when that is empty.
void append_level(GaugeState& gauge, Fixed level, Time from, Time to);

/// The level over [from, to) with its changes.
void append_levels(GaugeState& gauge, const ChangePoints& points, Time from, Time to);

/// Takes out what is from `end` on, where the level was the last one all along.
void cut_level(GaugeState& gauge, Time end);

/// The level of a bucket that ends at `end` was higher by `by` from `from` on; before it was known
/// it was `by`. Exact when `from` is at or before where it was known, but for `above_0` when `by`
/// is negative or the level was.
void shift_level(GaugeState& gauge, Fixed by, Time from, Time end);

}  // namespace waymark::server
