#pragma once

#include "wallboard/view/present.hpp"
#include "wallboard/view/scene.hpp"
#include "wallboard/view/text.hpp"
#include "wallboard/view/theme.hpp"

namespace waymark::wallboard {

/// Height in pixels that a capital must have to be seen under `arc_minutes`, on a screen of
/// `diagonal_inches` with `size` square pixels, from `distance_m`.
double legible_pixels(double arc_minutes, PixelSize size, double diagonal_inches,
                      double distance_m);

/// The least any text on a wall is seen under, by ISO 9241-303.
inline constexpr double least_arc_minutes = 16;

/// Places everything the view says on `size` pixels. Pure. No text is smaller than
/// `least_arc_minutes` for the view's screen as long as that leaves room for one tile; tiles that
/// don't fit are counted, not shown.
DrawnScene layout(const View& view, PixelSize size, const TextMeasure& measure, const Theme& theme);

}  // namespace waymark::wallboard
