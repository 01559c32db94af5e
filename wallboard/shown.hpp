#pragma once

#include "shared/protocol/report.hpp"
#include "wallboard/view/board_view.hpp"

namespace waymark::wallboard {

/// What people in front of the wall can read as of the view's last update: nothing is laid out that
/// is too small for them.
Shown shown_in(const BoardView& view);

}  // namespace waymark::wallboard
