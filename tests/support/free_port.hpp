#pragma once

#include <cstdint>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>

namespace waymark::test {

/// A TCP port of this machine that is free now, for programs that can't choose one themselves;
/// whoever takes it first has it.
inline std::uint16_t free_port() {
    using boost::asio::ip::tcp;
    boost::asio::io_context io;
    const tcp::acceptor taken{io, {boost::asio::ip::make_address("127.0.0.1"), 0}, false};
    return taken.local_endpoint().port();
}

/// The same of UDP.
inline std::uint16_t free_udp_port() {
    using boost::asio::ip::udp;
    boost::asio::io_context io;
    const udp::socket taken{io, {boost::asio::ip::make_address("127.0.0.1"), 0}};
    return taken.local_endpoint().port();
}

}  // namespace waymark::test
