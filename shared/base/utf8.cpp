#include "shared/base/utf8.hpp"

#include <algorithm>

namespace waymark {

std::size_t length_of_first_character(std::string_view text) {
    const auto octet = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const auto follows = [&](std::size_t i) { return (octet(i) & 0xC0u) == 0x80u; };
    const unsigned first = octet(0);
    if (text.empty()) return 0;
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first < 0xF0) {
        const bool overlong = first == 0xE0 && octet(1) < 0xA0;
        const bool surrogate = first == 0xED && octet(1) >= 0xA0;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first < 0xF5) {
        const bool overlong = first == 0xF0 && octet(1) < 0x90;
        const bool beyond = first == 0xF4 && octet(1) >= 0x90;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

char32_t take_code_point(std::string_view& text) {
    const std::size_t octets = length_of_first_character(text);
    const std::string_view taken = text.substr(0, std::max<std::size_t>(octets, 1));
    text.remove_prefix(taken.size());
    if (octets == 0) return U'\uFFFD';
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(taken[i]); };
    char32_t code = octets == 1 ? octet(0) : octet(0) & (0x7Fu >> octets);
    for (std::size_t i = 1; i < octets; ++i)
        code = code << 6 | (octet(i) & 0x3Fu);
    return code;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t octets = length_of_first_character(text);
        if (octets == 0) return false;
        text.remove_prefix(octets);
    }
    return true;
}

}  // namespace waymark
