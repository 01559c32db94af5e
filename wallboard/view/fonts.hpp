#pragma once

#include <memory>
#include <vector>

#include "shared/base/result.hpp"
#include "wallboard/view/options.hpp"
#include "wallboard/view/text.hpp"
#include "wallboard/view/text_runs.hpp"

namespace waymark::wallboard {

/// Coverage of a glyph, 0..255, rows from the top; `left` and `top` from the pen position on the
/// baseline to the bitmap's upper left corner, `top` upwards.
struct GlyphBitmap {
    int width = 0;
    int height = 0;
    int left = 0;
    int top = 0;
    std::vector<std::uint8_t> coverage;
};

/// The wall's typeface, Inter Display, with Noto Sans for what it lacks, by FreeType. One thread.
class Fonts : public TextMeasure {
public:
    /// Fails naming the font file that is missing and the package that has it.
    [[nodiscard]] static Result<std::unique_ptr<Fonts>> load(const FontOptions& options);

    /// The text's glyphs and width. Valid until the next text is set or measured.
    virtual SetText set(std::string_view text, const TextStyle& style) const = 0;
    /// The glyph at `size` pixels an em, shifted right by `shift` (0 .. 1) pixels.
    virtual GlyphBitmap rasterise(std::uint32_t font, std::uint32_t glyph, int size,
                                  float shift) const = 0;
};

}  // namespace waymark::wallboard
