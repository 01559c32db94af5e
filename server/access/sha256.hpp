#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waymark::server {

/// SHA-256 as 64 lower-case hexadecimal digits. Any thread.
std::string sha256(std::string_view text);

/// MD5 as 32 lower-case hexadecimal digits, for peers that know nothing better; nothing where the
/// system forbids it. Any thread.
std::optional<std::string> md5(std::string_view text);

}  // namespace waymark::server
