#include "wallboard/view/text_runs.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace waymark::wallboard {
namespace {

constexpr std::size_t most_texts = 8192;
constexpr std::size_t places = 2 * most_texts;  // a power of two, half of them free
constexpr std::size_t most_octets = 256 * 1024;
constexpr std::size_t most_glyphs = 128 * 1024;

std::uint64_t hash_of(std::string_view text, const TextStyle& style) {
    std::uint64_t hash = std::hash<std::string_view>{}(text);
    const std::uint64_t set = static_cast<std::uint64_t>(style.size) << 34 |
                              static_cast<std::uint64_t>(style.face) << 33 |
                              std::uint64_t{style.tabular} << 32 |
                              std::bit_cast<std::uint32_t>(style.tracking);
    hash ^= set * 0x9E3779B97F4A7C15ULL;
    return hash ^ hash >> 29;
}

}  // namespace

TextRuns::TextRuns() {
    places_.resize(places);
    entries_.reserve(most_texts);
    texts_.reserve(most_octets);
    glyphs_.reserve(most_glyphs);
}

std::size_t TextRuns::place_of(std::uint64_t hash, std::string_view text,
                               const TextStyle& style) const {
    std::size_t at = hash & (places - 1);
    for (; places_[at] != 0; at = (at + 1) & (places - 1)) {
        const Entry& entry = entries_[places_[at] - 1];
        if (entry.hash == hash && entry.style == style &&
            std::string_view{texts_.data() + entry.text, entry.octets} == text)
            break;
    }
    return at;
}

std::optional<SetText> TextRuns::find(std::string_view text, const TextStyle& style) const {
    const std::size_t at = place_of(hash_of(text, style), text, style);
    if (places_[at] == 0) return std::nullopt;
    const Entry& entry = entries_[places_[at] - 1];
    return SetText{entry.width, {glyphs_.data() + entry.first, entry.glyphs}};
}

void TextRuns::add(std::string_view text, const TextStyle& style, const SetText& set) {
    if (text.size() > most_octets / 8 || set.glyphs.size() > most_glyphs / 8) return;
    if (entries_.size() == most_texts || texts_.size() + text.size() > most_octets ||
        glyphs_.size() + set.glyphs.size() > most_glyphs)
        forget_all();
    const std::uint64_t hash = hash_of(text, style);
    const std::size_t at = place_of(hash, text, style);
    if (places_[at] != 0) return;
    entries_.push_back({hash, style, static_cast<std::uint32_t>(texts_.size()),
                        static_cast<std::uint32_t>(text.size()),
                        static_cast<std::uint32_t>(glyphs_.size()),
                        static_cast<std::uint32_t>(set.glyphs.size()), set.width});
    places_[at] = static_cast<std::uint32_t>(entries_.size());
    texts_.insert(texts_.end(), text.begin(), text.end());
    glyphs_.insert(glyphs_.end(), set.glyphs.begin(), set.glyphs.end());
}

void TextRuns::forget_all() {
    std::ranges::fill(places_, 0);
    entries_.clear();
    texts_.clear();
    glyphs_.clear();
}

}  // namespace waymark::wallboard
