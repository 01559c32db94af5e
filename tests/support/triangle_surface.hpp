#pragma once

#include <vector>

#include "wallboard/view/frame_builder.hpp"
#include "wallboard/view/surface.hpp"

namespace waymark::test {

/// A wall of 1920x1080 pixels, drawn into triangles that nobody looks at.
class TriangleSurface : public wallboard::Surface {
public:
    /// `fonts` must outlive it.
    explicit TriangleSurface(const wallboard::Fonts& fonts) : fonts_(fonts), builder_(fonts) {}
    wallboard::PixelSize size() const override { return {1920, 1080}; }
    const wallboard::TextMeasure& text() const override { return fonts_; }
    void draw(const wallboard::DrawnScene& scene, const wallboard::Damage& damage,
              const wallboard::Glass& glass) override {
        builder_.build(scene, damage, glass, nullptr);
    }
    std::vector<unsigned char> pixels() override { return {}; }

private:
    const wallboard::Fonts& fonts_;
    wallboard::FrameBuilder builder_;
};

}  // namespace waymark::test
