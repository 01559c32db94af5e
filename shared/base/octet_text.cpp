#include "shared/base/octet_text.hpp"

#include <algorithm>

namespace waymark {
namespace {

constexpr std::size_t longest_hex = 64 << 10;

bool is_unreserved(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '_' ||
           letter == '~';
}

}  // namespace

std::string in_lower_case(std::string_view text) {
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return lower;
}

int hex_value(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

std::string to_hex(std::string_view octets) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * octets.size());
    for (const char octet : octets) {
        text += digits[static_cast<unsigned char>(octet) >> 4];
        text += digits[static_cast<unsigned char>(octet) & 15];
    }
    return text;
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0 || text.size() > longest_hex) return std::nullopt;
    std::string octets;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]), low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        octets += static_cast<char>(high * 16 + low);
    }
    return octets;
}

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char letter : text) {
        const auto octet = static_cast<unsigned char>(letter);
        if (is_unreserved(letter))
            encoded += letter;
        else
            encoded += {'%', digits[octet >> 4], digits[octet & 15]};
    }
    return encoded;
}

std::string percent_decoded(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escaped = text[i] == '%' && text.size() - i > 2;
        const int high = escaped ? hex_value(text[i + 1]) : -1;
        const int low = escaped ? hex_value(text[i + 2]) : -1;
        const bool good = high >= 0 && low >= 0;
        plain += good ? static_cast<char>(high * 16 + low) : text[i];
        if (good) i += 2;
    }
    return plain;
}

}  // namespace waymark
