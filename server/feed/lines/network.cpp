#include "server/feed/lines/network.hpp"

#include <charconv>

#include <boost/asio/ip/address.hpp>

namespace waymark::server {
namespace {

namespace ip = boost::asio::ip;

template <class T>
std::optional<T> whole(std::string_view text) {
    T number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc{} && read.ptr == end ? std::optional{number} : std::nullopt;
}

std::optional<ip::address> address_from(std::string_view text) {
    boost::system::error_code error;
    const auto address = ip::make_address(std::string{text}, error);
    return error ? std::nullopt : std::optional{address};
}

}  // namespace

AddressOctets octets_of(const ip::address& address) {
    const auto whole =
        address.is_v6() ? address.to_v6() : ip::make_address_v6(ip::v4_mapped, address.to_v4());
    return whole.to_bytes();
}

std::optional<Network> Network::from(std::string_view text) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    const auto address = address_from(text.substr(0, slash));
    if (!address) return std::nullopt;
    Network network{octets_of(*address)};
    if (slash == text.size()) return network;
    constexpr unsigned before_v4 = 96;
    const unsigned skipped = address->is_v4() ? before_v4 : 0;
    const auto bits = whole<unsigned>(text.substr(slash + 1));
    if (!bits || *bits > network.bits - skipped) return std::nullopt;
    network.bits = skipped + *bits;
    return network;
}

bool Network::contains(const AddressOctets& address) const {
    for (unsigned bit = 0; bit < bits; ++bit) {
        const unsigned mask = 0x80u >> bit % 8;
        if (((octets[bit / 8] ^ address[bit / 8]) & mask) != 0) return false;
    }
    return true;
}

std::optional<ListenAddress> ListenAddress::from(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view host = text.substr(0, colon);
    if (host == "localhost") host = "127.0.0.1";
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const auto address = address_from(host);
    const auto port = whole<std::uint16_t>(text.substr(colon + 1));
    if (!address || !port) return std::nullopt;
    return ListenAddress{address->to_string(), *port, address->is_loopback()};
}

}  // namespace waymark::server
