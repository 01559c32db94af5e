#pragma once

#include "shared/model/board.hpp"

namespace waymark::wallboard {

/// Tells of a made-up board, whose readings are there, what is behind it and beside it: how its
/// objectives stood in the last 60 days, what was reached and what happened, when its CSFs will be
/// achieved, and, for KPIs in scenes of queues, how the queues are.
void sample_story(Board& board, Time now);

/// What the scenes with queues show: each queue's part of what all of them have. Called after the
/// readings are there.
void sample_queues(Board& board, Time now);

}  // namespace waymark::wallboard
