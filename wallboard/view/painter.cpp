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

void paint_bend(const Bend& bend, ImDrawList& list) {
    const ImVec2 from{bend.from.x, bend.from.y}, to{bend.to.x, bend.to.y};
    const float middle = (from.x + to.x) / 2;
    list.PathLineTo(from);
    list.PathBezierCubicCurveTo({middle, from.y}, {middle, to.y}, to, 24);
    if (!bend.dashed) {
        list.PathStroke(packed(bend.color), 0, bend.thickness);
        return;
    }
    const std::vector<ImVec2> path(list._Path.begin(), list._Path.end());
    list.PathClear();
    const float dash = bend.thickness * 5, step = bend.thickness * 9;
    float done = 0;  // of the way, up to the piece
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const ImVec2 a = path[i], b = path[i + 1];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        for (float at = std::floor(done / step) * step; at < done + length; at += step) {
            const float first = std::max(at, done) - done;
            const float last = std::min(at + dash, done + length) - done;
            if (last <= first) continue;
            list.AddLine({a.x + (b.x - a.x) * first / length, a.y + (b.y - a.y) * first / length},
                         {a.x + (b.x - a.x) * last / length, a.y + (b.y - a.y) * last / length},
                         packed(bend.color), bend.thickness);
        }
        done += length;
    }
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

/// The item, or the text that it comes from, has something to draw in `part`.
bool reaches(const DrawnScene& scene, std::size_t widget, std::size_t item, const Rect& part) {
    return extent_of(scene.widgets[widget].items[item]).overlaps(part) ||
           std::ranges::any_of(scene.fades, [&](const Fade& fade) {
               return fade.widget == widget && fade.item == item;
           });
}

}  // namespace

void Painter::paint_placed(const PlacedGlyph& glyph, const TextRun& run, float share,
                           ImDrawList& list) {
    const int shifts = shifts_of(run.style.size);
    const float x = run.x + glyph.x;
    const auto fine = static_cast<int>(std::lround(x * static_cast<float>(shifts)));
    const int whole = fine >= 0 ? fine / shifts : (fine - shifts + 1) / shifts;
    const int shift = (fine - whole * shifts) * (4 / shifts);
    const auto& entry = atlas_.find(glyph.font, glyph.glyph, run.style.size, shift);
    if (entry.w == 0) return;
    const auto left = static_cast<float>(whole + entry.left);
    const float top = run.baseline - static_cast<float>(entry.top);
    const auto w = static_cast<float>(entry.w);
    const auto h = static_cast<float>(entry.h);
    const auto u = static_cast<float>(entry.x);
    const auto v = static_cast<float>(entry.y);
    const float scale_x = 1.0F / static_cast<float>(atlas_.width());
    const float scale_y = 1.0F / static_cast<float>(atlas_.height());
    Color color = run.color;
    color.a = static_cast<std::uint8_t>(std::lround(share * static_cast<float>(color.a)));
    list.PrimReserve(6, 4);
    list.PrimRectUV({left, top}, {left + w, top + h}, {u * scale_x, v * scale_y},
                    {(u + w) * scale_x, (v + h) * scale_y}, packed(color));
}

void Painter::paint_text(const TextRun& run, ImDrawList& list) {
    for (const PlacedGlyph& glyph : fonts_.set(run.text, run.style).glyphs)
        paint_placed(glyph, run, 1, list);
}

void Painter::paint_fade(const TextRun& from, const TextRun& to, float share, ImDrawList& list) {
    const auto old = fonts_.set(from.text, from.style).glyphs;
    fading_.assign(old.begin(), old.end());
    const bool in_place = from.style == to.style && from.color == to.color && from.x == to.x &&
                          from.baseline == to.baseline;
    std::size_t i = 0;
    for (const PlacedGlyph& glyph : fonts_.set(to.text, to.style).glyphs) {
        // A digit that stays does not fade.
        const bool stays = in_place && i < fading_.size() && fading_[i] == glyph;
        if (!stays && i < fading_.size()) paint_placed(fading_[i], from, 1 - share, list);
        paint_placed(glyph, to, stays ? 1 : share, list);
        ++i;
    }
    for (; i < fading_.size(); ++i)
        paint_placed(fading_[i], from, 1 - share, list);
}

void Painter::paint(const Item& item, ImDrawList& list) {
    std::visit(Overloaded{[&](const TextRun& part) { paint_text(part, list); },
                          [&](const Box& part) { paint_box(part, list); },
                          [&](const Frame& part) { paint_frame(part, list); },
                          [&](const Curve& part) { paint_curve(part, list); },
                          [&](const Dashes& part) { paint_dashes(part, list); },
                          [&](const Bend& part) { paint_bend(part, list); },
                          [&](const StateSign& part) { paint_sign(part, list); },
                          [&](const Flake& part) { paint_flake(part, list); },
                          [&](const Glyph& part) { paint_glyph(part, list); }},
               item);
}

void Painter::paint_item(const DrawnScene& scene, std::size_t widget, std::size_t item,
                         ImDrawList& list) {
    const Item& shown = scene.widgets[widget].items[item];
    for (const Fade& fade : scene.fades)
        if (fade.widget == widget && fade.item == item)
            return paint_fade(fade.from, std::get<TextRun>(shown), fade.share, list);
    paint(shown, list);
}

void Painter::paint(const DrawnScene& scene, ImDrawList& list) {
    for (std::size_t w = 0; w < scene.widgets.size(); ++w) {
        push_clip(scene.widgets[w].rect, list);
        for (std::size_t i = 0; i < scene.widgets[w].items.size(); ++i)
            paint_item(scene, w, i, list);
        list.PopClipRect();
    }
}

Ground ground_of(const DrawnScene& scene, const Rect& part) {
    const auto first = std::ranges::find_if(
        scene.widgets, [&](const Widget& widget) { return widget.rect.overlaps(part); });
    Ground ground{.widget = static_cast<std::size_t>(first - scene.widgets.begin()),
                  .color = scene.background};
    if (first == scene.widgets.end()) return ground;
    for (std::size_t i = 0; i < first->items.size(); ++i) {
        if (!covers(first->items[i], part)) continue;
        ground.item = i + 1;
        ground.color = std::get<Box>(first->items[i]).fill;
    }
    return ground;
}

void Painter::paint(const DrawnScene& scene, const Rect& part, ImDrawList& list) {
    const Ground ground = ground_of(scene, part);
    push_clip(part, list);
    for (std::size_t w = ground.widget; w < scene.widgets.size(); ++w) {
        const Widget& widget = scene.widgets[w];
        if (!widget.rect.overlaps(part)) continue;
        push_clip(intersection(widget.rect, part), list);
        for (std::size_t i = w == ground.widget ? ground.item : 0; i < widget.items.size(); ++i)
            if (reaches(scene, w, i, part)) paint_item(scene, w, i, list);
        list.PopClipRect();
    }
    list.PopClipRect();
}

}  // namespace waymark::wallboard
