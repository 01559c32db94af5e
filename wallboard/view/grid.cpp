#include <algorithm>

#include "wallboard/view/panels.hpp"

namespace waymark::wallboard {
namespace {

constexpr float gap = 14;
// Below this a tile can't say everything legibly.
constexpr float least_width = 388;
constexpr float least_height = 240;
constexpr float best_shape = 1.6F;  // width : height

struct Grid {
    int columns = 1;
    int rows = 1;
};

int most_that_fit(float length, float least) {
    return std::max(1, static_cast<int>((length + gap) / (least + gap)));
}

/// The grid with the largest well-shaped tiles; empty places count against it.
Grid best_grid(int tiles, const Rect& rect) {
    Grid best;
    float best_score = -1e9F;
    for (int columns = 1; columns <= most_that_fit(rect.w, least_width); ++columns)
        for (int rows = 1; rows <= most_that_fit(rect.h, least_height); ++rows) {
            const float w = (rect.w + gap) / static_cast<float>(columns) - gap;
            const float h = (rect.h + gap) / static_cast<float>(rows) - gap;
            const int missing = std::max(0, tiles - columns * rows);
            const int empty = std::max(0, columns * rows - tiles);
            const float score = std::min(w / best_shape, h) - 25 * static_cast<float>(empty) -
                                10'000 * static_cast<float>(missing);
            if (score <= best_score) continue;
            best_score = score;
            best = {columns, rows};
        }
    return best;
}

}  // namespace

std::size_t lay_tiles(const Sheet& sheet, const View& view, Rect rect,
                      std::vector<Widget>& widgets) {
    const Grid grid = best_grid(static_cast<int>(view.tiles.size()), rect);
    const auto shown =
        std::min(view.tiles.size(), static_cast<std::size_t>(grid.columns * grid.rows));
    const float w = (rect.w + gap) / static_cast<float>(grid.columns) - gap;
    const float h = (rect.h + gap) / static_cast<float>(grid.rows) - gap;
    for (std::size_t i = 0; i < shown; ++i) {
        const auto column = static_cast<float>(i % static_cast<std::size_t>(grid.columns));
        const auto line = static_cast<float>(i / static_cast<std::size_t>(grid.columns));
        widgets.push_back(lay_tile(sheet, view.tiles[i],
                                   {rect.x + column * (w + gap), rect.y + line * (h + gap), w, h}));
    }
    return view.tiles.size() - shown;
}

}  // namespace waymark::wallboard
