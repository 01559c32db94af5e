#pragma once

#include <memory>
#include <span>

#include "wallboard/view/damage.hpp"
#include "wallboard/view/fonts.hpp"
#include "wallboard/view/glass.hpp"
#include "wallboard/view/glyph_atlas.hpp"

struct ImDrawList;

namespace waymark::wallboard {

/// Builds the triangles of a scene: all of our own work of a frame, without any graphics library
/// behind it. Allocates nothing once it has built the largest frame. One thread.
class FrameBuilder {
public:
    /// `fonts` must outlive it.
    explicit FrameBuilder(const Fonts& fonts);
    ~FrameBuilder();
    FrameBuilder(const FrameBuilder&) = delete;
    FrameBuilder& operator=(const FrameBuilder&) = delete;

    /// What is damaged, turned, moved and lit as `glass` says, to be drawn with `texture`, the
    /// image of `atlas()` on the graphics card.
    /// With everything damaged it is meant for a picture that was cleared to the background. Valid
    /// until the next build.
    ImDrawList& build(const DrawnScene& scene, const Damage& damage, const Glass& glass,
                      void* texture);

    GlyphAtlas& atlas();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace waymark::wallboard
