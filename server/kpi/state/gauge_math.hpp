#pragma once

#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {

/// The level was `level` over [from, to); nothing when that is empty.
void append_level(GaugeState& gauge, Fixed level, Time from, Time to);

/// The level of a bucket that ends at `end` was higher by `by` from `from` on; before it was known
/// it was `by`. Exact when `from` is at or before where it was known, but for `above_0` when `by`
/// is negative or the level was.
void shift_level(GaugeState& gauge, Fixed by, Time from, Time end);

}  // namespace waymark::server
