#pragma once

#include <functional>
#include <memory>

#include "shared/model/time.hpp"

namespace waymark {

/// Calls back after a while, on the thread that owns it. Its end ends the wait.
class Timer {
public:
    virtual ~Timer() = default;

    /// Calls `then` once `length` has passed, not from within this call; a wait begun before is
    /// ended.
    virtual void start(Duration length, std::function<void()> then) = 0;
    virtual void stop() = 0;
};

using MakeTimer = std::function<std::unique_ptr<Timer>()>;

}  // namespace waymark
