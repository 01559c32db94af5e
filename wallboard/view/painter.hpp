#pragma once

#include <vector>

#include "wallboard/view/glyph_atlas.hpp"
#include "wallboard/view/scene.hpp"

struct ImDrawList;

namespace waymark::wallboard {

/// What a part of a scene is to be cleared to, and what is painted on that: from the item of the
/// widget on. What an opaque box covers wholly need not be drawn below it.
struct Ground {
    std::size_t widget = 0;
    std::size_t item = 0;
    Color color;
};
Ground ground_of(const DrawnScene& scene, const Rect& part);

/// Turns the items of a scene into triangles. All of them take their coverage from `atlas`, so
/// that a frame is one texture.
class Painter {
public:
    Painter(const Fonts& fonts, GlyphAtlas& atlas) : fonts_(fonts), atlas_(atlas) {}

    /// Paints all widgets on a wall that was cleared to its background. Nothing of a widget gets
    /// outside its own rectangle.
    void paint(const DrawnScene& scene, ImDrawList& list);
    /// Paints what lies in `part`, of whole pixels, which was cleared to its ground, and nothing
    /// else.
    void paint(const DrawnScene& scene, const Rect& part, ImDrawList& list);

private:
    void paint(const Item& item, ImDrawList& list);
    void paint_item(const DrawnScene& scene, std::size_t widget, std::size_t item,
                    ImDrawList& list);
    void paint_text(const TextRun& run, ImDrawList& list);
    void paint_fade(const TextRun& from, const TextRun& to, float share, ImDrawList& list);
    void paint_placed(const PlacedGlyph& glyph, const TextRun& run, float share, ImDrawList& list);

    const Fonts& fonts_;
    GlyphAtlas& atlas_;
    std::vector<PlacedGlyph> fading_;  ///< of the text that a fade comes from
};

/// The sign of a state, as vectors.
void paint_sign(const StateSign& sign, ImDrawList& list);
void paint_glyph(const Glyph& glyph, ImDrawList& list);
void paint_flake(const Flake& flake, ImDrawList& list);
void paint_curve(const Curve& curve, ImDrawList& list);

}  // namespace waymark::wallboard
