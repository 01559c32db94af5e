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

/// The largest type that does for most tiles set within `within`: no more than a quarter is set
/// smaller. Its heights are the largest that any of them takes.
TileType common_type(const Sheet& larger, const std::vector<TileView>& tiles, Cell cell,
                     const GridPlan& plan, const TileType& within) {
    std::vector<float> titles, values;
    TileType common;
    common.curve_beside = true;
    for (const TileView& tile : tiles) {
        const TileType own =
            tile_type(larger, tile, cell.w / plan.scale, cell.h / plan.scale, plan.detail, within);
        titles.push_back(own.title);
        values.push_back(own.value);
        common.title_height = std::max(common.title_height, own.title_height);
        common.standing = std::max(common.standing, own.standing);
        common.reasons = std::max(common.reasons, own.reasons);
        common.curve_beside &= own.curve_beside;
    }
    const auto quarter_of = [](std::vector<float>& sizes) {
        const auto quarter = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 4);
        std::ranges::nth_element(sizes, quarter);
        return *quarter;
    };
    common.title = quarter_of(titles);
    common.value = quarter_of(values);
    return common;
}

/// With titles, values and rows on the same heights in all tiles, unless values were much smaller
/// for it.
TileType type_of(const Sheet& sheet, const std::vector<TileView>& tiles, Cell cell,
                 const GridPlan& plan) {
    constexpr float much = 0.75F;
    const Sheet larger{sheet.measure, sheet.theme, sheet.unit * plan.scale};
    TileType apart = common_type(larger, tiles, cell, plan, {});
    TileType even = common_type(
        larger, tiles, cell, plan,
        {.title_height = apart.title_height, .standing = apart.standing, .reasons = apart.reasons});
    const float room = cell.h / plan.scale - even.title_height -
                       height_of_rows(even.standing + even.reasons) - height_of_value(even.value);
    const bool aligned = even.value >= apart.value * much && room >= 0;
    TileType type = aligned ? even : apart;
    if (!aligned) type.title_height = 0, type.standing = type.reasons = 0;
    type.curve_beside &= plan.detail != Detail::everything;
    return type;
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
                plan.type = type_of(sheet, tiles, cell, plan);
                return plan;
            }
    }
    return {.pages = may_turn ? std::max(count, 1) : 1,
            .detail = Detail::essential,
            .whole = count == 0};
}

}  // namespace

std::optional<GridPlan> grown_plan(const Sheet& sheet, const std::vector<TileView>& tiles,
                                   Rect rect, GridPlan plan) {
    if (!plan.whole) return std::nullopt;
    const Cell cell = cell_of(rect, plan.columns, plan.rows);
    const Sheet larger{sheet.measure, sheet.theme, sheet.unit * plan.scale};
    if (!all_fit(larger, tiles, {cell.w / plan.scale, cell.h / plan.scale}, plan.detail))
        return std::nullopt;
    plan.type = type_of(sheet, tiles, cell, plan);
    return plan;
}

GridPlan plan_grid(const Sheet& sheet, const std::vector<TileView>& tiles, Rect rect,
                   bool may_turn) {
    if (!sheet.memory) return made_plan(sheet, tiles, rect, may_turn);
    if (const auto* known = sheet.memory->grids.find(tiles, {}, rect, may_turn)) return *known;
    // A longer number need not have everything planned anew.
    std::optional<GridPlan> grown;
    if (const auto* outgrown = sheet.memory->grids.outgrown(tiles, {}, rect, may_turn))
        grown = grown_plan(sheet, tiles, rect, *outgrown);
    const GridPlan plan = grown ? *grown : made_plan(sheet, tiles, rect, may_turn);
    sheet.memory->grids.keep(tiles, {}, rect, may_turn, plan);
    return plan;
}

void lay_grid(const Sheet& sheet, const std::vector<TileView>& tiles, Rect rect,
              const GridPlan& plan, int page, std::vector<Widget>& widgets) {
    const Cell cell = cell_of(rect, plan.columns, plan.rows);
    const Sheet larger{sheet.measure, sheet.theme, sheet.unit * plan.scale};
    const auto first = static_cast<std::size_t>(page * plan.per_page());
    const auto last = std::min(tiles.size(), first + static_cast<std::size_t>(plan.per_page()));
    const auto columns = static_cast<std::size_t>(plan.columns);
    const std::size_t last_row = (last - 1 - first) / columns * columns;
    for (std::size_t i = first; i < last; ++i) {
        const std::size_t place = i - first;
        const auto column = static_cast<float>(place % columns);
        const auto row = static_cast<float>(place / columns);
        // The last row has no empty end: its tiles share it, up to twice as wide as the others.
        const auto sharing =
            static_cast<float>(place < last_row ? columns : last - first - last_row);
        const float w = std::min((rect.w + gap) / sharing - gap, 2 * cell.w + gap);
        const float s = plan.scale;
        const Rect at{(rect.x + column * (w + gap)) / s, (rect.y + row * (cell.h + gap)) / s, w / s,
                      cell.h / s};
        const auto make = [&] { return lay_tile(larger, tiles[i], at, plan.detail, plan.type); };
        widgets.push_back(sheet.memory ? sheet.memory->tiles.get(tiles[i].kpi.text, tiles[i], at,
                                                                 plan.detail, plan.type, make)
                                       : make());
    }
}

}  // namespace waymark::wallboard
