#include "wallboard/view/damage.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "shared/base/overloaded.hpp"

namespace waymark::wallboard {
namespace {

/// What two rectangles may be joined for, in pixels drawn too much: about what a drawing and a copy
/// cost.
constexpr float worth_joining = 10'000;
/// From this part of the wall on, all of it is drawn.
constexpr float nearly_everything = 0.6F;

Rect grown(const Rect& rect, float by) {
    return {rect.x - by, rect.y - by, rect.w + 2 * by, rect.h + 2 * by};
}

Rect around(Spot center, float reach) {
    return {center.x - reach, center.y - reach, 2 * reach, 2 * reach};
}

Rect hull(const Rect& a, const Rect& b) {
    const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

Rect on_whole_pixels(const Rect& rect) {
    const float x = std::floor(rect.x), y = std::floor(rect.y);
    return {x, y, std::ceil(rect.right()) - x, std::ceil(rect.bottom()) - y};
}

/// How far a text reaches around its line, in em.
struct Reach {
    float side, above, below;
};

/// Digits stand on their line and commas hang a little below it, plain letters reach farther; other
/// scripts stack marks on it.
Reach reach_of(std::string_view text) {
    const bool plain = std::ranges::all_of(text, [](char c) { return c > 0; });
    if (!plain) return {0.3F, 1.25F, 0.6F};
    const bool number = std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= ':') || c == '.' || c == ','; });
    if (!number) return {0.1F, 1.0F, 0.35F};
    return {0.06F, 0.76F, text.find(',') == text.npos ? 0.03F : 0.18F};
}

Rect extent(const TextRun& run) {
    const auto size = static_cast<float>(run.style.size);
    const auto [side, above, below] = reach_of(run.text);
    return grown({run.x - side * size, run.baseline - above * size, run.width + 2 * side * size,
                  (above + below) * size},
                 1);
}

Rect extent(const Curve& curve) {
    if (curve.spots.empty()) return {};
    Rect all{curve.spots.front().x, curve.spots.front().y, 0, 0};
    for (const Spot spot : curve.spots)
        all = hull(all, {spot.x, spot.y, 0, 0});
    all = hull(all, {all.x, curve.floor, all.w, 0});
    return grown(all, curve.thickness * 5);  // the spike of a sharp bend
}

float waste(const Rect& a, const Rect& b) {
    return hull(a, b).area() - a.area() - b.area();
}

/// Joins what overlaps the last rectangle or is near it with it, until nothing is.
void join_near(std::vector<Rect>& rects) {
    for (bool joined = true; joined;) {
        joined = false;
        for (std::size_t i = 0; i + 1 < rects.size(); ++i) {
            if (!rects[i].overlaps(rects.back()) && waste(rects[i], rects.back()) > worth_joining)
                continue;
            rects.back() = hull(rects[i], rects.back());
            rects.erase(rects.begin() + static_cast<std::ptrdiff_t>(i));
            joined = true;
            break;
        }
    }
}

void join_cheapest(std::vector<Rect>& rects) {
    std::size_t one = 0, other = 1;
    for (std::size_t i = 0; i < rects.size(); ++i)
        for (std::size_t k = i + 1; k < rects.size(); ++k)
            if (waste(rects[i], rects[k]) < waste(rects[one], rects[other])) one = i, other = k;
    const Rect joined = hull(rects[one], rects[other]);
    rects.erase(rects.begin() + static_cast<std::ptrdiff_t>(other));
    rects.erase(rects.begin() + static_cast<std::ptrdiff_t>(one));
    rects.push_back(joined);
    join_near(rects);
}

void everything(Damage& damage) {
    damage.rects.clear();
    damage.everything = true;
}

/// The items that differ: all between the first and the last that do, or, when they are as many,
/// those of them that are not the same.
void add_items(Damage& damage, const Widget& shown, const Widget& next, PixelSize size) {
    const auto add_item = [&](const Item& item) {
        add_rect(damage, intersection(extent_of(item), next.rect), size);
    };
    const auto& before = shown.items;
    const auto& after = next.items;
    if (before.size() == after.size()) {
        for (std::size_t i = 0; i < after.size(); ++i) {
            if (before[i] == after[i]) continue;
            add_item(before[i]);
            add_item(after[i]);
        }
        return;
    }
    const std::size_t least = std::min(before.size(), after.size());
    std::size_t same = 0, same_at_end = 0;
    while (same < least && before[same] == after[same])
        ++same;
    while (same_at_end < least - same &&
           before[before.size() - 1 - same_at_end] == after[after.size() - 1 - same_at_end])
        ++same_at_end;
    for (std::size_t i = same; i < before.size() - same_at_end; ++i)
        add_item(before[i]);
    for (std::size_t i = same; i < after.size() - same_at_end; ++i)
        add_item(after[i]);
}

}  // namespace

void Damage::clear() {
    everything = false;
    rects.clear();
}

Rect intersection(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::max(0.0F, std::min(a.right(), b.right()) - x),
            std::max(0.0F, std::min(a.bottom(), b.bottom()) - y)};
}

Rect extent_of(const Item& item) {
    return on_whole_pixels(std::visit(
        Overloaded{
            [](const TextRun& run) { return extent(run); },
            [](const Box& box) { return grown(box.rect, 1); },
            [](const Frame& frame) { return grown(frame.rect, 1); },
            [](const Curve& curve) { return extent(curve); },
            [](const Dashes& dashes) {
                return grown({dashes.from.x, dashes.from.y, dashes.length, dashes.thickness}, 1);
            },
            [](const Bend& bend) {
                return grown(hull({bend.from.x, bend.from.y, 0, 0}, {bend.to.x, bend.to.y, 0, 0}),
                             bend.thickness + 1);
            },
            [](const StateSign& sign) { return around(sign.center, sign.radius * 1.3F + 1); },
            [](const Flake& flake) {
                return around(flake.center, std::hypot(flake.half_length, flake.half_width) + 1);
            },
            [](const Glyph& glyph) { return around(glyph.center, glyph.radius * 1.3F + 1); }},
        item));
}

void add_rect(Damage& damage, const Rect& rect, PixelSize size) {
    const Rect wall{0, 0, static_cast<float>(size.width), static_cast<float>(size.height)};
    const Rect within = intersection(on_whole_pixels(rect), wall);
    if (damage.everything || within.area() <= 0) return;
    damage.rects.push_back(within);
    join_near(damage.rects);
    while (damage.rects.size() > most_damaged_rects)
        join_cheapest(damage.rects);
    float area = 0;
    for (const Rect& each : damage.rects)
        area += each.area();
    if (area > nearly_everything * wall.area()) everything(damage);
}

void add_difference(Damage& damage, const DrawnScene& shown, const DrawnScene& next) {
    if (shown.size != next.size || shown.background != next.background) everything(damage);
    const std::size_t most = std::max(shown.widgets.size(), next.widgets.size());
    for (std::size_t i = 0; i < most && !damage.everything; ++i) {
        const Widget* const before = i < shown.widgets.size() ? &shown.widgets[i] : nullptr;
        const Widget* const after = i < next.widgets.size() ? &next.widgets[i] : nullptr;
        if (before && after && before->rect == after->rect) {
            if (before->hash != after->hash) add_items(damage, *before, *after, next.size);
            continue;
        }
        if (before) add_rect(damage, before->rect, next.size);
        if (after) add_rect(damage, after->rect, next.size);
    }
}

void add(Damage& damage, const Damage& more, PixelSize size) {
    if (more.everything) everything(damage);
    for (const Rect& rect : more.rects)
        add_rect(damage, rect, size);
}

}  // namespace waymark::wallboard
