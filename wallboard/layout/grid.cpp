#include "wallboard/layout/grid.hpp"

#include <algorithm>
#include <array>

#include "wallboard/layout/memory.hpp"

namespace waymark::wallboard {
namespace {

constexpr float gap = 12;
constexpr float best_shape = 1.6F;  // width to height of a tile

struct Cell {
    float w, h;
};

Cell cell_of(Rect rect, int columns, int rows) {
    return {(rect.w + gap) / static_cast<float>(columns) - gap,
            (rect.h + gap) / static_cast<float>(rows) - gap};
}

bool all_fit(const Sheet& sheet, const std::vector<TileView>& tiles, Cell cell, Detail detail) {
    return std::ranges::all_of(tiles, [&](const TileView& tile) {
        return tile_fits(sheet, tile, cell.w, cell.h, detail);
    });
}

/// Every shape of a grid that holds `count` cells and has no row or column too many; the best
/// first.
std::vector<GridPlan> shapes(int count, Rect rect) {
    std::vector<std::pair<float, GridPlan>> scored;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        if ((columns - 1) * rows >= count) continue;
        const Cell cell = cell_of(rect, columns, rows);
        const int empty = columns * rows - count;
        const float score =
            std::min(cell.w / best_shape, cell.h) * (1 - 0.08F * static_cast<float>(empty));
        scored.emplace_back(-score, GridPlan{.columns = columns, .rows = rows});
    }
    std::ranges::stable_sort(scored, {}, [](const auto& each) { return each.first; });
    std::vector<GridPlan> plans;
    for (const auto& [score, plan] : scored)
        plans.push_back(plan);
    return plans;
}

/// How much larger the tiles can be set than the rest.
float scale_of(const Sheet& sheet, const std::vector<TileView>& tiles, Cell cell, Detail detail) {
    const float wished = std::clamp(std::min(cell.w / 560, cell.h / 360), 1.0F, 1.8F);
    for (float scale = wished; scale > 1.05F; scale -= 0.1F) {
        const Sheet larger{sheet.measure, sheet.theme, sheet.unit * scale};
        if (all_fit(larger, tiles, {cell.w / scale, cell.h / scale}, detail)) return scale;
    }
    return 1;
}

/// The largest type that does for most of them: no more than a quarter is set smaller.
TileType common_type(const Sheet& sheet, const std::vector<TileView>& tiles, Cell cell,
                     const GridPlan& plan) {
    const Sheet larger{sheet.measure, sheet.theme, sheet.unit * plan.scale};
    std::vector<float> titles, values;
    for (const TileView& tile : tiles) {
        const TileType own =
            tile_type(larger, tile, cell.w / plan.scale, cell.h / plan.scale, plan.detail);
        titles.push_back(own.title);
        values.push_back(own.value);
    }
    const auto common = [](std::vector<float>& sizes) {
        const auto quarter = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 4);
        std::ranges::nth_element(sizes, quarter);
        return *quarter;
    };
    return {common(titles), common(values)};
}

}  // namespace

namespace {

GridPlan made_plan(const Sheet& sheet, const std::vector<TileView>& tiles, Rect rect,
                   bool may_turn) {
    const int count = static_cast<int>(tiles.size());
    constexpr std::array details{Detail::everything, Detail::no_curve, Detail::no_trend,
                                 Detail::no_target,  Detail::no_why,   Detail::essential};
    int tried = 0;
    for (int pages = 1; pages <= (may_turn ? count : 1); ++pages) {
        const int each = (count + pages - 1) / pages;
        if (each == tried) continue;
        tried = each;
        const auto candidates = shapes(each, rect);
        for (const Detail detail : details)
            for (GridPlan plan : candidates) {
                const Cell cell = cell_of(rect, plan.columns, plan.rows);
                if (!all_fit(sheet, tiles, cell, detail)) continue;
                plan.detail = detail;
                plan.pages = pages;
                plan.scale = scale_of(sheet, tiles, cell, detail);
                plan.type = common_type(sheet, tiles, cell, plan);
                return plan;
            }
    }
    return {.pages = may_turn ? std::max(count, 1) : 1,
            .detail = Detail::essential,
            .whole = count == 0};
}

}  // namespace

GridPlan plan_grid(const Sheet& sheet, const std::vector<TileView>& tiles, Rect rect,
                   bool may_turn) {
    if (!sheet.memory) return made_plan(sheet, tiles, rect, may_turn);
    if (const auto* known = sheet.memory->grids.find(tiles, {}, rect, may_turn)) return *known;
    const GridPlan plan = made_plan(sheet, tiles, rect, may_turn);
    sheet.memory->grids.keep(tiles, {}, rect, may_turn, plan);
    return plan;
}

void lay_grid(const Sheet& sheet, const std::vector<TileView>& tiles, Rect rect,
              const GridPlan& plan, int page, std::vector<Widget>& widgets) {
    const Cell cell = cell_of(rect, plan.columns, plan.rows);
    const Sheet larger{sheet.measure, sheet.theme, sheet.unit * plan.scale};
    const auto first = static_cast<std::size_t>(page * plan.per_page());
    const auto last = std::min(tiles.size(), first + static_cast<std::size_t>(plan.per_page()));
    for (std::size_t i = first; i < last; ++i) {
        const auto place = static_cast<int>(i - first);
        const auto column = static_cast<float>(place % plan.columns);
        const auto row = static_cast<float>(place / plan.columns);
        const float s = plan.scale;
        const Rect at{(rect.x + column * (cell.w + gap)) / s, (rect.y + row * (cell.h + gap)) / s,
                      cell.w / s, cell.h / s};
        const auto make = [&] { return lay_tile(larger, tiles[i], at, plan.detail, plan.type); };
        widgets.push_back(sheet.memory ? sheet.memory->tiles.get(tiles[i].kpi.text, tiles[i], at,
                                                                 plan.detail, plan.type, make)
                                       : make());
    }
}

}  // namespace waymark::wallboard
