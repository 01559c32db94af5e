#include "wallboard/signals.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "wallboard/bell.hpp"

namespace waymark::wallboard {
namespace {

TEST(Signals, ArriveInsteadOfEndingTheProcess) {
    Signals::block();
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        Bell bell;
        const Signals signals{[&bell] { bell.ring(); }};
        EXPECT_FALSE(signals.arrived());
        ::kill(::getpid(), signal);
        bell.wait_until(std::chrono::steady_clock::now() + std::chrono::seconds{30});
        EXPECT_TRUE(signals.arrived());
        ::kill(::getpid(), signal);
    }
}

TEST(Signals, ListenerEndsWithoutAny) {
    Signals::block();
    const Signals signals{[] {}};
    EXPECT_FALSE(signals.arrived());
}

}  // namespace
}  // namespace waymark::wallboard
