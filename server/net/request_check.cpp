#include "server/net/request_check.hpp"

#include <algorithm>

#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include "shared/base/octet_text.hpp"

namespace waymark::server {
namespace {

namespace http = boost::beast::http;
using boost::beast::iequals;

std::string_view view(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t shown = 100;
    return "\"" + std::string{text.substr(0, shown)} + (text.size() > shown ? "..." : "") + "\"";
}

std::size_t count(const RequestHead& head, http::field name) {
    return head.count(name);
}

/// Every value of a list field, of all its lines.
bool has_token(const RequestHead& head, http::field name, std::string_view token) {
    const auto [begin, end] = head.equal_range(name);
    return std::any_of(begin, end, [&](const auto& line) {
        return http::token_list{line.value()}.exists({token.data(), token.size()});
    });
}

/// The name or address in "name:port", "1.2.3.4" or "[::1]:80"; empty when it is none of these.
std::string host_in(std::string_view authority) {
    std::string_view host = authority, port;
    const auto end = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
    const auto colon = authority.find(':', end == std::string_view::npos ? 0 : end);
    if (colon != std::string_view::npos) {
        host = authority.substr(0, colon);
        port = authority.substr(colon + 1);
        if (port.empty() || port.size() > 5) return {};
    }
    if (!std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; })) return {};
    if (host.starts_with('[')) {
        if (!host.ends_with(']')) return {};
        host = host.substr(1, host.size() - 2);
    }
    const bool good = std::ranges::all_of(host, [](unsigned char c) {
        return std::isalnum(c) || c == '-' || c == '.' || c == ':' || c == '_';
    });
    return good ? in_lower_case(host) : std::string{};
}

/// The authority of "http://name:port" or "https://name"; empty when it is another kind of origin.
std::string_view authority_in(std::string_view url) {
    for (const std::string_view scheme : {"http://", "https://"})
        if (url.starts_with(scheme)) {
            url.remove_prefix(scheme.size());
            return url.substr(0, url.find('/'));
        }
    return {};
}

std::optional<Answer> refuse_framing(const RequestHead& head) {
    const auto codings = count(head, http::field::transfer_encoding);
    if (codings > 0) {
        const auto coding = view(head[http::field::transfer_encoding]);
        if (codings != 1 || !iequals(head[http::field::transfer_encoding], "chunked"))
            return error_answer(400, "Transfer-Encoding",
                                in_quotes(coding) + " is not allowed; one \"chunked\" is");
        if (head.version() != 11)
            return error_answer(400, "Transfer-Encoding", "is not allowed in HTTP/1.0");
        if (count(head, http::field::content_length) > 0)
            return error_answer(400, "Content-Length",
                                "is not allowed together with Transfer-Encoding");
    }
    if (count(head, http::field::content_length) > 1)
        return error_answer(400, "Content-Length", "is given more than once");
    return std::nullopt;
}

bool is_key(std::string_view key) {
    return key.size() == 24 && key.ends_with("==") &&
           std::ranges::all_of(key.substr(0, 22), [](unsigned char c) {
               return std::isalnum(c) || c == '+' || c == '/';
           });
}

}  // namespace

HostNames::HostNames(const std::set<std::string>& names, bool any_address)
    : any_address_(any_address) {
    names_ = {"localhost", "127.0.0.1", "::1"};
    for (const std::string& name : names)
        names_.insert(in_lower_case(name));
}

bool HostNames::allow(std::string_view authority) const {
    const std::string host = host_in(authority);
    if (host.empty()) return false;
    if (names_.contains(host)) return true;
    boost::system::error_code no_address;
    const auto address = boost::asio::ip::make_address(host, no_address);
    return !no_address && (any_address_ || names_.contains(address.to_string()));
}

