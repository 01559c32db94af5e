#pragma once

#include <memory>
#include <set>
#include <string>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "server/net/asio_types.hpp"
#include "server/net/net_context.hpp"
#include "shared/base/result.hpp"

namespace waymark::server {

/// Where to listen: a literal address and a port, 0 for any free one.
using Endpoint = boost::asio::ip::tcp::endpoint;

/// Reads "127.0.0.1:8080", "[::1]:0" or "localhost:8080".
Result<Endpoint> read_endpoint(const std::string& text);

/// The network side of the server: accepts connections and watches over their times. Server thread
/// only; must be ended before it is destroyed.
class Net {
public:
    /// `names` are the further names by which browsers may call this server.
    Net(boost::asio::io_context& io, Desk& desk, Routes& routes, ScreenRoom& screens,
        ScreenPages& screen_pages, const Endpoint& endpoint, const std::set<std::string>& names,
        NetLimits limits, std::function<Time()> now, Log log);

    /// Begins to listen. An error says what the system said.
    Result<Endpoint> listen();

    /// Takes leave of everybody and listens no more.
    void end(const std::string& why);

    /// Connections that are not closed yet.
    std::size_t open() const;

    /// Backlogs dropped so far, of screens gone and present.
    NetCounts counts() const;

private:
    using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;
    using Timer = boost::asio::basic_waitable_timer<
        std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

    void accept();
    void accepted(boost::system::error_code error, Socket socket);
    void watch();

    Endpoint endpoint_;
    std::shared_ptr<NetContext> context_;
    Acceptor acceptor_;
    Timer accept_again_;
    Timer watch_;
    bool ending_ = false;
    bool short_ = false;  ///< of descriptors or memory; said once
};

}  // namespace waymark::server
