#pragma once

#include <cstddef>
#include <string_view>

namespace waymark {

/// How many octets the character at the beginning of `text` has; 0 when it is no valid UTF-8.
std::size_t length_of_first_character(std::string_view text);

/// Takes the first code point off `text`, which is not empty; U+FFFD for an octet that is none.
char32_t take_code_point(std::string_view& text);

/// Whether all of it is valid UTF-8; an empty text is.
bool is_utf8(std::string_view text);

}  // namespace waymark
