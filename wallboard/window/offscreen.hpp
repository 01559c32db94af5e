#pragma once

#include <filesystem>
#include <memory>

#include "shared/base/result.hpp"
#include "shared/model/time.hpp"
#include "wallboard/state/board_state.hpp"
#include "wallboard/view/surface.hpp"

namespace waymark::wallboard {

/// An image in memory, drawn by OpenGL without any display (EGL surfaceless). GUI thread only.
class Offscreen : public Surface {
public:
    /// Fails with what is missing: EGL, OpenGL 3.3, or a font.
    [[nodiscard]] static Result<std::unique_ptr<Offscreen>> open(PixelSize size,
                                                                 const FontOptions& fonts);

    /// Writes the image as PNG; readers of `path` see the old image or the new one, never a part.
    [[nodiscard]] virtual Result<void> write_png(const std::filesystem::path& path) = 0;
};

/// Draws the state once, as the wall would at `now` (own clock), and writes it as PNG.
[[nodiscard]] Result<void> render_png(const BoardState& state, const ViewOptions& view, Time now,
                                      PixelSize size, const FontOptions& fonts,
                                      const std::filesystem::path& path);

}  // namespace waymark::wallboard
