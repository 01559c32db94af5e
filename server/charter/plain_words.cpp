#include "server/charter/plain_words.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace waymark::server {
namespace {

constexpr auto english = std::to_array<std::string_view>({
    "actionable",       "best of breed",    "best-of-breed",   "bleeding edge",
    "bleeding-edge",    "cutting edge",     "cutting-edge",    "digital transformation",
    "disruptive",       "ecosystem",        "empower",         "end-to-end",
    "frictionless",     "game changing",    "game-chang",      "going forward",
    "holistic",         "leverag",          "low-hanging",     "mindset",
    "mission-critical", "move the needle",  "next generation", "next-gen",
    "operationali",     "paradigm",         "robust",          "seamless",
    "state of the art", "state-of-the-art", "streamlin",       "synerg",
    "thought leader",   "transformative",   "turnkey",         "value add",
    "value-add",        "world class",      "world-class",
});
constexpr auto german = std::to_array<std::string_view>({
    "digitale transformation",
    "ganzheitlich",
    "innovativ",
    "lösungsorientiert",
    "maßgeschneidert",
    "mehrwert",
    "nahtlos",
    "synergi",
    "wertschöpf",
    "zukunftsfähig",
    "zukunftsweisend",
});
constexpr auto danish = std::to_array<std::string_view>({
    "banebrydende",
    "digital transformation",
    "fremtidssikr",
    "gnidningsfri",
    "helhedsorienter",
    "innovativ",
    "paradigme",
    "skræddersy",
    "synergi",
    "værdiskab",
});

bool is_blank(char letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
}

/// Part of a word; whatever is beyond ASCII is.
bool is_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || static_cast<unsigned char>(letter) >= 0x80;
}

/// A dash or quotation mark of its own (U+2010 to U+203F) is no word.
bool is_word(std::string_view text) {
    while (!text.empty()) {
        if (text.starts_with("\xE2\x80") && text.size() >= 3)
            text.remove_prefix(3);
        else if (is_letter(text.front()))
            return true;
        else
            text.remove_prefix(1);
    }
    return false;
}

/// Calls `take` with everything that stands between blanks.
void each_piece(std::string_view text, auto take) {
    while (!text.empty()) {
        const auto end =
            static_cast<std::size_t>(std::ranges::find_if(text, is_blank) - text.begin());
        if (end > 0) take(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

bool ends_sentence(std::string_view piece) {
    while (piece.ends_with('"') || piece.ends_with(')') || piece.ends_with('\''))
        piece.remove_suffix(1);
    return piece.ends_with('.') || piece.ends_with('!') || piece.ends_with('?') ||
           piece.ends_with(';');
}

std::span<const std::string_view> words_of(std::string_view locale) {
    if (locale.starts_with("de")) return german;
    if (locale.starts_with("da")) return danish;
    return {};
}

}  // namespace

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    each_piece(text, [&](std::string_view piece) { words += is_word(piece) ? 1 : 0; });
    return words;
}

std::size_t longest_sentence(std::string_view text) {
    std::size_t longest = 0, words = 0;
    each_piece(text, [&](std::string_view piece) {
        words += is_word(piece) ? 1 : 0;
        longest = std::max(longest, words);
        if (ends_sentence(piece)) words = 0;
    });
    return longest;
}

std::string folded(std::string_view text) {
    std::string made;
    each_piece(text, [&](std::string_view piece) {
        if (!made.empty()) made += ' ';
        for (const char letter : piece) {
            const bool after_c3 = made.ends_with('\xC3');
            const auto octet = static_cast<unsigned char>(letter);
            const bool capital = (letter >= 'A' && letter <= 'Z') ||
                                 (after_c3 && octet >= 0x80 && octet <= 0x9E && octet != 0x97);
            made += capital ? static_cast<char>(octet + 0x20) : letter;
        }
    });
    return made;
}

std::string_view word_beginning(std::string_view text, std::string_view stem) {
    for (auto at = text.find(stem); at != text.npos; at = text.find(stem, at + 1)) {
        if (at > 0 && is_letter(text[at - 1])) continue;
        auto end = at + stem.size();
        while (end < text.size() && is_letter(text[end]))
            ++end;
        return text.substr(at, end - at);
    }
    return {};
}

std::vector<std::string> buzz_words(std::string_view text, std::string_view locale) {
    std::vector<std::string> found;
    for (const auto words : {std::span<const std::string_view>{english}, words_of(locale)})
        for (const std::string_view stem : words) {
            const auto word = word_beginning(text, stem);
            if (!word.empty() && std::ranges::find(found, word) == found.end())
                found.emplace_back(word);
        }
    return found;
}

}  // namespace waymark::server
