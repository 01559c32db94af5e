#include "server/fetch/address.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace waymark::server {
namespace {

using Octets = std::span<const std::uint8_t>;

bool starts_with(Octets address, std::initializer_list<std::uint8_t> prefix) {
    return std::equal(prefix.begin(), prefix.end(), address.begin());
}

bool is_another_v4(Octets address) {
    const std::uint8_t first = address[0];
    const bool unspecified = first == 0;
    const bool loopback = first == 127;
    const bool link_local = starts_with(address, {169, 254});
    const bool cloud_metadata = starts_with(address, {100, 100, 100, 200});
    const bool multicast_or_reserved = first >= 224;
    return !unspecified && !loopback && !link_local && !cloud_metadata && !multicast_or_reserved;
}

bool is_another_v6(Octets address) {
    const bool multicast = address[0] == 0xff;
    const bool link_local = address[0] == 0xfe && (address[1] & 0xc0) == 0x80;
    const bool cloud_metadata = starts_with(address, {0xfd, 0, 0x0e, 0xc2});
    if (multicast || link_local || cloud_metadata) return false;
    // Among the first: unspecified, loopback, and IPv4 addresses in IPv6 words.
    const bool zeros =
        std::ranges::all_of(address.first(10), [](auto octet) { return octet == 0; });
    const bool mapped = zeros && address[10] == 0xff && address[11] == 0xff;
    const bool compatible = zeros && address[10] == 0 && address[11] == 0;
    const bool translated = starts_with(address, {0, 0x64, 0xff, 0x9b});
    if (mapped || compatible || translated) return is_another_v4(address.subspan(12));
    const bool six_to_four = starts_with(address, {0x20, 0x02});
    return !six_to_four || is_another_v4(address.subspan(2, 4));
}

}  // namespace

bool is_another_machine(const std::string& address) {
    std::array<std::uint8_t, 16> octets{};
    if (::inet_pton(AF_INET, address.c_str(), octets.data()) == 1)
        return is_another_v4(Octets{octets}.first(4));
    const std::string without_scope = address.substr(0, address.find('%'));
    return ::inet_pton(AF_INET6, without_scope.c_str(), octets.data()) == 1 &&
           is_another_v6(octets);
}

}  // namespace waymark::server
