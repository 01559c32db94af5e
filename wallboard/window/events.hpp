#pragma once

#include <optional>
#include <vector>

#include "wallboard/view/input.hpp"
#include "wallboard/window/window.hpp"

struct GLFWwindow;
struct GLFWcursor;

namespace waymark::wallboard {

/// What happens to a window: its picture gets lost, and people do something to it. GLFW must run
/// while it listens; GUI thread only.
class WindowEvents {
public:
    WindowEvents() = default;
    ~WindowEvents();
    WindowEvents(const WindowEvents&) = delete;
    WindowEvents& operator=(const WindowEvents&) = delete;

    /// Takes the window's user pointer. `to_people`: also to keys and pointer.
    void listen(GLFWwindow* window, bool to_people);

    /// The picture got lost.
    void lose() { lost_ = true; }
    /// Of the frame buffer, in pixels. Asking the window system takes it and us two turns.
    PixelSize size() const { return size_; }
    /// True once after that, or when the size changed.
    bool take_loss();
    /// All that people did since the last call; of moves in a row only the last one.
    std::vector<Input> take();
    /// A hand while the pointer is on something that can be clicked.
    void point(GLFWwindow* window, bool at_something);

private:
    static WindowEvents& of(GLFWwindow* window);
    static void listen_to_pointer(GLFWwindow* window);
    static void listen_to_keys(GLFWwindow* window);
    void add(const Input& input);

    std::vector<Input> done_;
    PixelSize size_;
    GLFWcursor* hand_ = nullptr;
    bool pointing_ = false;
    bool lost_ = true;
};

WindowPlace place_of(GLFWwindow* window);
/// Moves a window to where it was, as far as that is still on a monitor.
void put_at(GLFWwindow* window, const WindowPlace& place);
/// As Window's.
double pixels_per_inch(GLFWwindow* window);

}  // namespace waymark::wallboard
