#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wallboard/layout/pen.hpp"

namespace waymark::wallboard {

// What the scenes put their parts on.

inline constexpr float card_radius = 14;
inline constexpr float card_pad = 20;

/// What a card stands on that says how something is: of its own colour only where that is abnormal.
Color card_color(const Theme& theme, State state);
/// With a border only off target: many cards together would else be a loud wall.
void put_card(Pen& pen, Rect rect, State state);

/// How much of 1 there is; nothing known is an empty bar.
void put_bar(Pen& pen, Rect rect, std::optional<float> share, State state);

/// The text, or where that would be cut what stands for it, if there is something.
std::vector<FittedLine> wrap_name(const Pen& pen, const std::string& text, const std::string& label,
                                  const Setting& setting, float room, std::size_t most);

/// How wide its widest word is: in less room it would be broken.
float widest_word(const Pen& pen, std::string_view text, const Setting& setting);

bool all_whole(const std::vector<FittedLine>& lines);

/// What the scene is called, at the left of an area that has room for it; else it is left out.
void put_heading(Pen& pen, const std::string& text, Rect rect);
/// The same in a widget of its own; as high as `heading_height`.
Widget lay_heading(const Sheet& sheet, const std::string& text, Rect rect);
inline constexpr float heading_height = 66;

}  // namespace waymark::wallboard
