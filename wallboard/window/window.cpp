#include "wallboard/window/window.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <GLFW/glfw3.h>

#include "wallboard/window/events.hpp"
#include "wallboard/window/gl_canvas.hpp"
#include "wallboard/window/glx_copy.hpp"
#include "wallboard/window/reset_status.hpp"
#include "wallboard/window/wakefulness.hpp"

namespace waymark::wallboard {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// A context that is lost again so soon is lost for good.
constexpr std::chrono::seconds between_losses{10};

/// How often the place of a wall is looked at and asked for at most, when nothing hints at it.
constexpr std::chrono::seconds between_places{10};

/// GLFW as long as something needs it.
class Glfw {
public:
    Glfw() : running_(glfwInit() == GLFW_TRUE) {}
    ~Glfw() {
        if (running_) glfwTerminate();
    }
    Glfw(const Glfw&) = delete;
    Glfw& operator=(const Glfw&) = delete;
    bool running() const { return running_; }

private:
    bool running_;
};

std::string glfw_problem() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text ? text : "no reason given";
}

/// GLFW was built for Wayland, which lets nobody but itself place windows.
bool on_wayland() {
    return std::strstr(glfwGetVersionString(), "Wayland") != nullptr;
}

struct WindowEnd {
    void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};
using WindowHandle = std::unique_ptr<GLFWwindow, WindowEnd>;

/// An OpenGL that may be there: the best first, then what small computers have.
struct Dialect {
    int api;
    int major, minor;
    int profile;
};
constexpr Dialect dialects[] = {
    {GLFW_OPENGL_API, 3, 3, GLFW_OPENGL_CORE_PROFILE},
    {GLFW_OPENGL_API, 3, 0, GLFW_OPENGL_ANY_PROFILE},
    {GLFW_OPENGL_ES_API, 3, 0, GLFW_OPENGL_ANY_PROFILE},
};

void hint(bool windowed, const Dialect& dialect, int robustness) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CLIENT_API, dialect.api);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, dialect.major);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, dialect.minor);
    glfwWindowHint(GLFW_OPENGL_PROFILE, dialect.profile);
    if (dialect.profile == GLFW_OPENGL_CORE_PROFILE)
        glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_CONTEXT_ROBUSTNESS, robustness);
    glfwWindowHint(GLFW_SAMPLES, 0);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    // Borderless over the monitor, not exclusive: that survives unplugging.
    glfwWindowHint(GLFW_DECORATED, windowed ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
}

