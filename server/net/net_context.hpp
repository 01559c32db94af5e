#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/desk.hpp"
#include "server/net/request_check.hpp"
#include "server/net/routes.hpp"
#include "shared/base/log.hpp"

namespace waymark::server {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What is allowed to whoever connects. Beyond a time the connection is closed.
struct NetLimits {
    std::size_t connections = 6'000;       ///< more are closed as they come
    std::size_t header_octets = 16 << 10;  ///< of a request's head: 431
    std::size_t body_octets = 1 << 20;     ///< of a request's body and of a feed's message: 413
    /// Of all bodies in memory that have yet to prove who sent them; beyond, those that are longer
    /// than `unknown_octets_each` are answered with 503.
    std::size_t unknown_octets = 64 << 20;
    std::size_t unknown_octets_each = 16 << 10;
    std::size_t screen_octets = 64 << 10;   ///< of a screen's message: close code 1009
    std::size_t outbox_octets = 256 << 10;  ///< beyond, a screen gets a snapshot instead
    std::size_t unacknowledged = 256;       ///< messages of a feed; then nothing more is read
    std::chrono::seconds header_time{5};
    std::chrono::seconds body_time{10};
    std::chrono::seconds idle_time{60};     ///< between two requests
    std::chrono::seconds hello_time{10};    ///< until a screen's first message
    std::chrono::seconds message_time{10};  ///< from a message's first octets to its last
    std::chrono::seconds stall_time{25};    ///< for one frame to be taken by a screen
    std::chrono::seconds ping_after{5};     ///< of hearing nothing
    std::chrono::seconds screen_silence{17};
    std::chrono::seconds feed_silence{90};
    std::chrono::seconds close_time{5};  ///< for the closing handshake
};

/// What can be counted of the network, for /metrics.
struct NetCounts {
    std::uint64_t connections = 0;  ///< accepted so far
    std::uint64_t turned_away = 0;  ///< because there were too many
    std::uint64_t requests = 0;
    std::uint64_t refused_requests = 0;  ///< answered with 4xx or 5xx
    std::uint64_t slow_screens = 0;      ///< let go because a frame was not taken in time
    std::uint64_t silent_peers = 0;      ///< let go because nothing was heard
    std::uint64_t outbox_overflows = 0;  ///< backlogs replaced by a snapshot, of screens now gone
    std::size_t open = 0;                ///< connections right now
    std::size_t feeds = 0;               ///< feeds connected by WebSocket right now
};

/// Something open whose time can run out. Server thread only.
class Connection {
public:
    virtual ~Connection() = default;
    /// Called a few times a second: closes what has taken too long, says what is due.
    virtual void check(SteadyTime now) = 0;
    /// The server ends: takes leave and closes.
    virtual void end(const std::string& why) = 0;
    /// How often this one's backlog was dropped so far.
    virtual std::size_t overflows() const { return 0; }
};

/// What every connection needs; shared by them all. Server thread only; the desk, the routes and
/// what is known of screens outlive every connection's activity, not every connection.
class NetContext {
public:
    NetContext(Desk& the_desk, Routes& the_routes, ScreenRoom& the_screens,
               ScreenPages& the_screen_pages, HostNames names, NetLimits the_limits,
               std::function<Time()> clock, Log the_log)
        : desk(the_desk),
          routes(the_routes),
          screens(the_screens),
          screen_pages(the_screen_pages),
          hosts(std::move(names)),
          limits(the_limits),
          now(std::move(clock)),
          log(std::move(the_log)) {}

    /// A tick message of about now, encoded once for all who need one.
    Frame tick_frame();

    Desk& desk;
    Routes& routes;
    ScreenRoom& screens;
    ScreenPages& screen_pages;
    const HostNames hosts;
    const NetLimits limits;
    const std::function<Time()> now;
    const Log log;
    NetCounts counts;
    std::vector<std::weak_ptr<Connection>> connections;
    std::size_t unknown_octets = 0;  ///< of bodies in memory that may prove who sent them

private:
    Time tick_time_;
    Frame tick_;
};

}  // namespace waymark::server
