#pragma once

#include <cstdint>

#include "wallboard/layout/pen.hpp"

namespace waymark::wallboard {

/// Confetti that falls into `rect` and comes to rest there, out of the way of `kept_free`, where
/// texts are; in units. The same for the same seed and step.
void lay_confetti(Pen& pen, std::uint64_t seed, int step, Rect rect, Rect kept_free);

}  // namespace waymark::wallboard
