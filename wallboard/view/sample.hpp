#pragma once

#include "shared/model/board.hpp"

namespace waymark::wallboard {

/// A board for `desk` with made-up readings, the same for the same desk and `now`: mostly on
/// target, one KPI at risk, one or two off target, one stale, with sparklines and roll-up to match.
/// For `--preview`, and for tests; never shown as live.
Board sample_board(Outline desk, Time now);

}  // namespace waymark::wallboard
