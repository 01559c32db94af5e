#include "wallboard/view/layout.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "wallboard/view/panels.hpp"

namespace waymark::wallboard {
namespace {

constexpr float margin = 28;
constexpr float gap = 12;
constexpr float vision_row = 52;
constexpr float mission_row = 46;
// Closer than this a wall would rather show more than larger.
constexpr double densest = 0.72;
// Farther than this, in times of the reference size, nothing would fit: then legibility ends.
constexpr double widest = 3.2;

/// What a unit is, in pixels: the least text is just legible, and on a near wall not tiny.
float unit_of(const View& view, PixelSize size, float cap_height) {
    const double natural = std::min(size.width, size.height) / 1080.0;
    const double cap =
        legible_pixels(least_arc_minutes, size, view.diagonal_inches, view.distance_m);
    const double least = std::ceil(cap / cap_height) / least_text;
    return static_cast<float>(std::clamp(least, natural * densest, natural * widest));
}

void lay_nothing(const Sheet& sheet, const View& view, Rect rect, std::vector<Widget>& widgets) {
    Pen pen(sheet, "nothing", rect);
    pen.put(pen.fit(view.nothing, {Face::medium, {36, 34, 32}}, rect.w - 80), rect.x + 40,
            rect.y + rect.h / 2, sheet.theme.soft_ink, sheet.theme.background);
    widgets.push_back(pen.finish());
}

void lay_content(const Sheet& sheet, const View& view, Rect tiles, Detail detail, float width,
                 float bottom_edge, std::vector<Widget>& widgets) {
    const float height = bottom_height(sheet, view, width);
    tiles.h = bottom_edge - height - gap - tiles.y;
    std::size_t hidden = 0;
    if (view.tiles.empty())
        lay_nothing(sheet, view, tiles, widgets);
    else
        hidden = lay_tiles(sheet, view, tiles, detail, widgets);
    widgets.push_back(
        lay_bottom(sheet, view, hidden, {margin, bottom_edge - height, width, height}));
}

/// Lays the vision and, where there is room, the mission; returns where they end.
float lay_statements(const Sheet& sheet, const View& view, float y, float width, std::size_t most,
                     bool with_mission, std::vector<Widget>& widgets) {
    const bool pinned = !with_mission && !view.vision_headline.empty();
    std::vector<Statement> statements;
    statements.push_back({"vision", view.vision_label, pinned ? view.vision_headline : view.vision,
                          Face::semibold, vision_row});
    if (with_mission)
        statements.push_back(
            {"mission", view.mission_label, view.purpose, Face::medium, mission_row});
    std::erase_if(statements, [](const Statement& each) { return each.text.empty(); });
    const float column = label_column(sheet, statements, width);
    for (const Statement& statement : statements) {
        const auto lines = statement_lines(sheet, statement, column, width, most);
        const float height = statement.row * static_cast<float>(lines);
        widgets.push_back(lay_statement(sheet, statement, column, {margin, y, width, height}));
        y += height;
    }
    return y;
}

/// How high the objectives are to be, so that most tiles are seen and, with that, most of the
/// objectives is said. `room` is what both share.
float portrait_objectives(const Sheet& sheet, const View& view, float width, float room) {
    float best = 0;
    std::size_t best_tiles = 0;
    for (const float height : objectives_heights(sheet, view, width, 2)) {
        const std::size_t tiles = std::min(
            view.tiles.size(), tile_room({0, 0, width, room - height - gap}, Detail::full));
        if (best > 0 && tiles <= best_tiles) continue;
        best = height;
        best_tiles = tiles;
    }
    return best;
}

void lay_landscape(const Sheet& sheet, const View& view, float w, float h,
                   std::vector<Widget>& widgets) {
    const float width = w - 2 * margin;
    const bool roomy = w > 1500 && h > 850;
    widgets.push_back(lay_header(sheet, view.header, {margin, 18, width, 72}));
    float y = lay_statements(sheet, view, 98, width, 2, roomy, widgets) + 8;
    Rect tiles{margin, y, width, 0};
    const float bottom_edge = h - 18;
    if (!view.objectives.empty() && roomy) {
        const float panel = std::clamp(w * 0.285F, 480.0F, 580.0F);
        const float end = bottom_edge - bottom_height(sheet, view, width) - gap;
        widgets.push_back(lay_objectives(sheet, view, {margin, y, panel, end - y}, 1));
        tiles.x += panel + gap;
        tiles.w -= panel + gap;
    } else if (!view.objectives.empty() && h > 560) {
        widgets.push_back(lay_objective_strip(sheet, view, {margin, y, width, 50}));
        tiles.y += 58;
    }
    lay_content(sheet, view, tiles, roomy ? Detail::full : Detail::brief, width, bottom_edge,
                widgets);
}

void lay_portrait(const Sheet& sheet, const View& view, float w, float h,
                  std::vector<Widget>& widgets) {
    const float width = w - 2 * margin;
    const bool roomy = w > 900 && h > 1500;
    widgets.push_back(lay_header(sheet, view.header, {margin, 22, width, 132}));
    float y = lay_statements(sheet, view, 172, width, 3, roomy, widgets) + 10;
    if (!view.objectives.empty() && roomy) {
        const float room = h - 22 - bottom_height(sheet, view, width) - gap - y;
        const float height = portrait_objectives(sheet, view, width, room);
        widgets.push_back(lay_objectives(sheet, view, {margin, y, width, height}, 2));
        y += height + gap;
    }
    lay_content(sheet, view, {margin, y, width, 0}, roomy ? Detail::full : Detail::brief, width,
                h - 22, widgets);
}

}  // namespace

double legible_pixels(double arc_minutes, PixelSize size, double diagonal_inches,
                      double distance_m) {
    const double diagonal_pixels = std::hypot(size.width, size.height);
    const double pixels_per_mm = diagonal_pixels / (diagonal_inches * 25.4);
    const double angle = arc_minutes / 60 * std::numbers::pi / 180;
    return distance_m * 1000 * std::tan(angle) * pixels_per_mm;
}

DrawnScene layout(const View& view, PixelSize size, const TextMeasure& measure,
                  const Theme& theme) {
    DrawnScene scene;
    scene.size = size;
    scene.background = theme.background;
    const Sheet sheet{measure, theme, unit_of(view, size, measure.cap_height())};
    const float w = static_cast<float>(size.width) / sheet.unit;
    const float h = static_cast<float>(size.height) / sheet.unit;
    if (view.waiting)
        scene.widgets.push_back(lay_waiting(sheet, *view.waiting, {0, 0, w, h}));
    else if (h > w)
        lay_portrait(sheet, view, w, h, scene.widgets);
    else
        lay_landscape(sheet, view, w, h, scene.widgets);
    return scene;
}

}  // namespace waymark::wallboard
