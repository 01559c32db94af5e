#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "wallboard/view/scene.hpp"

namespace waymark::wallboard {

/// A glyph of one of the loaded fonts, `x` pixels from the start of its text.
struct PlacedGlyph {
    std::uint32_t font = 0;
    std::uint32_t glyph = 0;
    float x = 0;
    bool operator==(const PlacedGlyph&) const = default;
};

/// A text that was set: how wide it is and where its glyphs stand.
struct SetText {
    float width = 0;
    std::span<const PlacedGlyph> glyphs;
};

/// Texts that were set, so that each is set once however often it is measured and drawn. Has room
/// for what some walls say; full, it forgets all. Allocates only when it is made. One thread.
class TextRuns {
public:
    TextRuns();

    /// Valid until the next `add`.
    std::optional<SetText> find(std::string_view text, const TextStyle& style) const;
    /// A text that is not in it; one that is too long for it is not kept.
    void add(std::string_view text, const TextStyle& style, const SetText& set);

private:
    struct Entry {
        std::uint64_t hash = 0;
        TextStyle style;
        std::uint32_t text = 0, octets = 0;   ///< where in `texts_`
        std::uint32_t first = 0, glyphs = 0;  ///< where in `glyphs_`
        float width = 0;
    };
    std::size_t place_of(std::uint64_t hash, std::string_view text, const TextStyle& style) const;
    void forget_all();

    std::vector<std::uint32_t> places_;  ///< 1 + an index into `entries_`; 0: free
    std::vector<Entry> entries_;
    std::vector<char> texts_;
    std::vector<PlacedGlyph> glyphs_;
};

}  // namespace waymark::wallboard
