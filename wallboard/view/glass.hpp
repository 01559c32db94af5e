#pragma once

#include "shared/model/time.hpp"
#include "wallboard/view/options.hpp"
#include "wallboard/view/scene.hpp"

namespace waymark::wallboard {

/// How a scene gets on the glass of a screen.
struct Glass {
    int turned = 0;   ///< 0, 90, 180 or 270: degrees clockwise by which the picture is turned
    int shift_x = 0;  ///< then moved by so many pixels of the glass
    int shift_y = 0;
    float light = 1;  ///< 1: the scene's own colours; 0: nothing is lit
    bool operator==(const Glass&) const = default;
};

/// The light of a screen that is dimmed for the night.
inline constexpr float night_light = 0.3F;

/// A size as it is after a turn by so many degrees, or was before one.
PixelSize turned_size(PixelSize size, int degrees);

/// Where on the glass a spot of a scene of that size is.
Spot on_glass(Spot spot, PixelSize scene, const Glass& glass);
/// The same of a rectangle, as far as it is on the glass.
Rect on_glass(const Rect& rect, PixelSize scene, const Glass& glass);

/// A colour in that light.
Color lit(Color color, float light);

/// The shift of the picture at `now` on a glass of that size: it wanders around the middle within 8
/// pixels (of 1080), a step every two minutes, so that nothing burns in.
Glass orbit(Glass glass, PixelSize size, Time now);
/// When it takes its next step.
Time next_orbit(Time now);

}  // namespace waymark::wallboard