std::optional<Answer> refuse_request(const RequestHead& head, const HostNames& hosts) {
    if (head.version() != 10 && head.version() != 11)
        return error_answer(505, "", "HTTP/1.1 is spoken here");
    if (auto refused = refuse_framing(head)) return refused;
    if (count(head, http::field::host) != 1)
        return error_answer(400, "Host", "a request needs exactly one");
    const auto host = view(head[http::field::host]);
    const std::string unknown = " is not a name of this server; --host adds one";
    if (!hosts.allow(host))
        return error_answer(host_in(host).empty() ? 400 : 421, "Host", in_quotes(host) + unknown);
    const auto target = view(head.target());
    if (!target.starts_with('/') && target != "*") {
        const auto authority = authority_in(target);
        if (authority.empty()) return error_answer(400, "", "the target is not a path");
        if (!hosts.allow(authority)) return error_answer(421, "", in_quotes(authority) + unknown);
    }
    if (count(head, http::field::origin) > 0) {
        const auto origin = view(head[http::field::origin]);
        if (count(head, http::field::origin) > 1 || !hosts.allow(authority_in(origin)))
            return error_answer(403, "Origin", in_quotes(origin) + " may not use this server");
    }
    return std::nullopt;
}

bool wants_upgrade(const RequestHead& head) {
    return count(head, http::field::upgrade) > 0 ||
           has_token(head, http::field::connection, "upgrade");
}

std::optional<Answer> refuse_upgrade(const RequestHead& head, std::string_view subprotocol) {
    Answer upgrade = error_answer(426, "Upgrade", "this is a WebSocket address, version 13");
    upgrade.headers = {
        {"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Version", "13"}};
    if (!has_token(head, http::field::upgrade, "websocket") ||
        !has_token(head, http::field::connection, "upgrade"))
        return upgrade;
    if (head.method() != http::verb::get)
        return error_answer(405, "", "a WebSocket begins with GET");
    if (head.version() != 11) return error_answer(400, "", "a WebSocket needs HTTP/1.1");
    const auto length = head[http::field::content_length];
    if ((!length.empty() && length != "0") || count(head, http::field::transfer_encoding) > 0)
        return error_answer(400, "", "a request for a WebSocket has no body");
    if (count(head, http::field::sec_websocket_version) != 1 ||
        head[http::field::sec_websocket_version] != "13")
        return upgrade;
    if (count(head, http::field::sec_websocket_key) != 1 ||
        !is_key(view(head[http::field::sec_websocket_key])))
        return error_answer(400, "Sec-WebSocket-Key", "one of 24 base64 characters is needed");
    if (!has_token(head, http::field::sec_websocket_protocol, subprotocol))
        return error_answer(400, "Sec-WebSocket-Protocol",
                            in_quotes(view(head[http::field::sec_websocket_protocol])) +
                                " is not spoken here; " + std::string{subprotocol} + " is");
    return std::nullopt;
}

std::string_view bearer_token(const RequestHead& head) {
    constexpr std::string_view scheme = "bearer ";
    if (count(head, http::field::authorization) != 1) return {};
    auto value = view(head[http::field::authorization]);
    if (value.size() <= scheme.size() || in_lower_case(value.substr(0, scheme.size())) != scheme)
        return {};
    value.remove_prefix(scheme.size());
    return value.substr(std::min(value.find_first_not_of(' '), value.size()));
}

std::string_view path_of(const RequestHead& head) {
    auto target = view(head.target());
    if (!target.starts_with('/')) {
        const auto authority = authority_in(target);
        if (authority.empty()) return {};
        target.remove_prefix(static_cast<std::size_t>(authority.data() - target.data()) +
                             authority.size());
        if (target.empty()) return "/";
    }
    return target.substr(0, target.find('?'));
}

std::string_view query_of(const RequestHead& head) {
    const auto target = view(head.target());
    return target.substr(std::min(target.find('?'), target.size() - 1) + 1);
}

std::vector<std::pair<std::string, std::string>> fields_of(const RequestHead& head) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& field : head)
        fields.emplace_back(in_lower_case(view(field.name_string())), view(field.value()));
    return fields;
}

}  // namespace waymark::server
