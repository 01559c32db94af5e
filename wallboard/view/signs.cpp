#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <imgui.h>
#include <imgui_internal.h>

#include "wallboard/view/painter.hpp"

namespace waymark::wallboard {
namespace {

constexpr float pi = std::numbers::pi_v<float>;

ImU32 packed(Color color) {
    return IM_COL32(color.r, color.g, color.b, color.a);
}

/// Draws around a centre, in parts of a radius.
class Stencil {
public:
    Stencil(ImDrawList& list, Spot center, float radius)
        : list_(list), center_(center), radius_(radius) {}

    ImVec2 at(float x, float y) const { return {center_.x + x * radius_, center_.y + y * radius_}; }
    void disc(float x, float y, float r, Color color) {
        list_.AddCircleFilled(at(x, y), r * radius_, packed(color));
    }
    void ring(float r, float thickness, Color color) {
        list_.AddCircle(at(0, 0), r * radius_, packed(color), 0, thickness * radius_);
    }
    void line(std::initializer_list<ImVec2> points, float thickness, Color color) {
        for (const ImVec2 point : points)
            list_.PathLineTo(at(point.x, point.y));
        list_.PathStroke(packed(color), 0, thickness * radius_);
    }
    void fill(std::initializer_list<ImVec2> points, Color color) {
        for (const ImVec2 point : points)
            list_.PathLineTo(at(point.x, point.y));
        list_.PathFillConvex(packed(color));
    }
    /// A regular polygon with a corner at `turn` (parts of a turn, clockwise from the right), its
    /// corners rounded by a border of the same colour.
    void polygon(int corners, float r, float turn, float y, Color color) {
        for (int i = 0; i < corners; ++i) {
            const float angle =
                2 * pi * (turn + static_cast<float>(i) / static_cast<float>(corners));
            list_.PathLineTo(at(r * std::cos(angle), y + r * std::sin(angle)));
        }
        list_.PathFillConvex(packed(color));
    }
    void dashed_ring(int dashes, float r, float thickness, Color color) {
        for (int i = 0; i < dashes; ++i) {
            const float start = 2 * pi * static_cast<float>(i) / static_cast<float>(dashes);
            list_.PathArcTo(at(0, 0), r * radius_, start,
                            start + 2 * pi * 0.62F / static_cast<float>(dashes), 8);
            list_.PathStroke(packed(color), 0, thickness * radius_);
        }
    }

private:
    ImDrawList& list_;
    Spot center_;
    float radius_;
};

void triangle(Stencil& stencil, const StateSign& sign) {
    // A filled triangle whose corners are discs, so that they are round.
    constexpr float corner = 0.2F;
    const std::array<ImVec2, 3> at{ImVec2{0, -0.80F}, ImVec2{0.84F, 0.70F}, ImVec2{-0.84F, 0.70F}};
    stencil.fill({{0, -1.02F},
                  {0.17F, -0.92F},
                  {1.02F, 0.60F},
                  {0.86F, 0.9F},
                  {-0.86F, 0.9F},
                  {-1.02F, 0.60F},
                  {-0.17F, -0.92F}},
                 sign.color);
    for (const ImVec2 spot : at)
        stencil.disc(spot.x, spot.y, corner, sign.color);
    stencil.line({{0, -0.36F}, {0, 0.26F}}, 0.26F, sign.ink);
    stencil.disc(0, 0.58F, 0.16F, sign.ink);
}

}  // namespace

void paint_sign(const StateSign& sign, ImDrawList& list) {
    Stencil stencil(list, sign.center, sign.radius);
    switch (sign.state) {
        case State::on_target:
            stencil.disc(0, 0, 1, sign.color);
            stencil.line({{-0.44F, 0.04F}, {-0.12F, 0.36F}, {0.46F, -0.32F}}, 0.25F, sign.ink);
            break;
        case State::at_risk:
            triangle(stencil, sign);
            break;
        case State::off_target:
            stencil.polygon(8, 1.08F, 1.0F / 16, 0, sign.color);
            stencil.line({{-0.38F, -0.38F}, {0.38F, 0.38F}}, 0.27F, sign.ink);
            stencil.line({{0.38F, -0.38F}, {-0.38F, 0.38F}}, 0.27F, sign.ink);
            break;
        case State::stale:
            stencil.dashed_ring(9, 0.88F, 0.2F, sign.color);
            stencil.line({{0, -0.44F}, {0, 0.06F}, {0.36F, 0.06F}}, 0.2F, sign.color);
            break;
        case State::closed:
            stencil.ring(0.88F, 0.2F, sign.color);
            stencil.line({{-0.45F, 0}, {0.45F, 0}}, 0.22F, sign.color);
            break;
        case State::no_data:
            stencil.ring(0.88F, 0.2F, sign.color);
            stencil.line({{-0.55F, 0.55F}, {0.55F, -0.55F}}, 0.2F, sign.color);
            break;
        case State::too_few:
            stencil.ring(0.88F, 0.2F, sign.color);
            for (const float x : {-0.4F, 0.0F, 0.4F})
                stencil.disc(x, 0, 0.13F, sign.color);
            break;
        case State::no_target:
            stencil.ring(0.88F, 0.2F, sign.color);
            break;
        case State::unknown:
            stencil.dashed_ring(9, 0.88F, 0.2F, sign.color);
            stencil.disc(0, 0, 0.2F, sign.color);
            break;
    }
}

void paint_flake(const Flake& flake, ImDrawList& list) {
    const float along_x = std::cos(flake.turn), along_y = std::sin(flake.turn);
    const auto corner = [&](float length, float width) {
        list.PathLineTo({flake.center.x + length * along_x - width * along_y,
                         flake.center.y + length * along_y + width * along_x});
    };
    corner(flake.half_length, flake.half_width);
    corner(-flake.half_length, flake.half_width);
    corner(-flake.half_length, -flake.half_width);
    corner(flake.half_length, -flake.half_width);
    list.PathFillConvex(packed(flake.color));
}

void paint_glyph(const Glyph& glyph, ImDrawList& list) {
    Stencil stencil(list, glyph.center, glyph.radius);
    const Color color = glyph.color;
    switch (glyph.kind) {
        case Glyph::Kind::up:
            stencil.fill({{0, -0.86F}, {1, 0.82F}, {-1, 0.82F}}, color);
            break;
        case Glyph::Kind::down:
            stencil.fill({{0, 0.86F}, {-1, -0.82F}, {1, -0.82F}}, color);
            break;
        case Glyph::Kind::up_hollow:
            stencil.line({{-0.8F, 0.35F}, {0, -0.5F}, {0.8F, 0.35F}}, 0.34F, color);
            break;
        case Glyph::Kind::down_hollow:
            stencil.line({{-0.8F, -0.35F}, {0, 0.5F}, {0.8F, -0.35F}}, 0.34F, color);
            break;
        case Glyph::Kind::steady:
            stencil.line({{-0.95F, 0}, {0.6F, 0}}, 0.26F, color);
            stencil.line({{0.2F, -0.62F}, {0.86F, 0}, {0.2F, 0.62F}}, 0.26F, color);
            break;
        case Glyph::Kind::target:
            stencil.ring(0.86F, 0.2F, color);
            stencil.disc(0, 0, 0.34F, color);
            break;
        case Glyph::Kind::dot:
            stencil.disc(0, 0, 1, color);
            break;
        case Glyph::Kind::compass:
            stencil.ring(0.96F, 0.13F, color);
            stencil.fill({{0.52F, -0.62F}, {0.2F, 0.2F}, {-0.2F, -0.2F}}, color);
            stencil.line({{0.2F, 0.2F}, {-0.52F, 0.62F}, {-0.2F, -0.2F}}, 0.12F, color);
            break;
        case Glyph::Kind::incident:
            stencil.fill({{0, -1}, {1, 0}, {0, 1}, {-1, 0}}, color);
            break;
        case Glyph::Kind::release:
            stencil.ring(0.8F, 0.3F, color);
            break;
    }
}

void paint_curve(const Curve& curve, ImDrawList& list) {
    if (curve.spots.size() < 2) return;
    // What is left or right of the part that is drawn is left out, but for the neighbours that
    // have a say in it.
    const auto reach = curve.thickness * 5 + 1;
    const ImVec4& part = list._CmdHeader.ClipRect;
    std::size_t first_spot = 0, last_spot = curve.spots.size() - 1;
    while (first_spot + 1 < last_spot && curve.spots[first_spot + 1].x < part.x - reach)
        ++first_spot;
    while (last_spot > first_spot + 1 && curve.spots[last_spot - 1].x > part.z + reach)
        --last_spot;
    // Catmull-Rom, held between its neighbours so that it never overshoots what was measured.
    const auto spot = [&](std::size_t i) {
        return curve.spots[std::min(i, curve.spots.size() - 1)];
    };
    for (std::size_t i = first_spot; i < last_spot; ++i) {
        const Spot before = spot(i > 0 ? i - 1 : 0), from = spot(i), to = spot(i + 1),
                   after = spot(i + 2);
        // Spots that are close need less in between.
        const int steps = std::clamp(static_cast<int>((to.x - from.x) / 3), 1, 4);
        for (int step = 0; step < steps; ++step) {
            const float t = static_cast<float>(step) / static_cast<float>(steps);
            const float y = 0.5F * (2 * from.y + (to.y - before.y) * t +
                                    (2 * before.y - 5 * from.y + 4 * to.y - after.y) * t * t +
                                    (3 * from.y - before.y - 3 * to.y + after.y) * t * t * t);
            list.PathLineTo({from.x + (to.x - from.x) * t,
                             std::clamp(y, std::min(from.y, to.y), std::max(from.y, to.y))});
        }
    }
    list.PathLineTo({curve.spots[last_spot].x, curve.spots[last_spot].y});
    const ImVector<ImVec2>& path = list._Path;

    Color upper = curve.color;
    upper.a = 70;
    Color lower = curve.color;
    lower.a = 0;
    const ImVec2 solid = list._Data->TexUvWhitePixel;
    const int count = path.Size;
    list.PrimReserve((count - 1) * 6, count * 2);
    const unsigned first = list._VtxCurrentIdx;
    for (int i = 0; i + 1 < count; ++i) {
        const auto at = static_cast<unsigned>(first + static_cast<unsigned>(i) * 2);
        for (const unsigned corner : {0U, 1U, 2U, 2U, 1U, 3U})
            list.PrimWriteIdx(static_cast<ImDrawIdx>(at + corner));
    }
    for (const ImVec2 point : path) {
        list.PrimWriteVtx(point, solid, packed(upper));
        list.PrimWriteVtx({point.x, curve.floor}, solid, packed(lower));
    }
    list.AddPolyline(path.Data, count, packed(curve.color), 0, curve.thickness);
    list.PathClear();
    Color halo = curve.color;
    halo.a = 80;
    const Spot end = curve.spots.back();
    list.AddCircleFilled({end.x, end.y}, curve.thickness * 2.8F, packed(halo));
    list.AddCircleFilled({end.x, end.y}, curve.thickness * 1.5F, packed(curve.color));
}

}  // namespace waymark::wallboard
