#include "wallboard/view/frame_builder.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include "wallboard/view/painter.hpp"

namespace waymark::wallboard {

struct FrameBuilder::Parts {
    explicit Parts(const Fonts& fonts) : atlas(fonts), painter(fonts, atlas), list(&shared) {
        shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill |
                              ImDrawListFlags_AllowVtxOffset;
        shared.CurveTessellationTol = 1.25F;
        shared.SetCircleTessellationMaxError(0.12F);
    }

    void build(const DrawnScene& scene, const Damage& damage, void* texture) {
        const auto width = static_cast<float>(scene.size.width);
        const auto height = static_cast<float>(scene.size.height);
        // The middle of the solid corner of the atlas.
        shared.TexUvWhitePixel = {2.0F / static_cast<float>(atlas.width()),
                                  2.0F / static_cast<float>(atlas.height())};
        shared.ClipRectFullscreen = {0, 0, width, height};
        list._ResetForNewFrame();
        list.PushClipRect({0, 0}, {width, height});
        list.PushTextureID(texture);
        if (damage.everything)
            painter.paint(scene, list);
        else
            for (const Rect& rect : damage.rects)
                painter.paint(scene, rect, list);
        list.PopTextureID();
        list.PopClipRect();
    }

    GlyphAtlas atlas;
    Painter painter;
    ImDrawListSharedData shared;
    ImDrawList list;
};

FrameBuilder::FrameBuilder(const Fonts& fonts) : parts_(std::make_unique<Parts>(fonts)) {}
FrameBuilder::~FrameBuilder() = default;

GlyphAtlas& FrameBuilder::atlas() {
    return parts_->atlas;
}

ImDrawList& FrameBuilder::build(const DrawnScene& scene, const Damage& damage, void* texture) {
    // An atlas that grew moved the glyphs set before: build again, with all of them known.
    constexpr int most_builds = 4;
    int generation = 0;
    for (int i = 0; i < most_builds && generation != parts_->atlas.generation(); ++i) {
        generation = parts_->atlas.generation();
        parts_->build(scene, damage, texture);
    }
    return parts_->list;
}

}  // namespace waymark::wallboard
