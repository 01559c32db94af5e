#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "server/feed/feed_port.hpp"

namespace waymark::server {

/// Why a session wants its connection closed.
struct SessionEnd {
    std::string why;    ///< for people, without secrets
    bool slow = false;  ///< trying again soon does not help: somebody has to mend something
};

/// The client's side of a conversation over a byte stream, without sockets: octets in, octets and
/// records out. It lives through many connections; what is due in time is told as `now`, of a clock
/// that never jumps. Never throws because of what it is told. Server thread only.
class TcpSession {
public:
    using Tick = std::chrono::steady_clock::time_point;
    virtual ~TcpSession() = default;

    /// A connection stands; what was left of the one before is void.
    virtual void opened(Tick now) = 0;
    virtual void take(std::string_view octets, Tick now) = 0;
    /// Time passes, with or without a connection; to be called once a second, and whenever a batch
    /// was stored.
    virtual void pass(Tick now) = 0;
    /// The connection is gone.
    virtual void closed(Tick now) = 0;

    /// What is to be sent.
    virtual std::string take_output() = 0;
    /// What is to be stored before any more is read.
    virtual FeedBatch take_batch() = 0;
    /// There is more to do without waiting for anything: pass() is to be called again at once.
    virtual bool busy() const = 0;
    /// Once it is set nothing else matters until the next connection.
    virtual const std::optional<SessionEnd>& over() const = 0;
    /// The conversation goes as it should: a next failure is a new one.
    virtual bool settled() const = 0;
};

}  // namespace waymark::server
