#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waymark {

/// Octets as base64 with its padding (RFC 4648, section 4).
std::string to_base64(std::string_view octets);

/// Nothing when the text is not that, whole and of at most 64 KiB.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace waymark
