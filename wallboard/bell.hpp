#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace waymark::wallboard {

/// Lets another thread end a wait: the headless wall's counterpart of Window::wake.
class Bell {
public:
    /// Any thread. A ring while nobody waits ends the next wait.
    void ring() {
        {
            const std::scoped_lock lock{mutex_};
            rung_ = true;
        }
        changed_.notify_one();
    }

    /// Returns after a ring or at `time`. One waiting thread only.
    void wait_until(std::chrono::steady_clock::time_point time) {
        std::unique_lock lock{mutex_};
        changed_.wait_until(lock, time, [this] { return rung_; });
        rung_ = false;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool rung_ = false;
};

}  // namespace waymark::wallboard
