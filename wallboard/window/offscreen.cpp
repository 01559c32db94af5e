#include "wallboard/window/offscreen.hpp"

#include <array>
#include <string>

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include "shared/base/file.hpp"
#include "wallboard/view/board_view.hpp"
#include "wallboard/window/gl_canvas.hpp"
#include "wallboard/window/png.hpp"

namespace waymark::wallboard {
namespace {

/// An OpenGL context without any window or display.
class EglContext {
public:
    static Result<std::unique_ptr<EglContext>> make() {
        const auto open = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(
            eglGetProcAddress("eglGetPlatformDisplayEXT"));
        if (!open) return failure("EGL", "eglGetPlatformDisplayEXT is missing");
        auto context = std::unique_ptr<EglContext>(new EglContext);
        context->display_ = open(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
        if (context->display_ == EGL_NO_DISPLAY ||
            !eglInitialize(context->display_, nullptr, nullptr))
            return failure("EGL", "no surfaceless display (Debian package libegl-mesa0)");
        eglBindAPI(EGL_OPENGL_API);
        constexpr std::array<EGLint, 7> wanted{EGL_CONTEXT_MAJOR_VERSION,
                                               3,
                                               EGL_CONTEXT_MINOR_VERSION,
                                               3,
                                               EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                               EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                               EGL_NONE};
        context->context_ =
            eglCreateContext(context->display_, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, wanted.data());
        if (context->context_ == EGL_NO_CONTEXT || !context->use())
            return failure("EGL", "no OpenGL 3.3 context (Debian package libgl1-mesa-dri)");
        return context;
    }
    ~EglContext() {
        if (display_ == EGL_NO_DISPLAY) return;
        eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        // Not eglTerminate: the display is one for the whole process, and others may use it.
        if (context_ != EGL_NO_CONTEXT) eglDestroyContext(display_, context_);
    }
    EglContext(const EglContext&) = delete;
    EglContext& operator=(const EglContext&) = delete;

    bool use() { return eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_); }

private:
    EglContext() = default;

    EGLDisplay display_ = EGL_NO_DISPLAY;
    EGLContext context_ = EGL_NO_CONTEXT;
};

class EglOffscreen : public Offscreen {
public:
    EglOffscreen(PixelSize size, std::unique_ptr<EglContext> context, std::unique_ptr<Fonts> fonts)
        : size_(size),
          context_(std::move(context)),
          fonts_(std::move(fonts)),
          canvas_(*fonts_, GlCanvas::Target::picture) {}
    ~EglOffscreen() override { context_->use(); }

    PixelSize size() const override { return size_; }
    const TextMeasure& text() const override { return *fonts_; }

    void draw(const DrawnScene& scene, const Damage& damage, const Glass& glass) override {
        context_->use();
        canvas_.draw(scene, damage, glass);
    }

    std::vector<unsigned char> pixels() override {
        context_->use();
        return canvas_.pixels();
    }

    Result<void> write_png(const std::filesystem::path& path) override {
        const auto png = png_text(size_, pixels());
        if (!png) return failure(path.string(), png.error().what);
        return replace_file(path, *png);
    }

private:
    PixelSize size_;
    std::unique_ptr<EglContext> context_;
    std::unique_ptr<Fonts> fonts_;
    GlCanvas canvas_;
};

}  // namespace

Result<std::unique_ptr<Offscreen>> Offscreen::open(PixelSize size, const FontOptions& fonts) {
    constexpr int longest = 16384;
    if (size.width < 1 || size.height < 1 || size.width > longest || size.height > longest)
        return failure("size", std::to_string(size.width) + "x" + std::to_string(size.height) +
                                   " is not a size of 1x1 to 16384x16384 pixels");
    auto loaded = Fonts::load(fonts);
    if (!loaded) return tl::unexpected(loaded.error());
    auto context = EglContext::make();
    if (!context) return tl::unexpected(context.error());
    return std::make_unique<EglOffscreen>(size, std::move(*context), std::move(*loaded));
}

Result<void> render_png(const BoardState& state, const ViewOptions& view, Time now, PixelSize size,
                        const FontOptions& fonts, const std::filesystem::path& path) {
    auto image = Offscreen::open(size, fonts);
    if (!image) return tl::unexpected(image.error());
    BoardView board(view, **image);
    if (board.update(state, now)) board.draw();
    return (*image)->write_png(path);
}

}  // namespace waymark::wallboard
