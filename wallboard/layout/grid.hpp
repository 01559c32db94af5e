#pragma once

#include <optional>
#include <vector>

#include "wallboard/layout/tile.hpp"

namespace waymark::wallboard {

/// How tiles share an area: the same for every page, so that a place means the same KPI.
struct GridPlan {
    int columns = 1;
    int rows = 1;
    int pages = 1;
    Detail detail = Detail::everything;
    float scale = 1;  ///< few tiles are large ones: then all in them grows
    TileType type;
    bool whole = true;  ///< else not even one tile a page is legible
    int per_page() const { return columns * rows; }
};

/// The plan with the fewest pages; among those the one that says most, and the best shape. Unless
/// `may_turn`, there is one page.
GridPlan plan_grid(const Sheet& sheet, const std::vector<TileView>& tiles, Rect rect,
                   bool may_turn);

/// The same plan for tiles of which some grew, with the type that they need; none, when they have
/// no room in it.
std::optional<GridPlan> grown_plan(const Sheet& sheet, const std::vector<TileView>& tiles,
                                   Rect rect, GridPlan plan);

/// Lays the tiles of a page (0 is the first).
void lay_grid(const Sheet& sheet, const std::vector<TileView>& tiles, Rect rect,
              const GridPlan& plan, int page, std::vector<Widget>& widgets);

}  // namespace waymark::wallboard
