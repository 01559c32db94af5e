#include "wallboard/layout/grid.hpp"
#include "wallboard/layout/parts.hpp"
#include "wallboard/layout/scenes.hpp"

namespace waymark::wallboard {
namespace {

constexpr float headline_height = 70;

}  // namespace

int lay_numbers(const Sheet& sheet, const NumbersView& numbers, Rect rect, int page,
                std::vector<Widget>& widgets) {
    if (numbers.tiles.empty()) {
        widgets.push_back(lay_sentence(sheet, "nothing", numbers.nothing, rect));
        return 1;
    }
    const GridPlan plan = plan_grid(sheet, numbers.tiles, rect, true);
    lay_grid(sheet, numbers.tiles, rect, plan, page % plan.pages, widgets);
    return plan.pages;
}

int lay_number(const Sheet& sheet, const NumberView& number, Rect rect, int page,
               std::vector<Widget>& widgets) {
    if (!number.headline.empty()) {
        Pen pen(sheet, "headline", {rect.x, rect.y, rect.w, headline_height});
        const auto line = pen.fit(number.headline, {Face::semibold, 60, least_text, false}, rect.w);
        pen.put(line, rect.x, rect.y + headline_height / 2, sheet.theme.ink,
                sheet.theme.background);
        widgets.push_back(pen.finish());
        rect.y += headline_height;
        rect.h -= headline_height;
    }
    const auto count = static_cast<int>(number.tiles.size());
    if (count == 0) return 1;
    const std::vector<TileView> one{number.tiles[static_cast<std::size_t>(page % count)]};
    lay_grid(sheet, one, rect, plan_grid(sheet, one, rect, false), 0, widgets);
    return count;
}

}  // namespace waymark::wallboard
