#pragma once

#include "wallboard/view/glyph_atlas.hpp"
#include "wallboard/view/scene.hpp"

struct ImDrawList;

namespace waymark::wallboard {

/// Turns the items of a scene into triangles. All of them take their coverage from `atlas`, so
/// that a frame is one texture.
class Painter {
public:
    Painter(const Fonts& fonts, GlyphAtlas& atlas) : fonts_(fonts), atlas_(atlas) {}

    /// Paints a widget over its own rectangle, which is cleared to `background` first; nothing
    /// gets outside of it.
    void paint(const Widget& widget, Color background, ImDrawList& list);

private:
    void paint_text(const TextRun& run, ImDrawList& list);

    const Fonts& fonts_;
    GlyphAtlas& atlas_;
};

/// The sign of a state, as vectors.
void paint_sign(const StateSign& sign, ImDrawList& list);
void paint_glyph(const Glyph& glyph, ImDrawList& list);
void paint_curve(const Curve& curve, ImDrawList& list);

}  // namespace waymark::wallboard
