#pragma once

#include <vector>

#include "wallboard/view/pen.hpp"
#include "wallboard/view/present.hpp"

namespace waymark::wallboard {

// The parts of a wall. Rectangles are in units; each function fills one widget, or several.

Widget lay_header(const Sheet& sheet, const HeaderView& header, Rect rect);

/// A statement of the charter and how it is set: on as many lines as it takes, `row` units each.
struct Statement {
    std::string name;
    std::string label;
    std::string text;
    Face face = Face::medium;
    float row = 46;
};

/// How wide the labels of all statements are together with the space after them.
float label_column(const Sheet& sheet, const std::vector<Statement>& statements, float width);
/// How many lines the statement takes, up to `most`.
std::size_t statement_lines(const Sheet& sheet, const Statement& statement, float column,
                            float width, std::size_t most);
/// Label and statement, the latter from `column` on.
Widget lay_statement(const Sheet& sheet, const Statement& statement, float column, Rect rect);

/// The objectives with their CSFs, in `columns` columns, as fully as the height allows.
Widget lay_objectives(const Sheet& sheet, const View& view, Rect rect, int columns);
/// The heights it can take, from the one at which nothing is left out downwards.
std::vector<float> objectives_heights(const Sheet& sheet, const View& view, float width,
                                      int columns);
/// Only the objectives that lag most, side by side, for walls without room for more.
Widget lay_objective_strip(const Sheet& sheet, const View& view, Rect rect);

/// A tile; one that is too low for everything leaves out the curve and the why line.
Widget lay_tile(const Sheet& sheet, const TileView& tile, Rect rect);
/// The height from which on a tile says everything.
inline constexpr float full_tile_height = 240;

/// How much a tile says: everything, or on far walls no curve and no why line.
enum class Detail { full, brief };

/// How many tiles fit legibly.
std::size_t tile_room(const Rect& rect, Detail detail);
/// The tiles in a grid. Returns how many did not fit.
std::size_t lay_tiles(const Sheet& sheet, const View& view, Rect rect, Detail detail,
                      std::vector<Widget>& widgets);

/// The bottom line; `hidden` tiles are mentioned in it, or in front of it.
Widget lay_bottom(const Sheet& sheet, const View& view, std::size_t hidden, Rect rect);
/// Its height: one line, or two where the text is too long for one.
float bottom_height(const Sheet& sheet, const View& view, float width);

Widget lay_waiting(const Sheet& sheet, const WaitingView& waiting, Rect rect);

}  // namespace waymark::wallboard
