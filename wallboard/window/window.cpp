#include "wallboard/window/window.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <GLFW/glfw3.h>

#include "wallboard/window/gl_canvas.hpp"
#include "wallboard/window/glx_copy.hpp"

namespace waymark::wallboard {
namespace {

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

std::vector<GLFWmonitor*> monitors() {
    int count = 0;
    GLFWmonitor** list = glfwGetMonitors(&count);
    return {list, list + count};
}

std::string name_of(GLFWmonitor* monitor) {
    const char* name = glfwGetMonitorName(monitor);
    return name ? name : "";
}

/// The monitor of that name, or else the first whose name has it as a part; the primary one for no
/// name.
Result<GLFWmonitor*> find_monitor(const std::string& wanted) {
    const auto all = monitors();
    if (all.empty()) return failure("monitor", "no monitor is connected");
    if (wanted.empty()) return all.front();
    std::string names;
    for (GLFWmonitor* monitor : all) {
        if (name_of(monitor) == wanted) return monitor;
        names += (names.empty() ? "" : ", ") + name_of(monitor);
    }
    for (GLFWmonitor* monitor : all)
        if (name_of(monitor).find(wanted) != std::string::npos) return monitor;
    return failure("monitor", "\"" + wanted + "\" is not connected; there are: " + names);
}

struct WindowEnd {
    void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};
using WindowHandle = std::unique_ptr<GLFWwindow, WindowEnd>;

class GlfwWindow : public Window {
public:
    GlfwWindow(std::unique_ptr<Glfw> glfw, WindowHandle window, std::unique_ptr<Fonts> fonts,
               const WindowOptions& options)
        : glfw_(std::move(glfw)),
          window_(std::move(window)),
          fonts_(std::move(fonts)),
          copy_(GlxCopy::find()),
          canvas_(std::make_unique<GlCanvas>(
              *fonts_, copy_ ? GlCanvas::Target::window : GlCanvas::Target::picture)),
          options_(options) {
        glfwSetWindowUserPointer(window_.get(), this);
        glfwSetWindowRefreshCallback(window_.get(), [](GLFWwindow* w) { self(w).lost_ = true; });
        glfwSetFramebufferSizeCallback(window_.get(),
                                       [](GLFWwindow* w, int, int) { self(w).lost_ = true; });
        glfwSetKeyCallback(window_.get(), [](GLFWwindow* w, int key, int, int action, int) {
            const bool leave = key == GLFW_KEY_ESCAPE || key == GLFW_KEY_Q;
            if (leave && action == GLFW_PRESS && self(w).options_.windowed)
                glfwSetWindowShouldClose(w, GLFW_TRUE);
        });
    }

    PixelSize size() const override {
        PixelSize size;
        glfwGetFramebufferSize(window_.get(), &size.width, &size.height);
        return {std::max(size.width, 1), std::max(size.height, 1)};  // minimised: 0
    }
    const TextMeasure& text() const override { return *fonts_; }

    void draw(const DrawnScene& scene, const Damage& damage, const Glass& glass) override {
        canvas_->draw(scene, damage, glass);
        if (!copy_) {
            canvas_->show();
            glfwSwapBuffers(window_.get());
            return;
        }
        const PixelSize all = turned_size(scene.size, glass.turned);
        if (damage.everything)
            copy_->show({0, 0, static_cast<float>(all.width), static_cast<float>(all.height)},
                        all.height);
        else
            for (const Rect& rect : damage.rects)
                copy_->show(on_glass(rect, scene.size, glass), all.height);
    }

    void wait(Duration timeout) override {
        using namespace std::chrono_literals;
        const auto bounded = std::clamp<Duration>(timeout, 0ms, 1h);
        if (bounded > 0ms)
            glfwWaitEventsTimeout(in_seconds(bounded));
        else
            glfwPollEvents();
        keep_place();
    }
    void wake() override { glfwPostEmptyEvent(); }
    bool closed() const override { return glfwWindowShouldClose(window_.get()) == GLFW_TRUE; }
    bool take_damage() override { return std::exchange(lost_, false); }

private:
    static GlfwWindow& self(GLFWwindow* window) {
        return *static_cast<GlfwWindow*>(glfwGetWindowUserPointer(window));
    }

    /// A window manager may move the wall when a monitor is unplugged or comes back.
    void keep_place() {
        if (options_.windowed) return;
        const auto monitor = find_monitor(options_.monitor);
        if (!monitor) return;
        int x = 0, y = 0, now_x = 0, now_y = 0, width = 0, height = 0;
        glfwGetMonitorPos(*monitor, &x, &y);
        const GLFWvidmode* mode = glfwGetVideoMode(*monitor);
        glfwGetWindowPos(window_.get(), &now_x, &now_y);
        glfwGetWindowSize(window_.get(), &width, &height);
        if (!mode ||
            (x == asked_x_ && y == asked_y_ && mode->width == width && mode->height == height))
            return;
        asked_x_ = x;
        asked_y_ = y;
        glfwSetWindowPos(window_.get(), x, y);
        glfwSetWindowSize(window_.get(), mode->width, mode->height);
    }

    std::unique_ptr<Glfw> glfw_;
    WindowHandle window_;
    std::unique_ptr<Fonts> fonts_;
    std::unique_ptr<GlxCopy> copy_;  ///< none: the whole picture is shown, by swapping
    std::unique_ptr<GlCanvas> canvas_;
    WindowOptions options_;
    int asked_x_ = -1;
    int asked_y_ = -1;
    bool lost_ = true;
};

void hint(bool windowed) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SAMPLES, 0);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    // Borderless over the monitor, not exclusive: that survives unplugging.
    glfwWindowHint(GLFW_DECORATED, windowed ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    auto fonts = Fonts::load(options.fonts);
    if (!fonts) return tl::unexpected(fonts.error());
    auto glfw = std::make_unique<Glfw>();
    if (!glfw->running()) return failure("display", glfw_problem());
    const auto monitor = find_monitor(options.monitor);
    if (!monitor) return tl::unexpected(monitor.error());
    int x = 0, y = 0;
    glfwGetMonitorPos(*monitor, &x, &y);
    PixelSize size = options.windowed_size;
    if (const GLFWvidmode* mode = glfwGetVideoMode(*monitor); !options.windowed && mode)
        size = {mode->width, mode->height};
    hint(options.windowed);
    WindowHandle window{
        glfwCreateWindow(size.width, size.height, options.title.c_str(), nullptr, nullptr)};
    if (!window) return failure("display", "no window with OpenGL 3.3: " + glfw_problem());
    if (!options.windowed) glfwSetWindowPos(window.get(), x, y);
    if (!options.windowed) glfwSetInputMode(window.get(), GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
    glfwShowWindow(window.get());
    glfwMakeContextCurrent(window.get());
    glfwSwapInterval(1);
    return std::make_unique<GlfwWindow>(std::move(glfw), std::move(window), std::move(*fonts),
                                        options);
}

std::vector<std::string> monitor_names() {
    const Glfw glfw;
    std::vector<std::string> names;
    if (!glfw.running()) return names;
    for (GLFWmonitor* monitor : monitors())
        names.push_back(name_of(monitor));
    return names;
}

}  // namespace waymark::wallboard
