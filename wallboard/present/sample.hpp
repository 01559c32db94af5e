#pragma once

#include "shared/model/board.hpp"
#include "wallboard/state/board_state.hpp"

namespace waymark::wallboard {

/// A board for `desk` with made-up readings, the same for the same desk and `now`: mostly on
/// target, one KPI at risk, one or two off target, one stale where a feed serves few KPIs, with
/// sparklines and roll-up to match. For `--preview`, and for tests.
Board sample_board(Outline desk, Time now);

/// A wall that shows that board as if it came from a server just now.
BoardState sample_state(Outline desk, Time now);

}  // namespace waymark::wallboard
