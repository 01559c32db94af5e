#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wallboard/view/scene.hpp"
#include "wallboard/view/text.hpp"
#include "wallboard/view/theme.hpp"

namespace waymark::wallboard {

/// A unit is chosen so that an em of 32 of them has capitals seen under 16 minutes of arc: two
/// units are one minute, whatever the screen.
constexpr float arc(float minutes) {
    return 2 * minutes;
}

/// Ems in units.
inline constexpr float least_text = arc(16);  ///< no text is smaller
inline constexpr float label_text = arc(22);  ///< what labels and sentences should have
inline constexpr float value_text = arc(30);  ///< no tile's value is smaller
inline constexpr float hero_text = arc(45);

/// A line of text that was fitted, in which style, and how wide, in units.
struct FittedLine {
    std::string text;
    TextStyle style;
    float width = 0;
    bool whole = true;    ///< else it had to be cut: the layout should do without
    bool broken = false;  ///< a word of its sentence had to be broken
};

/// How a line is to be set: the ems, in units, from the one wished for down to the least.
struct Setting {
    Face face = Face::medium;
    float wished = least_text;
    float least = least_text;
    bool tabular = false;
};

struct LayoutMemory;

/// What all of a layout shares. The theme, the measure and the memory outlive it.
struct Sheet {
    const TextMeasure& measure;
    const Theme& theme;
    float unit;                      ///< pixels
    LayoutMemory* memory = nullptr;  ///< of earlier frames; null: none
};

/// Puts items into one widget. Takes lengths in units and turns them into whole pixels. Counts the
/// texts it had to cut.
class Pen {
public:
    Pen(const Sheet& sheet, std::string name, Rect units);

    const Theme& theme() const { return sheet_.theme; }

    /// The first size at which `text` is at most `room` wide; at the last one with an ellipsis.
    FittedLine fit(std::string_view text, const Setting& setting, float room) const;
    /// As `fit`, but on up to `most` lines of about the same width at the first size that has room;
    /// at least one, if empty. At the last size a word that is wider than the room is broken.
    std::vector<FittedLine> wrap(std::string_view text, const Setting& setting, float room,
                                 std::size_t most) const;
    /// How wide the text is at the size wished for.
    float width(std::string_view text, const Setting& setting) const;

    /// The line's em.
    float em(const FittedLine& line) const {
        return static_cast<float>(line.style.size) / sheet_.unit;
    }
    /// Height of the line's capitals.
    float cap(const FittedLine& line) const {
        return sheet_.measure.cap_height() * static_cast<float>(line.style.size) / sheet_.unit;
    }

    /// Puts capitals centred on `middle`. Returns where the text ends.
    float put(const FittedLine& line, float x, float middle, Color color, Color behind);
    void put_right(const FittedLine& line, float right, float middle, Color color, Color behind);
    /// As `put`, and what changes there fades.
    float put_value(const FittedLine& line, float x, float middle, Color color, Color behind);

    void box(Rect rect, Color fill, float upper_radius, float lower_radius);
    void frame(Rect rect, Color color, float radius, float thickness);
    void sign(State state, float x, float middle, float radius);
    void dark_sign(State state, float x, float middle, float radius);
    void glyph(Glyph::Kind kind, float x, float middle, float radius, Color color);
    void dashes(float x, float y, float length, Color color);
    /// Turned by radians; sides given by their halves.
    void flake(Spot center, float half_length, float half_width, float turn, Color color);
    /// A line that is level at both ends; `from` is the left one.
    void bend(Spot from, Spot to, bool dashed, Color color);
    void curve(const std::vector<Spot>& spots, float floor, Color color);

    /// Whoever clicks within asks about that; nothing is no touch.
    void touch(Rect rect, About about);

    Widget finish();

    /// To go back to when a try did not fit.
    struct Mark {
        std::size_t items;
        std::size_t touches;
        int cuts;
    };
    Mark mark() const { return {widget_.items.size(), widget_.touches.size(), widget_.cuts}; }
    void back_to(const Mark& mark) {
        widget_.items.edit().resize(mark.items, Item{Box{}});
        widget_.touches.resize(mark.touches);
        widget_.cuts = mark.cuts;
    }

private:
    TextStyle style(const Setting& setting, float size) const;
    FittedLine line(std::string_view text, const TextStyle& style) const;
    FittedLine cut(std::string_view text, const TextStyle& style, float room) const;
    std::vector<std::string> pieces_of(std::string_view word, const TextStyle& style,
                                       float room) const;
    std::vector<std::string> broken(std::string_view word, const TextStyle& style,
                                    float room) const;
    std::vector<std::string> lines_of(std::string_view text, const TextStyle& style,
                                      float room) const;
    Rect pixels(const Rect& units) const;

    const Sheet& sheet_;
    Widget widget_;
};

}  // namespace waymark::wallboard
