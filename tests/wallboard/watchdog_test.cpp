#include "wallboard/watchdog.hpp"

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/scratch.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr Watchdog::SteadyTime start{1000s};

/// Stands for systemd, which waits 80 s between two words.
class WatchdogTest : public testing::Test {
protected:
    WatchdogTest() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
        const std::string path = scratch_.path() / "notify";
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
        ::setenv("WATCHDOG_USEC", "80000000", 1);
        ::unsetenv("WATCHDOG_PID");
    }
    ~WatchdogTest() override {
        ::unsetenv("NOTIFY_SOCKET");
        ::unsetenv("WATCHDOG_USEC");
        ::close(socket_);
    }
    std::string heard() const {
        char text[200];
        const auto size = ::recv(socket_, text, sizeof text, 0);
        return size > 0 ? std::string{text, static_cast<std::size_t>(size)} : "";
    }

    test::Scratch scratch_;
    int socket_;
};

TEST_F(WatchdogTest, TheFirstFrameSaysThatTheWallIsUp) {
    Watchdog dog;
    EXPECT_EQ(heard(), "");
    dog.alive(start);
    EXPECT_EQ(heard(), "READY=1\nWATCHDOG=1");
}

TEST_F(WatchdogTest, LaterOnesSayThatItGoesOnButNotEachOfThem) {
    Watchdog dog;
    dog.alive(start);
    heard();
    dog.alive(start + 9s);
    EXPECT_EQ(heard(), "");
    dog.alive(start + 10s);
    EXPECT_EQ(heard(), "WATCHDOG=1");
    EXPECT_LE(dog.longest_silence(), 40s);
}

TEST_F(WatchdogTest, WhoAsksForNoWatchdogHearsOnlyThatItIsUp) {
    ::unsetenv("WATCHDOG_USEC");
    Watchdog dog;
    dog.alive(start);
    EXPECT_EQ(heard(), "READY=1\nWATCHDOG=1");
    dog.alive(start + 1h);
    EXPECT_EQ(heard(), "");
    EXPECT_EQ(dog.longest_silence(), Duration::max());
}

}  // namespace
}  // namespace waymark::wallboard
