#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boost::asio::ip {
class address;
}

namespace waymark::server {

/// An IPv6 address; one of IPv4 is ::ffff:a.b.c.d.
using AddressOctets = std::array<std::uint8_t, 16>;
AddressOctets octets_of(const boost::asio::ip::address& address);

/// Some addresses: "192.168.4.0/24", "10.1.2.3", "fd00::/8".
struct Network {
    AddressOctets octets{};
    unsigned bits = 128;  ///< how many of them count

    /// Nothing when the text is none.
    static std::optional<Network> from(std::string_view text);
    bool contains(const AddressOctets& address) const;
};

/// Where to listen.
struct ListenAddress {
    std::string address;  ///< "127.0.0.1", "::1"
    std::uint16_t port = 0;
    bool loopback = false;

    /// "127.0.0.1:2003", "[::1]:2003", "localhost:2003"; nothing when the text is none.
    static std::optional<ListenAddress> from(std::string_view text);
};

}  // namespace waymark::server
