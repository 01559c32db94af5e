#pragma once

#include <string>
#include <string_view>

namespace waymark::server {

/// SHA-256 as 64 lower-case hexadecimal digits. Any thread.
std::string sha256(std::string_view text);

}  // namespace waymark::server
