#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "wallboard/view/scene.hpp"
#include "wallboard/view/text.hpp"
#include "wallboard/view/theme.hpp"

namespace waymark::wallboard {

/// The smallest text of every wall, in units: what a unit is in pixels is chosen so that this is
/// just legible at the screen's distance.
inline constexpr float least_text = 32;

/// A line that was fitted: what is left of the text, in which style, and how wide, in units.
struct FittedLine {
    std::string text;
    TextStyle style;
    float width = 0;
};

/// How a line is to be set: the sizes, in units, to walk down until it fits.
struct Setting {
    Face face = Face::medium;
    std::initializer_list<float> sizes;
    bool tabular = false;
};

/// What all of a layout shares. The theme and the measure outlive it.
struct Sheet {
    const TextMeasure& measure;
    const Theme& theme;
    float unit;  ///< pixels
};

/// Puts items into one widget. Takes lengths in units and turns them into whole pixels.
class Pen {
public:
    Pen(const Sheet& sheet, std::string name, Rect units);

    const Theme& theme() const { return sheet_.theme; }

    /// The first size at which `text` is at most `room` wide; at the last one with an ellipsis.
    FittedLine fit(std::string_view text, const Setting& setting, float room) const;
    /// As `fit`, but on up to `most` lines of about the same width at the first size that has room;
    /// at least one, if empty.
    std::vector<FittedLine> wrap(std::string_view text, const Setting& setting, float room,
                                 std::size_t most) const;

    /// Height of the line's capitals.
    float cap(const FittedLine& line) const {
        return sheet_.measure.cap_height() * static_cast<float>(line.style.size) / sheet_.unit;
    }

    /// Puts capitals centred on `middle`. Returns where the text ends.
    float put(const FittedLine& line, float x, float middle, Color color, Color behind);
    void put_right(const FittedLine& line, float right, float middle, Color color, Color behind);

    void box(Rect rect, Color fill, float upper_radius, float lower_radius);
    void frame(Rect rect, Color color, float radius, float thickness);
    void sign(State state, float x, float middle, float radius);
    void dark_sign(State state, float x, float middle, float radius);
    void glyph(Glyph::Kind kind, float x, float middle, float radius, Color color);
    void dashes(float x, float y, float length, Color color);
    void curve(const std::vector<Spot>& spots, float floor, Color color);

    Widget finish();

    /// To go back to when a try did not fit.
    std::size_t mark() const { return widget_.items.size(); }
    void back_to(std::size_t mark) { widget_.items.resize(mark, Item{Box{}}); }

private:
    TextStyle style(const Setting& setting, float size) const;
    FittedLine line(std::string_view text, const TextStyle& style) const;
    FittedLine cut(std::string_view text, const TextStyle& style, float room) const;
    Rect pixels(const Rect& units) const;

    const Sheet& sheet_;
    Widget widget_;
};

}  // namespace waymark::wallboard
