#include "wallboard/layout/layout.hpp"

#include <algorithm>
#include <cmath>

#include "shared/base/overloaded.hpp"
#include "shared/model/arc_minutes.hpp"
#include "shared/model/format.hpp"
#include "wallboard/layout/memory.hpp"
#include "wallboard/layout/parts.hpp"
#include "wallboard/layout/scenes.hpp"

namespace waymark::wallboard {
namespace {

constexpr float top = 14;
constexpr float bottom = 16;
constexpr float least_height_for_legend = 800;
constexpr float least_height_for_two_rows = 600;
// Lower than this, a line that only says which page it is would take what the page needs.
constexpr float least_height_for_page = 500;
// Where less is left, the scene and what is pinned matter more than the desk's name and the clock.
constexpr float least_body = 170;
// Closer than this a wall would rather show more than larger.
constexpr double densest = 0.72;
// Farther than this, in times of the reference size, nothing would fit: then legibility ends.
constexpr double widest = 3.2;

struct Unit {
    float pixels;
    bool legible;
};

/// What a unit is, in pixels: the least text is just legible, and on a near wall not tiny.
Unit unit_of(const View& view, PixelSize size, float cap_height) {
    const double natural = std::min(size.width, size.height) / 1080.0;
    const double cap = legible_pixels(least_arc_minutes, size, view.sight);
    const double least = std::ceil(cap / cap_height) / least_text;
    return {static_cast<float>(std::clamp(least, natural * densest, natural * widest)),
            least <= natural * widest};
}

int lay_body(const Sheet& sheet, const Body& body, Rect rect, int page,
             std::vector<Widget>& widgets) {
    return std::visit(
        Overloaded{
            [&](const WaitingView& view) {
                widgets.push_back(lay_waiting(sheet, view, rect));
                return 1;
            },
            [&](const WallView& view) { return lay_wall(sheet, view, rect, page, widgets); },
            [&](const NumbersView& view) { return lay_numbers(sheet, view, rect, page, widgets); },
            [&](const NumberView& view) { return lay_number(sheet, view, rect, page, widgets); },
            [&](const CelebrationView& view) {
                return lay_celebration(sheet, view, rect, widgets);
            },
            [&](const CascadeView& view) { return lay_cascade(sheet, view, rect, page, widgets); },
            [&](const ObjectiveSceneView& view) {
                return lay_objective_scene(sheet, view, rect, page, widgets);
            },
            [&](const QueuesView& view) { return lay_queues(sheet, view, rect, page, widgets); },
            [&](const RoadmapView& view) { return lay_roadmap(sheet, view, rect, page, widgets); },
            [&](const StakeholdersView& view) {
                return lay_stakeholders(sheet, view, rect, page, widgets);
            },
            [&](const AnnouncementView& view) {
                return lay_announcement(sheet, view, rect, page, widgets);
            }},
        body);
}

/// Header, strip and bottom line around the scene.
int lay_framed(const Sheet& sheet, const View& view, float w, float h,
               std::vector<Widget>& widgets) {
    const float width = w - 2 * screen_margin;
    float y = top;
    const auto place = [&](float height) {
        const Rect rect{screen_margin, y, width, height};
        y += height;
        return rect;
    };
    const bool low_screen = h < least_height_for_two_rows;
    const float header = header_height(sheet, view.header, width, low_screen);
    const float strip = strip_height(sheet, view.strip, width);
    if (h - top - bottom - header - strip >= least_body)
        widgets.push_back(lay_header(sheet, view.header, place(header), low_screen));
    if (strip > 0) {
        widgets.push_back(lay_strip(sheet, view.strip, place(strip)));
        y += 6;
    }
    // A wall that is read from afar needs the room more than an explanation of its lines.
    BottomView low_band = view.bottom;
    if (low_band.kind == BottomView::Kind::legend && h < least_height_for_legend) low_band = {};
    // How many pages there are is known only after the scene was laid in the room that is left.
    std::string page;
    for (int attempt = 0;; ++attempt) {
        const float low = bottom_height(sheet, low_band, page, width);
        const float end = h - bottom - (low > 0 ? low + part_gap - 4 : 0);
        std::vector<Widget> body;
        const int pages =
            lay_body(sheet, view.body, {screen_margin, y, width, end - y}, view.page, body);
        const bool said = h >= least_height_for_page || low > 0;
        if (pages > 1 && said) {
            page = fill(view.page_text,
                        {std::to_string(view.page % pages + 1), std::to_string(pages)});
            if (attempt == 0 && bottom_height(sheet, low_band, page, width) != low) continue;
        }
        std::ranges::move(body, std::back_inserter(widgets));
        if (low > 0)
            widgets.push_back(
                lay_bottom(sheet, low_band, page, {screen_margin, h - bottom - low, width, low}));
        return pages;
    }
}

}  // namespace

double legible_pixels(double arc_minutes, PixelSize size, const Sight& sight) {
    const double diagonal_pixels = std::hypot(size.width, size.height);
    const double pixels_per_mm = diagonal_pixels / (sight.diagonal_inches * mm_per_inch);
    return seen_length(arc_minutes, sight.distance_m * 1000) * pixels_per_mm;
}

namespace {

Laid laid(const View& view, PixelSize size, const TextMeasure& measure, const Theme& theme,
          LayoutMemory* memory) {
    const Unit unit = unit_of(view, size, measure.cap_height());
    Laid laid{.scene = {.size = size, .background = theme.background, .widgets = {}},
              .legible = unit.legible};
    const Sheet sheet{measure, theme, unit.pixels, memory};
    const float w = static_cast<float>(size.width) / sheet.unit;
    const float h = static_cast<float>(size.height) / sheet.unit;
    if (std::holds_alternative<WaitingView>(view.body))
        lay_body(sheet, view.body, {0, 0, w, h}, 0, laid.scene.widgets);
    else
        laid.pages = lay_framed(sheet, view, w, h, laid.scene.widgets);
    return laid;
}

}  // namespace

Laid layout(const View& view, PixelSize size, const TextMeasure& measure, const Theme& theme) {
    return laid(view, size, measure, theme, nullptr);
}

Layouter::Layouter(const TextMeasure& measure)
    : measure_(measure), memory_(std::make_unique<LayoutMemory>()) {}
Layouter::~Layouter() = default;

Laid Layouter::lay(const View& view, PixelSize size, const Theme& theme) {
    if (size != size_ || view.sight != sight_ || &theme != theme_) {
        *memory_ = {};
        size_ = size;
        sight_ = view.sight;
        theme_ = &theme;
    }
    return laid(view, size, measure_, theme, memory_.get());
}

}  // namespace waymark::wallboard
