#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace waymark::wallboard {

/// Listens for SIGINT, SIGTERM and SIGHUP, which ask the program to end.
class Signals {
public:
    /// Keeps these signals from ending the process: to be called first in `main`, before there are
    /// other threads.
    static void block();

    /// `on_arrival` is called from a thread of its own, once.
    explicit Signals(std::function<void()> on_arrival);
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    /// Any thread.
    bool arrived() const { return arrived_; }

private:
    void listen(const std::function<void()>& on_arrival);

    std::atomic<bool> arrived_ = false;
    std::atomic<bool> leaving_ = false;
    std::thread listener_;
};

}  // namespace waymark::wallboard
