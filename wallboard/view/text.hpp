#pragma once

#include <string_view>

#include "wallboard/view/scene.hpp"

namespace waymark::wallboard {

/// How wide texts are. What it says is what the drawing does.
class TextMeasure {
public:
    virtual ~TextMeasure() = default;
    /// Pixels from the first glyph's start to the last one's end.
    virtual float width(std::string_view text, const TextStyle& style) const = 0;
    /// Height of a capital letter or digit, in em.
    virtual float cap_height() const = 0;
};

}  // namespace waymark::wallboard
