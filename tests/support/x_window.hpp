#pragma once

#include <memory>
#include <utility>

namespace waymark::test {

/// The one window on the X server that DISPLAY names, in the hands of another program, such as a
/// window manager.
class XWindow {
public:
    using Place = std::pair<int, int>;  ///< of its upper left corner, from that of the screen

    XWindow();
    ~XWindow();
    XWindow(const XWindow&) = delete;
    XWindow& operator=(const XWindow&) = delete;

    /// Done, and told to the window's own program, when this returns.
    void move(Place to);
    Place place() const;

private:
    struct Handles;
    std::unique_ptr<Handles> handles_;
};

/// How many requests this program's own windows (GLFW's) have sent to the X server.
unsigned long x_requests();
/// Waits until the X server has done all of those.
void answer_all_x_requests();

}  // namespace waymark::test
