#include "server/feed/asterisk/asterisk_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "shared/base/utf8.hpp"
#include "shared/model/epoch.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t longest_name = 100;
constexpr double longest_seconds = 400 * 86'400.0;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_control(std::string_view character) {
    if (character.size() == 1)
        return static_cast<unsigned char>(character[0]) < 0x20 || character[0] == 0x7F;
    return character.size() == 2 && character[0] == '\xC2' &&
           static_cast<unsigned char>(character[1]) < 0xA0;
}

}  // namespace

std::optional<std::string> as_name(std::string_view text) {
    std::string name;
    while (!text.empty() && name.size() <= longest_name) {
        const std::size_t octets = length_of_first_character(text);
        const std::string_view character = text.substr(0, std::max<std::size_t>(octets, 1));
        if (octets == 0)
            name += replacement;
        else if (!is_control(character))
            name += character;
        text.remove_prefix(character.size());
    }
    if (name.empty() || name.size() > longest_name) return std::nullopt;
    return name;
}

std::optional<Time> as_time(std::string_view text) {
    std::int64_t seconds = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const auto whole = error == std::errc{} ? time_from_ticks(seconds, 1) : std::nullopt;
    if (!whole) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    std::int64_t micros = 0;
    if (!text.empty()) {
        if (text[0] != '.' || text.size() > 7) return std::nullopt;
        for (std::size_t i = 1; i < 7; ++i) {
            const char digit = i < text.size() ? text[i] : '0';
            if (!is_digit(digit)) return std::nullopt;
            micros = micros * 10 + (digit - '0');
        }
    }
    return *whole + Duration{micros};
}

std::optional<double> as_seconds(std::string_view text, double unit) {
    double number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
    number /= unit;
    if (!(number >= 0 && number <= longest_seconds)) return std::nullopt;
    return number;
}

std::optional<double> as_stated(Duration length) {
    const double seconds = in_seconds(length);
    if (seconds < 0 || seconds > longest_seconds) return std::nullopt;
    return seconds;
}

bool is_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    return text.size() >= 3 && text.size() <= 20 && std::ranges::all_of(text, is_digit);
}

std::string as_id(std::string text) {
    if (text.size() <= longest_name) return text;
    // Cut in the middle of a character it would be no text.
    std::size_t kept = longest_name - 17;
    while (kept > 0 && (static_cast<unsigned char>(text[kept]) & 0xC0u) == 0x80u)
        --kept;
    return text.substr(0, kept) + "~" + digest(text);
}

std::string digest(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    std::string digits(16, '0');
    for (std::size_t i = 16; i-- > 0; hash >>= 4)
        digits[i] = "0123456789abcdef"[hash & 15];
    return digits;
}

}  // namespace waymark::server
