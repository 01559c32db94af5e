#pragma once

#include <vector>

#include "wallboard/layout/pen.hpp"
#include "wallboard/present/view.hpp"

namespace waymark::wallboard {

// Each scene fills `rect`, in units, with widgets of page `page` (0 is the first; one beyond the
// last begins again). They return how many pages there are.

int lay_wall(const Sheet& sheet, const WallView& wall, Rect rect, int page,
             std::vector<Widget>& widgets);
int lay_numbers(const Sheet& sheet, const NumbersView& numbers, Rect rect, int page,
                std::vector<Widget>& widgets);
int lay_number(const Sheet& sheet, const NumberView& number, Rect rect, int page,
               std::vector<Widget>& widgets);
int lay_celebration(const Sheet& sheet, const CelebrationView& view, Rect rect,
                    std::vector<Widget>& widgets);

}  // namespace waymark::wallboard
