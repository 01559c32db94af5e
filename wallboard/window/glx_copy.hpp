#pragma once

#include <memory>

#include "wallboard/view/scene.hpp"

namespace waymark::wallboard {

/// Shows parts of a window's back buffer, which keeps its picture, by GLX_MESA_copy_sub_buffer. Who
/// uses it must never swap the buffers. GUI thread only.
class GlxCopy {
public:
    /// For the window whose context is current; empty where the driver or the display (Wayland)
    /// can't do it.
    static std::unique_ptr<GlxCopy> find();

    virtual ~GlxCopy() = default;
    /// Shows `rect`, of whole pixels, of a window that is `height` pixels high.
    virtual void show(const Rect& rect, int height) = 0;
};

}  // namespace waymark::wallboard
