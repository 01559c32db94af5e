#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>
#include <vector>

#include "wallboard/view/scene.hpp"

namespace waymark::test {

using namespace waymark::wallboard;

inline Rect around(Spot center, float radius) {
    return {center.x - radius, center.y - radius, 2 * radius, 2 * radius};
}

/// What an item covers; of a text the height of its letters, accents on capitals left out.
inline Rect extent(const Item& item) {
    if (const auto* text = std::get_if<TextRun>(&item)) {
        const auto size = static_cast<float>(text->style.size);
        // As Inter Display's glyphs are, in em.
        const bool deep = text->text.find_first_of("gjpqyQ()[]{}|$@/") != std::string::npos;
        const bool comma = text->text.find_first_of(",;") != std::string::npos;
        const float below = deep ? 0.215F : comma ? 0.18F : 0.02F;
        return {text->x, text->baseline - 0.74F * size, text->width, (0.74F + below) * size};
    }
    if (const auto* sign = std::get_if<StateSign>(&item)) return around(sign->center, sign->radius);
    if (const auto* glyph = std::get_if<Glyph>(&item)) return around(glyph->center, glyph->radius);
    if (const auto* box = std::get_if<Box>(&item)) return box->rect;
    if (const auto* frame = std::get_if<Frame>(&item)) return frame->rect;
    if (const auto* dashes = std::get_if<Dashes>(&item))
        return {dashes->from.x, dashes->from.y, dashes->length, dashes->thickness};
    if (const auto* flake = std::get_if<Flake>(&item))
        return around(flake->center, std::hypot(flake->half_length, flake->half_width));
    if (const auto* bend = std::get_if<Bend>(&item)) {
        const float top = std::min(bend->from.y, bend->to.y);
        return {bend->from.x, top, bend->to.x - bend->from.x,
                std::max(bend->from.y, bend->to.y) - top};
    }
    const auto& curve = std::get<Curve>(item);
    Rect rect{curve.spots.front().x, curve.spots.front().y, 0, 0};
    for (const Spot spot : curve.spots) {
        const float right = std::max(rect.right(), spot.x);
        const float bottom = std::max({rect.bottom(), spot.y, curve.floor});
        rect.x = std::min(rect.x, spot.x);
        rect.y = std::min(rect.y, spot.y);
        rect.w = right - rect.x;
        rect.h = bottom - rect.y;
    }
    return rect;
}

inline std::string described(const Item& item) {
    const Rect r = extent(item);
    const auto* text = std::get_if<TextRun>(&item);
    return (text ? "\"" + text->text + "\"" : "item " + std::to_string(item.index())) + " at " +
           std::to_string(r.x) + "," + std::to_string(r.y) + " " + std::to_string(r.w) + "x" +
           std::to_string(r.h);
}

inline bool is_text(const Item& item) {
    return std::holds_alternative<TextRun>(item);
}
/// Panels lie below what they hold; whatever else meets a text is in its way.
inline bool is_ground(const Item& item) {
    return std::holds_alternative<Box>(item) || std::holds_alternative<Frame>(item);
}

/// What is wrong with a scene, in words: what overlaps, leaves its panel or had to be cut. Empty
/// when nothing is.
inline std::vector<std::string> faults(const DrawnScene& scene) {
    std::vector<std::string> found;
    const Rect screen{0, 0, static_cast<float>(scene.size.width),
                      static_cast<float>(scene.size.height)};
    for (std::size_t i = 0; i < scene.widgets.size(); ++i) {
        const Widget& widget = scene.widgets[i];
        if (widget.cuts > 0) found.push_back(widget.name + " had to cut a text");
        if (!screen.contains(widget.rect)) found.push_back(widget.name + " leaves the screen");
        for (std::size_t j = i + 1; j < scene.widgets.size(); ++j)
            if (widget.rect.overlaps(scene.widgets[j].rect))
                found.push_back(widget.name + " overlaps " + scene.widgets[j].name);
        for (std::size_t a = 0; a < widget.items.size(); ++a) {
            const Item& item = widget.items[a];
            if (!widget.rect.contains(extent(item)))
                found.push_back(widget.name + ": " + described(item) + " leaves it");
            for (std::size_t b = a + 1; b < widget.items.size(); ++b) {
                const Item& other = widget.items[b];
                if (!is_text(item) && !is_text(other)) continue;
                if (!extent(item).overlaps(extent(other))) continue;
                const bool holds = (is_ground(item) && extent(item).contains(extent(other))) ||
                                   (is_ground(other) && extent(other).contains(extent(item)));
                if (!holds)
                    found.push_back(widget.name + ": " + described(item) + " meets " +
                                    described(other));
            }
        }
    }
    return found;
}

/// Calls `check(widget, text)` for each text.
template <class Check>
void each_text(const DrawnScene& scene, Check check) {
    for (const Widget& widget : scene.widgets)
        for (const Item& item : widget.items)
            if (const auto* text = std::get_if<TextRun>(&item)) check(widget, *text);
}

}  // namespace waymark::test
