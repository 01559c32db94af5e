#include "wallboard/view/text.hpp"

namespace waymark::wallboard {

char32_t take_code_point(std::string_view& text) {
    constexpr char32_t none = 0xFFFD;
    const auto first = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    if (first < 0x80) return first;
    const int more = first >= 0xF8   ? 0
                     : first >= 0xF0 ? 3
                     : first >= 0xE0 ? 2
                     : first >= 0xC0 ? 1
                                     : 0;
    if (more == 0) return none;
    char32_t value = first & (0x3FU >> more);
    for (int i = 0; i < more; ++i) {
        if (text.empty() || (static_cast<unsigned char>(text.front()) & 0xC0) != 0x80) return none;
        value = value << 6 | (static_cast<unsigned char>(text.front()) & 0x3F);
        text.remove_prefix(1);
    }
    return value;
}

}  // namespace waymark::wallboard
