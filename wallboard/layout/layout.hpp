#pragma once

#include <memory>

#include "wallboard/present/view.hpp"
#include "wallboard/view/scene.hpp"
#include "wallboard/view/text.hpp"
#include "wallboard/view/theme.hpp"

namespace waymark::wallboard {

struct LayoutMemory;

/// Height in pixels that a capital must have to be seen under `arc_minutes`, on a screen of
/// `diagonal_inches` with `size` square pixels, from `distance_m`.
double legible_pixels(double arc_minutes, PixelSize size, const Sight& sight);

/// The least any text on a wall is seen under, by ISO 9241-303.
inline constexpr double least_arc_minutes = 16;

/// A scene with its place among the pages of its kind.
struct Laid {
    DrawnScene scene;
    int pages = 1;
    bool legible = true;  ///< else the screen is too small for its distance: texts are smaller
};

/// Places everything the view says on `size` pixels. Pure. No text is smaller than
/// `least_arc_minutes`, overlaps another or is cut: what has no room is left out in a stated order
/// (Detail), and what can't be left out goes to further pages.
Laid layout(const View& view, PixelSize size, const TextMeasure& measure, const Theme& theme);

/// Lays out one frame after the other: what did not change since the last one is not laid out
/// again. Comes out as `layout` does, but for a page's type and grid, which stay as long as
/// everything has room in them. GUI thread only.
class Layouter {
public:
    /// `measure` must outlive it.
    explicit Layouter(const TextMeasure& measure);
    ~Layouter();
    Laid lay(const View& view, PixelSize size, const Theme& theme);

private:
    const TextMeasure& measure_;
    std::unique_ptr<LayoutMemory> memory_;
    PixelSize size_{0, 0};
    Sight sight_;
    const Theme* theme_ = nullptr;
};

}  // namespace waymark::wallboard
