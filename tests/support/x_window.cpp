#include "tests/support/x_window.hpp"

#include <X11/Xlib.h>

/// Of GLFW's native access, whose header needs more of X11 than is used here.
extern "C" Display* glfwGetX11Display();

namespace waymark::test {

struct XWindow::Handles {
    Display* display = XOpenDisplay(nullptr);
    Window window = 0;

    XWindowAttributes attributes(Window of) const {
        XWindowAttributes attributes{};
        XGetWindowAttributes(display, of, &attributes);
        return attributes;
    }
};

XWindow::XWindow() : handles_(std::make_unique<Handles>()) {
    Window root = 0, parent = 0, *all = nullptr;
    unsigned count = 0;
    XQueryTree(handles_->display, DefaultRootWindow(handles_->display), &root, &parent, &all,
               &count);
    for (unsigned i = 0; i < count; ++i)
        if (handles_->attributes(all[i]).map_state == IsViewable) handles_->window = all[i];
    XFree(all);
}

XWindow::~XWindow() {
    XCloseDisplay(handles_->display);
}

void XWindow::move(Place to) {
    XMoveWindow(handles_->display, handles_->window, to.first, to.second);
    XSync(handles_->display, False);
}

XWindow::Place XWindow::place() const {
    const XWindowAttributes attributes = handles_->attributes(handles_->window);
    return {attributes.x, attributes.y};
}

unsigned long x_requests() {
    return NextRequest(glfwGetX11Display());
}

void answer_all_x_requests() {
    XSync(glfwGetX11Display(), False);
}

}  // namespace waymark::test
