#include "wallboard/window/glx_copy.hpp"

#include <string_view>

#include <GL/glx.h>

namespace waymark::wallboard {
namespace {

using Copy = void (*)(Display*, GLXDrawable, int, int, int, int);

class MesaCopy : public GlxCopy {
public:
    MesaCopy(Copy copy, Display* display, GLXDrawable window)
        : copy_(copy), display_(display), window_(window) {}

    void show(const Rect& rect, int height) override {
        copy_(display_, window_, static_cast<int>(rect.x), height - static_cast<int>(rect.bottom()),
              static_cast<int>(rect.w), static_cast<int>(rect.h));
    }

private:
    Copy copy_;
    Display* display_;
    GLXDrawable window_;
};

}  // namespace

std::unique_ptr<GlxCopy> GlxCopy::find() {
    Display* const display = glXGetCurrentDisplay();
    const GLXDrawable window = glXGetCurrentDrawable();
    if (!display || window == 0) return nullptr;
    const char* const extensions = glXQueryExtensionsString(display, DefaultScreen(display));
    constexpr std::string_view name = "GLX_MESA_copy_sub_buffer";
    if (!extensions || std::string_view{extensions}.find(name) == std::string_view::npos)
        return nullptr;
    const auto copy = reinterpret_cast<Copy>(
        glXGetProcAddressARB(reinterpret_cast<const GLubyte*>("glXCopySubBufferMESA")));
    return copy ? std::make_unique<MesaCopy>(copy, display, window) : nullptr;
}

}  // namespace waymark::wallboard
