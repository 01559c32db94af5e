#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/shared_list.hpp"
#include "shared/model/state.hpp"
#include "wallboard/view/options.hpp"
#include "wallboard/view/touch.hpp"

namespace waymark::wallboard {

/// All lengths are pixels of the frame buffer; y runs downwards.
struct Spot {
    float x = 0;
    float y = 0;
    bool operator==(const Spot&) const = default;
};

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;
    float right() const { return x + w; }
    float bottom() const { return y + h; }
    bool contains(const Rect& other) const;
    bool overlaps(const Rect& other) const;
    float area() const { return w * h; }
    bool operator==(const Rect&) const = default;
};

struct Color {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;
    bool operator==(const Color&) const = default;
};

enum class Face { medium, semibold };

/// How a text is set: `size` is the em in whole pixels; with `tabular` all digits are equally wide;
/// `tracking` is added after each glyph, in em.
struct TextStyle {
    Face face = Face::medium;
    int size = 0;
    bool tabular = false;
    float tracking = 0;
    bool operator==(const TextStyle&) const = default;
};

/// One line of text, from `x` on, standing on `baseline`.
struct TextRun {
    float x = 0;
    float baseline = 0;
    float width = 0;
    TextStyle style;
    Color color;
    Color behind;  ///< what it stands on: for the contrast it must have
    std::string text;
    bool fades = false;  ///< when the text changes, the old one goes over into the new one
    bool operator==(const TextRun&) const = default;
};

/// A filled rectangle, its upper and lower corners rounded apart.
struct Box {
    Rect rect;
    Color fill;
    float upper_radius = 0;
    float lower_radius = 0;
    bool operator==(const Box&) const = default;
};

/// The border of a rounded rectangle, drawn inwards.
struct Frame {
    Rect rect;
    Color color;
    float radius = 0;
    float thickness = 1;
    bool operator==(const Frame&) const = default;
};

/// A smooth curve through the spots, with an area below that fades out at `floor`, and a dot at
/// its end.
struct Curve {
    std::vector<Spot> spots;
    float floor = 0;
    float thickness = 2;
    Color color;
    bool operator==(const Curve&) const = default;
};

/// A dashed level line.
struct Dashes {
    Spot from;
    float length = 0;
    float thickness = 1;
    Color color;
    bool operator==(const Dashes&) const = default;
};

/// A line between two spots that is level at both ends: an S where their heights differ.
struct Bend {
    Spot from;  ///< the left end
    Spot to;
    float thickness = 1;
    bool dashed = false;
    Color color;
    bool operator==(const Bend&) const = default;
};

/// The vector sign of a state; `ink` is what is cut into it.
struct StateSign {
    State state = State::unknown;
    Spot center;
    float radius = 0;
    Color color;
    Color ink;
    bool operator==(const StateSign&) const = default;
};

/// A small sign beside a text.
struct Glyph {
    enum class Kind {
        up,
        down,
        steady,
        up_hollow,
        down_hollow,
        target,
        dot,
        compass,
        incident,  ///< on a sparkline: something broke then
        release,   ///< on a sparkline: something was changed then
    };
    Kind kind = Kind::dot;
    Spot center;
    float radius = 0;
    Color color;
    bool operator==(const Glyph&) const = default;
};

/// A piece of confetti: a rectangle turned about its centre.
struct Flake {
    Spot center;
    float half_length = 0;
    float half_width = 0;
    float turn = 0;  ///< radians, clockwise
    Color color;
    bool operator==(const Flake&) const = default;
};

using Item = std::variant<TextRun, Box, Frame, Curve, Dashes, Bend, StateSign, Glyph, Flake>;

/// Where in a widget something can be asked about.
struct Touch {
    Rect rect;
    About about;
    bool operator==(const Touch&) const = default;
};

/// A part of the wall that is drawn as a whole. All its items lie within `rect`; widgets never
/// overlap.
struct Widget {
    std::string name;  ///< "header", "tile service_level"
    Rect rect;
    SharedList<Item> items;
    std::uint64_t hash = 0;      ///< of everything visible in it
    int cuts = 0;                ///< texts that did not fit and were cut
    std::vector<Touch> touches;  ///< nothing of them is visible; later ones lie above earlier ones
    bool operator==(const Widget&) const = default;
};

/// A text that is about to become the one that took its place.
struct Fade {
    std::size_t widget = 0;  ///< in the scene
    std::size_t item = 0;    ///< in the widget: the new text
    TextRun from;
    float share = 0;  ///< how much of the new text is there, 0..1
    bool operator==(const Fade&) const = default;
};

/// A wall, ready to be drawn.
struct DrawnScene {
    PixelSize size{0, 0};
    Color background;
    std::vector<Widget> widgets;
    std::vector<Fade> fades;
    bool operator==(const DrawnScene&) const = default;
};

/// The widget as far to the right and down.
Widget moved(Widget widget, Spot by);
/// The same of an item.
void move(Item& item, Spot by);

/// Hash of a widget's rectangle and items.
std::uint64_t hash_of(const Widget& widget);

}  // namespace waymark::wallboard
