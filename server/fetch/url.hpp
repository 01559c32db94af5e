#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waymark::server {

/// Whether this is an absolute address of http or https with a host, without a user or password
/// and without a fragment. Any thread.
bool is_web_url(const std::string& url);

/// `name=value`, encoded, behind what the URL asks for already.
std::string with_parameter(const std::string& url, std::string_view name, std::string_view value);

/// Whether the URL asks for a parameter of that name.
bool has_parameter(const std::string& url, std::string_view name);

/// What `reference` means on a page of `base`; nothing when that is no address of http or https.
std::optional<std::string> resolve_url(const std::string& base, const std::string& reference);

/// Whether both mean the same scheme, host and port: who is trusted with one is with the other.
bool is_same_origin(const std::string& one, const std::string& other);

/// The path and query of `url` at the scheme, host and port of `base`; nothing when one of them is
/// no address.
std::optional<std::string> at_origin_of(const std::string& base, const std::string& url);

/// "host:port" of an address, for people: never the path or the query, which may hold secrets.
std::string host_of(const std::string& url);

bool is_https(const std::string& url);

}  // namespace waymark::server
