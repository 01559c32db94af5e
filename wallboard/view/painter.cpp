#include "wallboard/view/painter.hpp"

#include <algorithm>
#include <cmath>

#include <imgui.h>

#include "shared/base/overloaded.hpp"
#include "wallboard/view/damage.hpp"

namespace waymark::wallboard {
namespace {

ImU32 packed(Color color) {
    return IM_COL32(color.r, color.g, color.b, color.a);
}

void paint_box(const Box& box, ImDrawList& list) {
    const ImVec2 from{box.rect.x, box.rect.y};
    const ImVec2 to{box.rect.right(), box.rect.bottom()};
    if (box.upper_radius == box.lower_radius) {
        list.AddRectFilled(from, to, packed(box.fill), box.upper_radius);
        return;
    }
    const bool upper = box.upper_radius > 0;
    list.AddRectFilled(from, to, packed(box.fill), upper ? box.upper_radius : box.lower_radius,
                       upper ? ImDrawFlags_RoundCornersTop : ImDrawFlags_RoundCornersBottom);
}

void paint_frame(const Frame& frame, ImDrawList& list) {
    const float half = frame.thickness / 2;
    // AddRect draws half a pixel inwards by itself.
    list.AddRect({frame.rect.x + half - 0.5F, frame.rect.y + half - 0.5F},
                 {frame.rect.right() - half + 0.5F, frame.rect.bottom() - half + 0.5F},
                 packed(frame.color), frame.radius - half, 0, frame.thickness);
}

void paint_dashes(const Dashes& dashes, ImDrawList& list) {
    const float dash = dashes.thickness * 5;
    const float step = dashes.thickness * 9;
    for (float x = 0; x < dashes.length; x += step)
        list.AddRectFilled({std::round(dashes.from.x + x), dashes.from.y},
                           {std::round(dashes.from.x + std::min(x + dash, dashes.length)),
                            dashes.from.y + dashes.thickness},
                           packed(dashes.color));
}

/// The item is opaque on all of `part`: none of its blurred edges and round corners is in it.
bool covers(const Item& item, const Rect& part) {
    const auto* box = std::get_if<Box>(&item);
    if (!box || box->fill.a != 255) return false;
    const auto within = [&](float across, float upper, float lower) {
        return part.x >= box->rect.x + across && part.right() <= box->rect.right() - across &&
               part.y >= box->rect.y + upper && part.bottom() <= box->rect.bottom() - lower;
    };
    const float radius = std::max(box->upper_radius, box->lower_radius);
    return within(1, box->upper_radius + 1, box->lower_radius + 1) || within(radius + 1, 1, 1);
}

void push_clip(const Rect& rect, ImDrawList& list) {
    list.PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, false);
}

void fill(const Rect& rect, Color color, ImDrawList& list) {
    list.AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, packed(color));
}

}  // namespace

void Painter::paint_text(const TextRun& run, ImDrawList& list) {
    const int shifts = shifts_of(run.style.size);
    const ImU32 color = packed(run.color);
    const float scale_x = 1.0F / static_cast<float>(atlas_.width());
    const float scale_y = 1.0F / static_cast<float>(atlas_.height());
    for (const PlacedGlyph& glyph : fonts_.set(run.text, run.style).glyphs) {
        const float x = run.x + glyph.x;
        const auto fine = static_cast<int>(std::lround(x * static_cast<float>(shifts)));
        const int whole = fine >= 0 ? fine / shifts : (fine - shifts + 1) / shifts;
        const int shift = (fine - whole * shifts) * (4 / shifts);
        const auto& entry = atlas_.find(glyph.font, glyph.glyph, run.style.size, shift);
        if (entry.w == 0) continue;
        const auto left = static_cast<float>(whole + entry.left);
        const float top = run.baseline - static_cast<float>(entry.top);
        const auto w = static_cast<float>(entry.w);
        const auto h = static_cast<float>(entry.h);
        const auto u = static_cast<float>(entry.x);
        const auto v = static_cast<float>(entry.y);
        list.PrimReserve(6, 4);
        list.PrimRectUV({left, top}, {left + w, top + h}, {u * scale_x, v * scale_y},
                        {(u + w) * scale_x, (v + h) * scale_y}, color);
    }
}

void Painter::paint(const Item& item, ImDrawList& list) {
    std::visit(Overloaded{[&](const TextRun& part) { paint_text(part, list); },
                          [&](const Box& part) { paint_box(part, list); },
                          [&](const Frame& part) { paint_frame(part, list); },
                          [&](const Curve& part) { paint_curve(part, list); },
                          [&](const Dashes& part) { paint_dashes(part, list); },
                          [&](const StateSign& part) { paint_sign(part, list); },
                          [&](const Glyph& part) { paint_glyph(part, list); }},
               item);
}

void Painter::paint(const DrawnScene& scene, ImDrawList& list) {
    for (const Widget& widget : scene.widgets) {
        push_clip(widget.rect, list);
        for (const Item& item : widget.items)
            paint(item, list);
        list.PopClipRect();
    }
}

void Painter::paint(const DrawnScene& scene, const Rect& part, ImDrawList& list) {
    const auto touched = [&](const Widget& widget) { return widget.rect.overlaps(part); };
    const auto first = std::ranges::find_if(scene.widgets, touched);
    push_clip(part, list);
    // What an opaque box covers wholly need not be drawn below it.
    std::size_t lowest = 0;
    if (first != scene.widgets.end())
        for (std::size_t i = 0; i < first->items.size(); ++i)
            if (covers(first->items[i], part)) lowest = i + 1;
    fill(part, lowest > 0 ? std::get<Box>(first->items[lowest - 1]).fill : scene.background, list);
    for (auto widget = first; widget != scene.widgets.end(); ++widget) {
        if (!touched(*widget)) continue;
        push_clip(intersection(widget->rect, part), list);
        for (std::size_t i = widget == first ? lowest : 0; i < widget->items.size(); ++i)
            if (extent_of(widget->items[i]).overlaps(part)) paint(widget->items[i], list);
        list.PopClipRect();
    }
    list.PopClipRect();
}

}  // namespace waymark::wallboard
