#include "wallboard/view/glass.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waymark::wallboard {
namespace {

constexpr std::chrono::minutes orbit_step{2};

std::int64_t step_at(Time now) {
    return std::chrono::floor<Duration>(now).time_since_epoch() / orbit_step;
}

std::uint8_t darker(std::uint8_t part, float light) {
    return static_cast<std::uint8_t>(std::lround(static_cast<float>(part) * light));
}

}  // namespace

PixelSize turned_size(PixelSize size, int degrees) {
    if (degrees % 180 != 0) std::swap(size.width, size.height);
    return size;
}

Spot on_glass(Spot spot, PixelSize scene, const Glass& glass) {
    const auto width = static_cast<float>(scene.width);
    const auto height = static_cast<float>(scene.height);
    switch (glass.turned) {
        case 90:
            spot = {height - spot.y, spot.x};
            break;
        case 180:
            spot = {width - spot.x, height - spot.y};
            break;
        case 270:
            spot = {spot.y, width - spot.x};
            break;
        default:
            break;
    }
    return {spot.x + static_cast<float>(glass.shift_x), spot.y + static_cast<float>(glass.shift_y)};
}

Rect on_glass(const Rect& rect, PixelSize scene, const Glass& glass) {
    const Spot one = on_glass(Spot{rect.x, rect.y}, scene, glass);
    const Spot other = on_glass(Spot{rect.right(), rect.bottom()}, scene, glass);
    const PixelSize size = turned_size(scene, glass.turned);
    const auto width = static_cast<float>(size.width);
    const auto height = static_cast<float>(size.height);
    const float left = std::clamp(std::min(one.x, other.x), 0.0F, width);
    const float top = std::clamp(std::min(one.y, other.y), 0.0F, height);
    return {left, top, std::clamp(std::max(one.x, other.x), 0.0F, width) - left,
            std::clamp(std::max(one.y, other.y), 0.0F, height) - top};
}

Color lit(Color color, float light) {
    return {darker(color.r, light), darker(color.g, light), darker(color.b, light), color.a};
}

Glass orbit(Glass glass, PixelSize size, Time now) {
    // A spiral of four rounds outwards, and back on the same way.
    constexpr int steps = 48, round = 12;
    constexpr double nearest = 2, farthest = 8;
    const auto step = static_cast<int>(((step_at(now) % (2 * steps)) + 2 * steps) % (2 * steps));
    const int out = step < steps ? step : 2 * steps - 1 - step;
    const double scale = std::min(size.width, size.height) / 1080.0;
    const double reach = scale * (nearest + (farthest - nearest) * out / (steps - 1));
    const double angle = 2 * std::numbers::pi * out / round;
    glass.shift_x = static_cast<int>(std::lround(reach * std::cos(angle)));
    glass.shift_y = static_cast<int>(std::lround(reach * std::sin(angle)));
    return glass;
}

Time next_orbit(Time now) {
    return Time{(step_at(now) + 1) * orbit_step};
}

}  // namespace waymark::wallboard
