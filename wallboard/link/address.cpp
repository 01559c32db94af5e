#include "wallboard/link/address.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/src.hpp>
#include <boost/url/url_view.hpp>

namespace waymark::wallboard {
namespace {

tl::unexpected<Error> refuse(std::string_view url, const std::string& why) {
    return failure("", "\"" + std::string{url} + "\" is not allowed: " + why +
                           "; a server is named http://HOST:PORT, ws://HOST:PORT, or with TLS "
                           "https://HOST:PORT, wss://HOST:PORT");
}

}  // namespace

Result<Address> parse_address(std::string_view url) {
    const auto parsed = boost::urls::parse_uri({url.data(), url.size()});
    if (!parsed) return refuse(url, "it is not a URL");
    const boost::urls::url_view& parts = *parsed;
    const std::string scheme = parts.scheme();
    const bool tls = scheme == "https" || scheme == "wss";
    if (!tls && scheme != "http" && scheme != "ws") return refuse(url, "its scheme is " + scheme);
    if (parts.has_userinfo()) return refuse(url, "it names a user; tokens go into --token-file");
    if (parts.has_query() || parts.has_fragment() ||
        (!parts.encoded_path().empty() && parts.encoded_path() != "/"))
        return refuse(url, "it names a page");

    Address address{.tls = tls, .host = parts.host_address(), .port = tls ? "443" : "80"};
    if (address.host.empty()) return refuse(url, "it names no host");
    for (const char letter : address.host)
        if (static_cast<unsigned char>(letter) <= ' ' || letter == '/' || letter == 0x7f)
            return refuse(url, "its host has letters that no host has");
    if (parts.has_port()) {
        if (parts.port_number() == 0) return refuse(url, "its port is not 1 to 65535");
        address.port = std::to_string(parts.port_number());
    }
    return address;
}

std::string to_text(const Address& address) {
    const bool brackets = address.host.find(':') != std::string::npos;
    return (brackets ? "[" + address.host + "]" : address.host) + ":" + address.port;
}

}  // namespace waymark::wallboard
