#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waymark {

/// ASCII letters made small.
std::string in_lower_case(std::string_view text);

/// What a hexadecimal digit stands for; -1 when it is none.
int hex_value(char letter);

/// Octets as lower-case hexadecimal digits.
std::string to_hex(std::string_view octets);

/// Nothing when the text is not that, whole and of at most 64 KiB; capitals are taken too.
std::optional<std::string> from_hex(std::string_view text);

/// All but letters, digits and -._~ as %XX (RFC 3986), for a part of a URL.
std::string percent_encoded(std::string_view text);

/// A '%' that two hexadecimal digits do not follow stands for itself.
std::string percent_decoded(std::string_view text);

}  // namespace waymark
