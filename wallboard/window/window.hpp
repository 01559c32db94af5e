#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/model/time.hpp"
#include "wallboard/view/input.hpp"
#include "wallboard/view/surface.hpp"
#include "wallboard/window/monitors.hpp"

namespace waymark::wallboard {

struct WindowOptions {
    bool windowed = false;  ///< an ordinary window; else borderless over the whole monitor
    std::string monitor;    ///< its name ("DP-1"), or a part of it; empty: the primary one
    PixelSize windowed_size{1280, 720};
    /// Of an ordinary window; nothing, or where no monitor is any more: the desktop chooses.
    std::optional<WindowPlace> place;
    std::string title;
    FontOptions fonts;
};

/// A window on a monitor. One per process; GUI thread only, but for `wake`.
class Window : public Surface {
public:
    /// Fails with what is missing: a display, OpenGL 3.3, 3.0 or ES 3.0, a font, or the monitor
    /// (naming those there are). As long as a wall lives its screen is not blanked.
    [[nodiscard]] static Result<std::unique_ptr<Window>> open(const WindowOptions& options);

    /// Sleeps until something happens, `wake` is called, or `timeout` has passed (at most an hour).
    virtual void wait(Duration timeout) = 0;
    /// Ends the sleep of `wait`. Any thread, as long as the window lives.
    virtual void wake() = 0;
    /// What people did to an ordinary window since the last call; of a wall, nothing.
    virtual std::vector<Input> take_input() = 0;
    /// Whether what the pointer is on can be clicked: it looks like that.
    virtual void point(bool at_something) = 0;
    /// Where an ordinary window is; nothing of a wall, or where nobody can tell.
    virtual std::optional<WindowPlace> place() const = 0;
    /// Pixels of the frame buffer to an inch, as the desktop has it: 96 where it says nothing.
    virtual double pixels_per_inch() const = 0;

    /// The person closed the window, or it has a `problem`.
    virtual bool closed() const = 0;
    /// Why it can't go on, but only after a start of the program; empty: it can.
    virtual const std::string& problem() const = 0;
    /// True once after what was on the screen got lost or the size changed: everything must be
    /// drawn again.
    virtual bool take_damage() = 0;

    /// What draws: "llvmpipe (LLVM 15.0.6, 256 bits)".
    virtual std::string renderer() const = 0;
    virtual std::vector<MonitorHere> monitors() const = 0;

    /// Does what is done when the driver loses the graphics context: makes another one, with
    /// another window. For trying that out; a second time within 10 s is a problem.
    virtual void lose_context() = 0;
};

/// Whether a renderer of that name works on the processor: then each picture counts.
bool draws_by_software(std::string_view renderer);

/// The monitors' names; empty without a display.
std::vector<std::string> monitor_names();

}  // namespace waymark::wallboard
