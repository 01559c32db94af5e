#pragma once

#include <vector>

#include "wallboard/layout/pen.hpp"
#include "wallboard/present/view.hpp"

namespace waymark::wallboard {

// The parts of a screen that scenes share. Rectangles are in units; each function fills one widget.

/// Between parts, in units; and between them and the border of the screen.
inline constexpr float part_gap = 12;
inline constexpr float screen_margin = 28;

/// As much as fits legibly; what gives way first: the place, the counts, the date. The height
/// follows from the width: one row, or two; of a `low` screen always one.
Widget lay_header(const Sheet& sheet, const HeaderView& header, Rect rect, bool low);
float header_height(const Sheet& sheet, const HeaderView& header, float width, bool low);

/// The vision's headline and the pinned KPIs.
Widget lay_strip(const Sheet& sheet, const StripView& strip, Rect rect);
/// 0: there is nothing to show.
float strip_height(const Sheet& sheet, const StripView& strip, float width);

/// The bottom line: a band, or the legend; on its right which page this is.
Widget lay_bottom(const Sheet& sheet, const BottomView& bottom, const std::string& page, Rect rect);
/// 0: there is nothing to show.
float bottom_height(const Sheet& sheet, const BottomView& bottom, const std::string& page,
                    float width);

/// A statement of the charter after its label, from `column` on, on as many lines as it takes.
Widget lay_statement(const Sheet& sheet, const std::string& name, const StatementView& statement,
                     float column, Rect rect);
float statement_height(const Sheet& sheet, const StatementView& statement, float column,
                       float width);
/// The least column: its label's width and the space after it.
float statement_column(const Sheet& sheet, const StatementView& statement);

/// The objectives with their CSFs, in `columns` columns, as fully as the height allows; above them
/// a statement, unless it is empty.
Widget lay_objectives(const Sheet& sheet, const StatementView& above, const CharterView& charter,
                      Rect rect, int columns);
/// The heights it can take, from the one at which nothing is left out downwards.
std::vector<float> objectives_heights(const Sheet& sheet, const CharterView& charter, float width,
                                      int columns);
/// The objectives without their CSFs, side by side, for walls without room for more; where even
/// that is too much, only the one that lags most.
Widget lay_objective_strip(const Sheet& sheet, const CharterView& charter, Rect rect);
float objective_strip_height(const Sheet& sheet, const CharterView& charter, float width);

Widget lay_waiting(const Sheet& sheet, const WaitingView& waiting, Rect rect);
/// One sentence in the middle of an area.
Widget lay_sentence(const Sheet& sheet, const std::string& name, const std::string& text,
                    Rect rect);

}  // namespace waymark::wallboard
