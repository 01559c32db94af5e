#include "server/screens/legibility_check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "shared/model/arc_minutes.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

/// A screen's sides for its readers: two units are one minute of arc of an em.
struct Sides {
    double width;
    double height;
};

Sides sides_of(const Screen& screen) {
    constexpr double cap_of_em = 0.727;  // Inter Display
    constexpr double unit_minutes = 0.5;
    const double unit_mm = seen_length(unit_minutes, screen.distance_m * 1000) / cap_of_em;
    const double diagonal = screen.diagonal_inches * mm_per_inch / unit_mm;
    const double wide = diagonal * 16 / std::hypot(16, 9);
    const double high = diagonal * 9 / std::hypot(16, 9);
    return screen.turned % 180 == 0 ? Sides{wide, high} : Sides{high, wide};
}

/// Below this a screen has no room for its clock, the vision's headline and one KPI.
constexpr double least_side = 338;

/// How many tiles with a title, a value, a state and an age stand side by side.
int tiles_of(const Sides& sides) {
    constexpr double tile_width = 345, tile_height = 205, gap = 12;
    constexpr double beside = 56, above_and_below = 210;
    const auto columns = std::floor((sides.width - beside + gap) / (tile_width + gap));
    const auto rows = std::floor((sides.height - above_and_below + gap) / (tile_height + gap));
    return static_cast<int>(std::max(1.0, columns) * std::max(1.0, rows));
}

std::string metres(double distance) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f m", distance);
    return text;
}

}  // namespace

std::vector<std::string> legibility_warnings(const Outline& desk, const Screen& screen) {
    if (screen.diagonal_inches <= 0) return {};
    const Sides sides = sides_of(screen);
    const double shorter = std::min(sides.width, sides.height);
    if (shorter < least_side) {
        const double most = std::floor(screen.distance_m * shorter / least_side * 10) / 10;
        return {"It is read from " + metres(screen.distance_m) +
                "; texts on it are legible up to " + metres(most) +
                ": bring it nearer, or take a larger one."};
    }
    std::vector<std::string> warnings;
    const int room = tiles_of(sides);
    for (const Scene& scene : desk.scenes) {
        const bool shown =
            std::ranges::find(screen.turns, scene.id, &Turn::scene) != screen.turns.end();
        const bool tiles = scene.kind == SceneKind::wall || scene.kind == SceneKind::numbers;
        const auto count = static_cast<int>(scene.kpis.size());
        if (!shown || !tiles || count <= room) continue;
        warnings.push_back("About " + std::to_string(room) +
                           " KPIs are legible there at once; scene " + in_quotes(scene.id.text) +
                           " has " + std::to_string(count) + " and takes about " +
                           std::to_string((count + room - 1) / room) +
                           " pages: show fewer, or on several screens.");
    }
    return warnings;
}

}  // namespace waymark::server
