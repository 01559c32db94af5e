#include "server/feed/file/file_text.hpp"

#include <array>
#include <cstdint>

namespace waymark::server {
namespace {

constexpr char32_t no_character = 0xFFFD;

void append(std::string& text, char32_t character) {
    const auto add = [&text](char32_t octet) { text += static_cast<char>(octet); };
    if (character < 0x80) {
        add(character);
    } else if (character < 0x800) {
        add(0xC0 | character >> 6);
        add(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        add(0xE0 | character >> 12);
        add(0x80 | (character >> 6 & 0x3F));
        add(0x80 | (character & 0x3F));
    } else {
        add(0xF0 | character >> 18);
        add(0x80 | (character >> 12 & 0x3F));
        add(0x80 | (character >> 6 & 0x3F));
        add(0x80 | (character & 0x3F));
    }
}

std::string from_utf16(std::string_view octets, bool big_end_first) {
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(octets[at]);
        const auto second = static_cast<unsigned char>(octets[at + 1]);
        return static_cast<char32_t>(big_end_first ? first << 8 | second : second << 8 | first);
    };
    const auto is_high = [](char32_t one) { return one >= 0xD800 && one < 0xDC00; };
    const auto is_low = [](char32_t one) { return one >= 0xDC00 && one < 0xE000; };
    std::string text;
    for (std::size_t at = 0; at + 1 < octets.size(); at += 2) {
        char32_t character = unit(at);
        if (is_high(character) && at + 3 < octets.size() && is_low(unit(at + 2))) {
            character = 0x10000 + ((character - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
            at += 2;
        }
        append(text, is_high(character) || is_low(character) ? no_character : character);
    }
    if (octets.size() % 2 != 0) append(text, no_character);
    return text;
}

/// The characters of Windows-1252 from 0x80 to 0x9F; the others are those of Latin-1.
constexpr std::array<char16_t, 32> windows1252{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

std::string from_windows1252(std::string_view octets) {
    std::string text;
    for (const char letter : octets) {
        const auto octet = static_cast<unsigned char>(letter);
        const bool own = octet >= 0x80 && octet < 0xA0;
        append(text, own ? windows1252[octet - 0x80u] : octet);
    }
    return text;
}

}  // namespace

std::string text_of_file(std::string_view octets, Encoding encoding) {
    constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
    if (octets.starts_with(utf8_mark)) return std::string{octets.substr(utf8_mark.size())};
    if (octets.starts_with("\xFF\xFE")) return from_utf16(octets.substr(2), false);
    if (octets.starts_with("\xFE\xFF")) return from_utf16(octets.substr(2), true);
    if (encoding == Encoding::windows1252) return from_windows1252(octets);
    return std::string{octets};
}

}  // namespace waymark::server
