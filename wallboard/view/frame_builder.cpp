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

    void build(const DrawnScene& scene, const Damage& damage, const Glass& glass, void* texture) {
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
        if (glass != Glass{}) put_on(glass, scene.size);
    }

    void put_on(const Glass& glass, PixelSize size) {
        for (ImDrawVert& corner : list.VtxBuffer) {
            const Spot at = on_glass(Spot{corner.pos.x, corner.pos.y}, size, glass);
            corner.pos = {at.x, at.y};
            const ImU32 c = corner.col;
            const Color color = lit({static_cast<std::uint8_t>(c >> IM_COL32_R_SHIFT),
                                     static_cast<std::uint8_t>(c >> IM_COL32_G_SHIFT),
                                     static_cast<std::uint8_t>(c >> IM_COL32_B_SHIFT),
                                     static_cast<std::uint8_t>(c >> IM_COL32_A_SHIFT)},
                                    glass.light);
            corner.col = IM_COL32(color.r, color.g, color.b, color.a);
        }
        for (ImDrawCmd& command : list.CmdBuffer) {
            const ImVec4& clip = command.ClipRect;
            const Rect part =
                on_glass(Rect{clip.x, clip.y, clip.z - clip.x, clip.w - clip.y}, size, glass);
            command.ClipRect = {part.x, part.y, part.right(), part.bottom()};
        }
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

ImDrawList& FrameBuilder::build(const DrawnScene& scene, const Damage& damage, const Glass& glass,
                                void* texture) {
    // An atlas that grew moved the glyphs set before: build again, with all of them known.
    constexpr int most_builds = 4;
    int generation = 0;
    for (int i = 0; i < most_builds && generation != parts_->atlas.generation(); ++i) {
        generation = parts_->atlas.generation();
        parts_->build(scene, damage, glass, texture);
    }
    return parts_->list;
}

}  // namespace waymark::wallboard
