#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "server/feed/adapter.hpp"
#include "server/feed/tcp/tcp_session.hpp"

namespace waymark::server {

/// Where a system listens, and how we come back to it.
struct TcpPeer {
    std::string host;
    std::uint16_t port = 0;
    bool tls = false;
    bool verify = true;   ///< whether its certificate must be one for `host` that we can trust
    std::string ca_file;  ///< trusted besides the system's authorities; empty: none
    /// A wait between two tries doubles from the first to the second; when somebody has to mend
    /// something first, it is the third.
    Duration retry_least = std::chrono::milliseconds{250};
    Duration retry_most = std::chrono::seconds{30};
    Duration retry_slowly = std::chrono::minutes{2};
    Duration answer_within = std::chrono::seconds{10};  ///< to connect, and for the handshake
    Duration pass_every = std::chrono::milliseconds{250};
};

/// Keeps a session connected: moves its octets, stores its records before it reads on, and comes
/// back after a failure. What `port` is told of the link are the peer's address and the reason.
/// Server thread only; `io` and `port` must outlive it.
class TcpClient : public Adapter {
public:
    TcpClient(boost::asio::io_context& io, TcpPeer peer, std::unique_ptr<TcpSession> session,
              FeedPort& port);
    ~TcpClient() override;

private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace waymark::server
