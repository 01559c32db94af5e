#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include "server/net/http_types.hpp"

namespace waymark::server {

using RequestHead = boost::beast::http::request_header<boost::beast::http::fields>;

/// The names by which this server may be called: a browser that was led here under another one is
/// turned away.
class HostNames {
public:
    /// localhost, loopback addresses and `names`; with `any_address` every literal IP address too,
    /// for a server that listens on all of its addresses.
    HostNames(const std::set<std::string>& names, bool any_address);

    /// `authority` is a Host field's value: a name or address with an optional port.
    bool allow(std::string_view authority) const;

private:
    std::set<std::string> names_;
    bool any_address_;
};

/// What is wrong with a request before anybody looks at its path: framing that two readers could
/// understand differently, a foreign Host or Origin. Nothing: it is fine. The connection is to be
/// closed after a refusal.
std::optional<Answer> refuse_request(const RequestHead& head, const HostNames& hosts);

/// What is wrong with a request to switch to a WebSocket that speaks `subprotocol`.
std::optional<Answer> refuse_upgrade(const RequestHead& head, std::string_view subprotocol);

/// Whether the request asks to switch to a WebSocket, well or badly.
bool wants_upgrade(const RequestHead& head);

/// The token of "Authorization: Bearer TOKEN"; empty when there is none.
std::string_view bearer_token(const RequestHead& head);

/// The path of the target, without its query; empty when the target is none.
std::string_view path_of(const RequestHead& head);

/// What follows the first '?' of the target; empty: nothing does.
std::string_view query_of(const RequestHead& head);

/// All fields in their order, their names in lower case.
std::vector<std::pair<std::string, std::string>> fields_of(const RequestHead& head);

}  // namespace waymark::server
