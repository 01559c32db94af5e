#pragma once

#include <vector>

#include "wallboard/view/pen.hpp"
#include "wallboard/view/present.hpp"

namespace waymark::wallboard {

// The parts of a wall. Rectangles are in units; each function fills one widget, or several.

Widget lay_header(const Sheet& sheet, const HeaderView& header, Rect rect);

/// Label and statement; on as many lines as `rect` has rows of `row` units.
Widget lay_statement(const Sheet& sheet, std::string name, std::string_view label,
                     std::string_view text, Rect rect, float row, Face face);
/// How many lines the statement wants, up to `most`.
std::size_t statement_lines(const Sheet& sheet, std::string_view label, std::string_view text,
                            float width, std::size_t most, Face face);

/// The objectives with their CSFs, in `columns` columns, as fully as the height allows.
Widget lay_objectives(const Sheet& sheet, const View& view, Rect rect, int columns);
/// The height at which nothing of them is left out.
float objectives_height(const Sheet& sheet, const View& view, float width, int columns);
/// Only the objectives, side by side, for walls without room for more.
Widget lay_objective_strip(const Sheet& sheet, const View& view, Rect rect);

Widget lay_tile(const Sheet& sheet, const TileView& tile, Rect rect);

/// The tiles in a grid. Returns how many did not fit.
std::size_t lay_tiles(const Sheet& sheet, const View& view, Rect rect,
                      std::vector<Widget>& widgets);

/// The bottom line; `hidden` tiles are mentioned in it, or in front of it.
Widget lay_bottom(const Sheet& sheet, const View& view, std::size_t hidden, Rect rect);
/// Its height: one line, or two where the text is too long for one.
float bottom_height(const Sheet& sheet, const View& view, float width);

Widget lay_waiting(const Sheet& sheet, const WaitingView& waiting, Rect rect);

}  // namespace waymark::wallboard
