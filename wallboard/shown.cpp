#include "wallboard/shown.hpp"

#include <algorithm>
#include <string_view>

namespace waymark::wallboard {
namespace {

constexpr std::string_view tile = "tile ";

bool has(const DrawnScene& scene, std::string_view name) {
    return std::ranges::find(scene.widgets, name, &Widget::name) != scene.widgets.end();
}

/// Whether the desk's own vision is to be seen: as a statement, in the strip, or at its place in
/// the cascade.
bool says_vision(const DrawnScene& scene, const View& view) {
    if (has(scene, "vision")) return true;
    if (has(scene, "strip") && !view.strip.vision.text.empty()) return true;
    const auto* const cascade = std::get_if<CascadeView>(&view.body);
    return cascade && !cascade->levels.empty() &&
           has(scene, "node " + std::to_string(cascade->levels.size() - 1) + ".0");
}

WallGeometry geometry_of(PixelSize size, const Sight& sight) {
    return {size.width, size.height, sight.diagonal_inches, sight.distance_m,
            legible_pixels(1, size, sight)};
}

}  // namespace

Shown shown_in(const BoardView& view) {
    const DrawnScene& scene = view.scene();
    const int pages = std::max(view.pages(), 1);
    Shown shown{.scene = view.showing().scene,
                .page = view.showing().page % pages + 1,
                .pages = pages,
                .dark = view.dark(),
                .geometry = geometry_of(scene.size, view.parts().sight)};
    for (const Widget& widget : scene.widgets)
        if (widget.name.starts_with(tile)) shown.kpis.push_back({widget.name.substr(tile.size())});
    const bool strip = has(scene, "strip");
    if (strip)
        for (const TileView& pinned : view.parts().strip.pinned)
            shown.pinned.push_back(pinned.kpi);
    shown.kpis.insert(shown.kpis.end(), shown.pinned.begin(), shown.pinned.end());
    shown.vision = says_vision(scene, view.parts());
    return shown;
}

}  // namespace waymark::wallboard
