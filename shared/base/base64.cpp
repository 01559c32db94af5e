#include "shared/base/base64.hpp"

#include <algorithm>
#include <cstdint>

namespace waymark {
namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t longest_text = 64 << 10;
constexpr unsigned bits_of_a_letter = 6;

}  // namespace

std::string to_base64(std::string_view octets) {
    std::string text;
    text.reserve((octets.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < octets.size(); at += 3) {
        const std::size_t there = std::min<std::size_t>(3, octets.size() - at);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (i < there ? static_cast<unsigned char>(octets[at + i]) : 0u);
        for (std::size_t i = 0; i < 4; ++i)
            text += i <= there ? letters[bits >> (3 - i) * bits_of_a_letter & 63u] : '=';
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0 || text.size() > longest_text) return std::nullopt;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    std::string octets;
    octets.reserve(text.size() / 4 * 3);
    std::uint32_t bits = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool padded = at + padding >= text.size();
        const std::size_t value = padded ? 0 : letters.find(text[at]);
        if (value == letters.npos) return std::nullopt;
        bits = bits << bits_of_a_letter | static_cast<std::uint32_t>(value);
        if (at % 4 != 3) continue;
        for (const unsigned shift : {16u, 8u, 0u})
            octets += static_cast<char>(bits >> shift & 255u);
        bits = 0;
    }
    // What the padding hides must be nothing: each text of octets is written in one way only.
    if (octets.substr(octets.size() - padding) != std::string(padding, '\0')) return std::nullopt;
    octets.resize(octets.size() - padding);
    return octets;
}

}  // namespace waymark
