#include "wallboard/signals.hpp"

#include <pthread.h>
#include <signal.h>

namespace waymark::wallboard {
namespace {

sigset_t ending_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    return signals;
}

}  // namespace

void Signals::block() {
    const sigset_t signals = ending_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

Signals::Signals(std::function<void()> on_arrival)
    : listener_([this, on_arrival = std::move(on_arrival)] { listen(on_arrival); }) {}

Signals::~Signals() {
    leaving_ = true;
    // Wakes the listener if no signal did.
    pthread_kill(listener_.native_handle(), SIGTERM);
    listener_.join();
}

void Signals::listen(const std::function<void()>& on_arrival) {
    const sigset_t signals = ending_signals();
    int signal = 0;
    while (sigwait(&signals, &signal) != 0) {
    }
    if (leaving_) return;
    arrived_ = true;
    on_arrival();
    // A second signal changes nothing; the one of the destructor ends the thread.
    while (!leaving_)
        sigwait(&signals, &signal);
}

}  // namespace waymark::wallboard
