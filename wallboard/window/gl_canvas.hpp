#pragma once

#include <memory>
#include <string>
#include <vector>

#include "wallboard/view/damage.hpp"
#include "wallboard/view/fonts.hpp"
#include "wallboard/view/glass.hpp"

namespace waymark::wallboard {

/// The picture of a wall in the memory of the graphics card; what was not damaged stays as it is.
/// Needs a current OpenGL context (3.0, ES 3.0 or later) from its making to its end.
class GlCanvas {
public:
    /// Where it draws: into a picture of its own, or straight into the window's back buffer, which
    /// then must keep what is in it.
    enum class Target { picture, window };

    GlCanvas(const Fonts& fonts, Target target);
    ~GlCanvas();
    GlCanvas(const GlCanvas&) = delete;
    GlCanvas& operator=(const GlCanvas&) = delete;

    void draw(const DrawnScene& scene, const Damage& damage, const Glass& glass);
    /// Copies the picture into the window's back buffer of the same size, if it is not there.
    void show();
    /// Rows from the top, 4 bytes a pixel.
    std::vector<unsigned char> pixels();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// What draws: "llvmpipe (LLVM 15.0.6, 256 bits)". Needs a current context.
std::string renderer_name();

}  // namespace waymark::wallboard
