#pragma once

#include <vector>

#include "wallboard/view/scene.hpp"

namespace waymark::wallboard {

/// What must be drawn again: all, or what lies in some rectangles of whole pixels.
struct Damage {
    bool everything = false;
    std::vector<Rect> rects;  ///< at most `most_damaged_rects`; none overlaps another
    bool empty() const { return !everything && rects.empty(); }
    void clear();
    bool operator==(const Damage&) const = default;
};

/// More are joined: each costs a drawing and a copy of its own.
inline constexpr std::size_t most_damaged_rects = 16;

/// All pixels that the item may touch, with the blurred fringe of its edges: whole pixels.
Rect extent_of(const Item& item);

/// Adds what looks different in `next` than in `shown`: the old and new places of the items that
/// differ. Everything, when the size or the background is another one or most of the wall differs.
/// Allocates nothing once `damage` has had its largest size.
void add_difference(Damage& damage, const DrawnScene& shown, const DrawnScene& next);

/// Adds a rectangle within `size`, with the pixels it touches; joins it with others that are near.
void add_rect(Damage& damage, const Rect& rect, PixelSize size);

/// What is damaged already and what is in addition, on a wall of `size`.
void add(Damage& damage, const Damage& more, PixelSize size);

/// What both have in common; without width or height when they have nothing.
Rect intersection(const Rect& a, const Rect& b);

}  // namespace waymark::wallboard
