#pragma once

#include <vector>

#include "wallboard/view/damage.hpp"
#include "wallboard/view/glass.hpp"
#include "wallboard/view/options.hpp"

namespace waymark::wallboard {

class TextMeasure;

/// Something a scene can be drawn on: a window, or an image in memory. GUI thread only.
class Surface {
public:
    virtual ~Surface() = default;
    /// Of the glass, however the scene is turned.
    virtual PixelSize size() const = 0;
    /// The widths that the surface's own text drawing will have. Lives as long as the surface.
    virtual const TextMeasure& text() const = 0;
    /// Draws what is damaged of `scene` and leaves the rest as it is. Turned, the scene is as large
    /// as the surface. Another `glass` than the last one needs everything damaged.
    virtual void draw(const DrawnScene& scene, const Damage& damage, const Glass& glass) = 0;
    /// What was drawn: rows from the top, 4 bytes a pixel: red, green, blue, 255.
    virtual std::vector<unsigned char> pixels() = 0;
};

}  // namespace waymark::wallboard
