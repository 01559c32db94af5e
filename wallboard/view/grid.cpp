#include <algorithm>

#include "wallboard/view/panels.hpp"

namespace waymark::wallboard {
namespace {

constexpr float gap = 12;
// Below this a tile can't say everything legibly.
constexpr float least_full_width = 375;
constexpr float least_brief_width = 360;
constexpr float least_brief_height = 172;
constexpr float best_shape = 1.6F;  // width : height

struct Grid {
    int columns = 1;
    int rows = 1;
};

int most_that_fit(float length, float least) {
    return std::max(1, static_cast<int>((length + gap) / (least + gap)));
}

float least_width_of(Detail detail) {
    return detail == Detail::full ? least_full_width : least_brief_width;
}
float least_height_of(Detail detail) {
    return detail == Detail::full ? full_tile_height : least_brief_height;
}

/// The grid with the largest well-shaped tiles; empty places count against it.
Grid best_grid(int tiles, const Rect& rect, Detail detail) {
    const float least_width = least_width_of(detail);
    const float least_height = least_height_of(detail);
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

std::size_t tile_room(const Rect& rect, Detail detail) {
    return static_cast<std::size_t>(most_that_fit(rect.w, least_width_of(detail))) *
           static_cast<std::size_t>(most_that_fit(rect.h, least_height_of(detail)));
}

std::size_t lay_tiles(const Sheet& sheet, const View& view, Rect rect, Detail detail,
                      std::vector<Widget>& widgets) {
    const Grid grid = best_grid(static_cast<int>(view.tiles.size()), rect, detail);
    const auto shown =
        std::min(view.tiles.size(), static_cast<std::size_t>(grid.columns * grid.rows));
    const float w = (rect.w + gap) / static_cast<float>(grid.columns) - gap;
    const float h = (rect.h + gap) / static_cast<float>(grid.rows) - gap;
    // Few tiles are large ones: then all in them grows.
    const float scale = std::clamp(std::min(w / 640, h / 420), 1.0F, 1.8F);
    const Sheet larger{sheet.measure, sheet.theme, sheet.unit * scale};
    const auto scaled = [&](Rect at) {
        return Rect{at.x / scale, at.y / scale, at.w / scale, at.h / scale};
    };
    for (std::size_t i = 0; i < shown; ++i) {
        const auto column = static_cast<float>(i % static_cast<std::size_t>(grid.columns));
        const std::size_t lines_above = i / static_cast<std::size_t>(grid.columns);
        const auto line = static_cast<float>(lines_above);
        const Rect at{rect.x + column * (w + gap), rect.y + line * (h + gap), w, h};
        widgets.push_back(lay_tile(larger, view.tiles[i], scaled(at)));
    }
    return view.tiles.size() - shown;
}

}  // namespace waymark::wallboard
