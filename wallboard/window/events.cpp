#include "wallboard/window/events.hpp"

#include <algorithm>
#include <utility>

#include <GLFW/glfw3.h>

namespace waymark::wallboard {
namespace {

/// What waits for a program that does not look must not grow without end.
constexpr std::size_t most_inputs = 1000;

struct Named {
    int glfw;
    Key key;
};
constexpr Named named_keys[] = {
    {GLFW_KEY_ESCAPE, Key::escape},
    {GLFW_KEY_ENTER, Key::enter},
    {GLFW_KEY_KP_ENTER, Key::enter},
    {GLFW_KEY_TAB, Key::tab},
    {GLFW_KEY_BACKSPACE, Key::back},
    {GLFW_KEY_LEFT, Key::left},
    {GLFW_KEY_RIGHT, Key::right},
    {GLFW_KEY_UP, Key::up},
    {GLFW_KEY_DOWN, Key::down},
    {GLFW_KEY_PAGE_UP, Key::page_up},
    {GLFW_KEY_PAGE_DOWN, Key::page_down},
    {GLFW_KEY_HOME, Key::home},
    {GLFW_KEY_END, Key::end},
};

/// Where the pointer is, in pixels of the frame buffer; windows may have larger ones.
Spot in_pixels(GLFWwindow* window, double x, double y) {
    int width = 0, height = 0;
    glfwGetWindowSize(window, &width, &height);
    int pixels_wide = 0, pixels_high = 0;
    glfwGetFramebufferSize(window, &pixels_wide, &pixels_high);
    if (width <= 0 || height <= 0) return {};
    return {static_cast<float>(x * pixels_wide / width),
            static_cast<float>(y * pixels_high / height)};
}

Spot pointer(GLFWwindow* window) {
    double x = 0, y = 0;
    glfwGetCursorPos(window, &x, &y);
    return in_pixels(window, x, y);
}

bool overlap(const WindowPlace& place, GLFWmonitor* monitor) {
    constexpr int enough = 60;  // of its upper edge, to be taken by
    int x = 0, y = 0, width = 0, height = 0;
    glfwGetMonitorWorkarea(monitor, &x, &y, &width, &height);
    return place.x + place.size.width >= x + enough && place.x + enough <= x + width &&
           place.y >= y - enough && place.y + enough <= y + height;
}

}  // namespace

WindowEvents::~WindowEvents() {
    if (hand_) glfwDestroyCursor(hand_);
}

WindowEvents& WindowEvents::of(GLFWwindow* window) {
    return *static_cast<WindowEvents*>(glfwGetWindowUserPointer(window));
}

void WindowEvents::listen(GLFWwindow* window, bool to_people) {
    glfwSetWindowUserPointer(window, this);
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).lose(); });
    glfwGetFramebufferSize(window, &size_.width, &size_.height);
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int width, int height) {
        of(w).size_ = {width, height};
        of(w).lose();
    });
    if (to_people) {
        listen_to_pointer(window);
        listen_to_keys(window);
    }
    pointing_ = false;
    lost_ = true;
}

void WindowEvents::listen_to_pointer(GLFWwindow* window) {
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
        of(w).add({.kind = Input::Kind::moved, .at = in_pixels(w, x, y)});
    });
    glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int inside) {
        if (inside == GLFW_FALSE) of(w).add({.kind = Input::Kind::gone});
    });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int) {
        if (action != GLFW_PRESS) return;
        if (button == GLFW_MOUSE_BUTTON_LEFT)
            of(w).add({.kind = Input::Kind::pressed, .at = pointer(w)});
        if (button == GLFW_MOUSE_BUTTON_4) of(w).add({.kind = Input::Kind::back});
    });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double, double steps) {
        of(w).add({.kind = Input::Kind::scrolled,
                   .at = pointer(w),
                   .steps = static_cast<float>(std::clamp(steps, -20.0, 20.0))});
    });
}

void WindowEvents::listen_to_keys(GLFWwindow* window) {
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int, int action, int modifiers) {
        const auto named = std::ranges::find(named_keys, key, &Named::glfw);
        if (action == GLFW_RELEASE || named == std::end(named_keys)) return;
        of(w).add({.kind = Input::Kind::key,
                   .key = named->key,
                   .shift = (modifiers & GLFW_MOD_SHIFT) != 0});
    });
    // As the keyboard's layout has them.
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned letter) {
        of(w).add({.kind = Input::Kind::key, .key = Key::letter, .letter = letter});
    });
}

void WindowEvents::add(const Input& input) {
    if (input.kind == Input::Kind::moved && !done_.empty() &&
        done_.back().kind == Input::Kind::moved)
        done_.back() = input;
    else if (done_.size() < most_inputs)
        done_.push_back(input);
}

bool WindowEvents::take_loss() {
    return std::exchange(lost_, false);
}

std::vector<Input> WindowEvents::take() {
    return std::exchange(done_, {});
}

void WindowEvents::point(GLFWwindow* window, bool at_something) {
    if (at_something == pointing_) return;
    if (!hand_) hand_ = glfwCreateStandardCursor(GLFW_HAND_CURSOR);
    glfwSetCursor(window, at_something ? hand_ : nullptr);
    pointing_ = at_something;
}

WindowPlace place_of(GLFWwindow* window) {
    WindowPlace place;
    glfwGetWindowPos(window, &place.x, &place.y);
    glfwGetWindowSize(window, &place.size.width, &place.size.height);
    place.maximised = glfwGetWindowAttrib(window, GLFW_MAXIMIZED) == GLFW_TRUE;
    return place;
}

void put_at(GLFWwindow* window, const WindowPlace& place) {
    int count = 0;
    GLFWmonitor** const monitors = glfwGetMonitors(&count);
    if (std::any_of(monitors, monitors + count,
                    [&](GLFWmonitor* monitor) { return overlap(place, monitor); }))
        glfwSetWindowPos(window, place.x, place.y);
    if (place.maximised) glfwMaximizeWindow(window);
}

double pixels_per_inch(GLFWwindow* window) {
    float x = 1, y = 1;
    glfwGetWindowContentScale(window, &x, &y);
    return 96.0 * std::clamp(static_cast<double>(x), 0.5, 8.0);
}

}  // namespace waymark::wallboard
