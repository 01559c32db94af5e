#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace waymark::wallboard {

/// Where a server listens, as `--server` names it.
struct Address {
    bool tls = false;  ///< https or wss
    std::string host;  ///< a name or an IP address, without brackets
    std::string port;  ///< 1 .. 65535; 80, or 443 with TLS, where the URL has none

    bool operator==(const Address&) const = default;
};

/// Reads "http://host:port" or "ws://host:port" (with TLS: https, wss). A path other than "/", a
/// user name, a query or a fragment is refused: there is nothing to ask for there.
Result<Address> parse_address(std::string_view url);

/// "host:port", with brackets round an IPv6 address: the Host header, and for people.
std::string to_text(const Address& address);

}  // namespace waymark::wallboard
