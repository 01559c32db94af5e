#pragma once

#include "wallboard/layout/pen.hpp"
#include "wallboard/leads/panel_view.hpp"

namespace waymark::wallboard {

/// A panel, laid out.
struct LaidPanel {
    Widget widget;
    std::size_t first = 0;       ///< the first row that is shown
    std::size_t shown = 0;       ///< whole rows that are
    std::size_t last_first = 0;  ///< the first row when scrolled to the end
};

/// Fills `rect`, in units, from row `first` on. Whole rows only: nothing is cut.
LaidPanel lay_panel(const Sheet& sheet, const PanelView& view, std::size_t first, Rect rect);

/// Returns the height it takes: one row, or as many as it needs.
float toolbar_height(const Sheet& sheet, const ToolbarView& view, float width);
Widget lay_toolbar(const Sheet& sheet, const ToolbarView& view, Rect rect);

// Parts of a panel.

inline constexpr float panel_line = 44;  ///< of text, with the space to the next one
inline constexpr Setting panel_text{Face::medium, 34, least_text, false};
inline constexpr Setting panel_strong{Face::semibold, 34, least_text, false};
inline constexpr Setting panel_small{Face::medium, least_text, least_text, false};

/// A button with its text; returns where it ends.
float button_width(const Pen& pen, const Choice& choice);
void put_button(Pen& pen, const Choice& choice, Rect rect);
/// As many rows of them as they need; returns the lower end.
float put_choices(Pen& pen, const std::vector<Choice>& choices, Rect rect);

float row_height(const Pen& pen, const Row& row, float width);
void put_row(Pen& pen, const Row& row, Rect rect);

void put_chart(Pen& pen, const ChartView& chart, Rect rect);

}  // namespace waymark::wallboard
