#pragma once

#include <memory>

namespace waymark::wallboard {

/// Keeps an X server's screens lit as long as it lives: no screen saver, no blanking, no standby.
/// Under Wayland that is asked for by GLFW. GUI thread only.
class Wakefulness {
public:
    /// Nothing where there is no X server.
    static std::unique_ptr<Wakefulness> begin();
    virtual ~Wakefulness() = default;
};

}  // namespace waymark::wallboard