/// A window whose context is current, already shown.
Result<WindowHandle> make_window(const WindowOptions& options) {
    const auto place = find_monitor(options.monitor);
    if (!place) return tl::unexpected(place.error());
    const PixelSize ordinary = options.place ? options.place->size : options.windowed_size;
    const PixelSize size = options.windowed ? ordinary : place->size;
    const bool fills = !options.windowed && on_wayland();
    WindowHandle window;
    for (const Dialect& dialect : dialects) {
        // Not every driver can say that it was reset; under EGL, asking it to fails.
        for (const int robustness : {GLFW_LOSE_CONTEXT_ON_RESET, GLFW_NO_ROBUSTNESS}) {
            if (window) break;
            hint(options.windowed, dialect, robustness);
            window.reset(glfwCreateWindow(size.width, size.height, options.title.c_str(),
                                          fills ? place->monitor : nullptr, nullptr));
        }
    }
    if (!window)
        return failure("display",
                       "no window with OpenGL 3.3 or 3.0 or OpenGL ES 3.0: " + glfw_problem());
    if (!options.windowed) {
        if (!fills) glfwSetWindowPos(window.get(), place->x, place->y);
        glfwSetInputMode(window.get(), GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
    }
    if (options.windowed && options.place) put_at(window.get(), *options.place);
    glfwShowWindow(window.get());
    glfwMakeContextCurrent(window.get());
    // A Wayland compositor never tears; one that shows nothing would hold the swap for ever.
    glfwSwapInterval(on_wayland() ? 0 : 1);
    return window;
}

/// A window with all that draws into it: what is lost together.
struct Pane {
    Pane(WindowHandle opened, const Fonts& fonts)
        : window(std::move(opened)),
          copy(GlxCopy::find()),
          canvas(fonts, copy ? GlCanvas::Target::window : GlCanvas::Target::picture) {}

    WindowHandle window;
    std::unique_ptr<GlxCopy> copy;  ///< none: the whole picture is shown, by swapping
    GlCanvas canvas;
    ResetStatus status;
};

class GlfwWindow : public Window {
public:
    GlfwWindow(std::unique_ptr<Glfw> glfw, WindowHandle window, std::unique_ptr<Fonts> fonts,
               const WindowOptions& options)
        : glfw_(std::move(glfw)),
          fonts_(std::move(fonts)),
          options_(options),
          awake_(options.windowed || on_wayland() ? nullptr : Wakefulness::begin()) {
        take(std::move(window));
    }

    PixelSize size() const override {
        if (!pane_) return {};
        const PixelSize size = events_.size();
        return {std::max(size.width, 1), std::max(size.height, 1)};  // minimised: 0
    }
    const TextMeasure& text() const override { return *fonts_; }

    void draw(const DrawnScene& scene, const Damage& damage, const Glass& glass) override {
        if (!pane_) return;
        pane_->canvas.draw(scene, damage, glass);
        show(scene, damage, glass);
        if (const auto why = pane_->status.lost()) open_again(*why);
    }

    std::vector<unsigned char> pixels() override {
        return pane_ ? pane_->canvas.pixels() : std::vector<unsigned char>{};
    }
    std::string renderer() const override { return renderer_name(); }
    std::vector<MonitorHere> monitors() const override { return monitors_here(options_.monitor); }

    void wait(Duration timeout) override {
        using namespace std::chrono_literals;
        const auto bounded = std::clamp<Duration>(timeout, 0ms, 1h);
        const auto begun = SteadyClock::now();
        if (bounded > 0ms)
            glfwWaitEventsTimeout(in_seconds(bounded));
        else
            glfwPollEvents();
        const auto now = SteadyClock::now();
        // Who neither slept enough nor was woken by us heard something of the window system.
        const bool told = !woken_.exchange(false) && now < begun + bounded;
        if (told || now >= place_kept_ + between_places) keep_place(now);
    }
    void wake() override {
        woken_ = true;
        glfwPostEmptyEvent();
    }
    bool closed() const override {
        return !problem_.empty() || glfwWindowShouldClose(window()) == GLFW_TRUE;
    }
    const std::string& problem() const override { return problem_; }
    std::vector<Input> take_input() override { return events_.take(); }
    void point(bool at_something) override {
        if (pane_ && options_.windowed) events_.point(window(), at_something);
    }
    std::optional<WindowPlace> place() const override {
        if (!pane_ || !options_.windowed) return std::nullopt;
        return place_of(window());
    }
    double pixels_per_inch() const override {
        return pane_ ? wallboard::pixels_per_inch(window()) : 96;
    }
    bool take_damage() override { return events_.take_loss(); }
    void lose_context() override { open_again("it was given up"); }

private:
    GLFWwindow* window() const { return pane_->window.get(); }

    void take(WindowHandle opened) {
        pane_ = std::make_unique<Pane>(std::move(opened), *fonts_);
        events_.listen(window(), options_.windowed);
    }

    void show(const DrawnScene& scene, const Damage& damage, const Glass& glass) {
        if (!pane_->copy) {
            pane_->canvas.show();
            glfwSwapBuffers(window());
            return;
        }
        const PixelSize all = turned_size(scene.size, glass.turned);
        if (damage.everything)
            pane_->copy->show({0, 0, static_cast<float>(all.width), static_cast<float>(all.height)},
                              all.height);
        else
            for (const Rect& rect : damage.rects)
                pane_->copy->show(on_glass(rect, scene.size, glass), all.height);
    }

    /// The context is lost, and nothing else: window and canvas are made anew, all is drawn again.
    void open_again(const std::string& why) {
        const auto now = SteadyClock::now();
        if (last_loss_ && now - *last_loss_ < between_losses) {
            problem_ = "the graphics context does not last: " + why;
            return;
        }
        last_loss_ = now;
        options_.place = place();
        pane_.reset();  // while its own context is the current one
        auto opened = make_window(options_);
        if (opened)
            take(std::move(*opened));
        else
            problem_ = "the graphics context is gone (" + why + "): " + to_text(opened.error());
        wake();
    }

    /// A window manager may move the wall when a monitor is unplugged or comes back. To see that
    /// takes eight questions to the X server.
    void keep_place(SteadyClock::time_point now) {
        place_kept_ = now;
        if (!pane_ || options_.windowed || on_wayland()) return;
        const auto place = find_monitor(options_.monitor);
        if (!place) return;
        MonitorPlace here{.monitor = place->monitor};
        glfwGetWindowPos(window(), &here.x, &here.y);
        glfwGetWindowSize(window(), &here.size.width, &here.size.height);
        // Who refuses it is not asked all the time.
        if (here == *place || (asked_ == *place && now < asked_at_ + between_places)) return;
        asked_ = *place;
        asked_at_ = now;
        glfwSetWindowPos(window(), place->x, place->y);
        glfwSetWindowSize(window(), place->size.width, place->size.height);
        events_.lose();
    }

    std::unique_ptr<Glfw> glfw_;
    std::unique_ptr<Fonts> fonts_;
    WindowOptions options_;
    std::unique_ptr<Wakefulness> awake_;
    WindowEvents events_;
    std::unique_ptr<Pane> pane_;  ///< none: there is a problem
    std::optional<SteadyClock::time_point> last_loss_;
    std::atomic<bool> woken_ = false;
    SteadyClock::time_point place_kept_{};
    MonitorPlace asked_;
    SteadyClock::time_point asked_at_{};
    std::string problem_;
};

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    // A software renderer (llvmpipe) is to draw in this thread, if nobody wants it otherwise: for
    // the few pixels of a change, waking others costs more than they take off it.
    ::setenv("LP_NUM_THREADS", "0", 0);
    auto fonts = Fonts::load(options.fonts);
    if (!fonts) return tl::unexpected(fonts.error());
    auto glfw = std::make_unique<Glfw>();
    if (!glfw->running()) return failure("display", glfw_problem());
    auto window = make_window(options);
    if (!window) return tl::unexpected(window.error());
    return std::make_unique<GlfwWindow>(std::move(glfw), std::move(*window), std::move(*fonts),
                                        options);
}

bool draws_by_software(std::string_view renderer) {
    constexpr std::string_view known[] = {"llvmpipe", "softpipe", "swrast", "SWR",
                                          "Software Rasterizer"};
    return std::ranges::any_of(known, [&](std::string_view name) {
        return renderer.find(name) != std::string_view::npos;
    });
}

std::vector<std::string> monitor_names() {
    const Glfw glfw;
    std::vector<std::string> names;
    if (!glfw.running()) return names;
    for (const MonitorHere& monitor : monitors_here(""))
        names.push_back(monitor.name);
    return names;
}

}  // namespace waymark::wallboard
