#pragma once

#include <string>

namespace waymark::server {

/// Whether a literal IPv4 or IPv6 address means another machine of a network: not loopback,
/// link-local (where clouds tell their machines' secrets), multicast, broadcast or unspecified, nor
/// an IPv6 address that carries such an IPv4 one. Private networks are other machines. False for
/// what is no address.
bool is_another_machine(const std::string& address);

}  // namespace waymark::server
