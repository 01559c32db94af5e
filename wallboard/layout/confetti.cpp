#include "wallboard/layout/confetti.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "wallboard/present/celebration_view.hpp"

namespace waymark::wallboard {
namespace {

constexpr float area_each = 20'000;  ///< square units of the wall for one flake
constexpr int most_flakes = 120;
constexpr float fade = 60;  ///< from the texts, until it is wholly there
constexpr float half_length = 11;
constexpr float half_width = 7;
constexpr float reach = 14;  ///< from its centre to its farthest corner

/// Numbers 0 .. 1, the same for the same seed.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}
    float next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t x = state_;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
        return static_cast<float>((x ^ (x >> 31)) >> 40) / static_cast<float>(1 << 24);
    }
    float between(float least, float most) { return least + next() * (most - least); }

private:
    std::uint64_t state_;
};

/// 0 .. 1: how far a flake has come, fast first.
float come(float begin, float length, float now) {
    const float left = 1 - std::clamp((now - begin) / length, 0.0F, 1.0F);
    return 1 - left * left;
}

float distance(const Rect& rect, float x, float y) {
    const float dx = std::max({rect.x - x, 0.0F, x - rect.right()});
    const float dy = std::max({rect.y - y, 0.0F, y - rect.bottom()});
    return std::hypot(dx, dy);
}

}  // namespace

void lay_confetti(Pen& pen, std::uint64_t seed, int step, Rect rect, Rect kept_free) {
    constexpr float pi = std::numbers::pi_v<float>;
    constexpr auto steps = static_cast<float>(last_confetti_step);
    const auto now = static_cast<float>(std::min(step, last_confetti_step));
    const auto count = std::min(most_flakes, static_cast<int>(std::ceil(rect.area() / area_each)));
    Chance chance{seed};
    for (int i = 0; i < count; ++i) {
        const float rest_x = chance.between(rect.x + reach, rect.right() - reach);
        const float rest_y = chance.between(rect.y + reach, rect.bottom() - reach);
        const float begin = chance.between(0, 0.45F * steps);
        const float length = chance.between(0.35F * steps, 0.55F * steps);
        const float sway = chance.between(-50, 50);
        const float turns = chance.between(-1, 1);
        const float rest_turn = chance.between(0, pi);
        const float narrow = chance.between(0.35F, 1);
        const std::size_t color = static_cast<std::size_t>(i) % pen.theme().party.size();
        const float left = 1 - come(begin, length, now);
        const float x = std::clamp(rest_x + sway * std::sin(left * 2 * pi), rect.x + reach,
                                   rect.right() - reach);
        const float y = rest_y - left * (rest_y - rect.y + 2 * reach);
        if (y < rect.y + reach) continue;
        const float there = std::clamp((distance(kept_free, x, y) - reach) / fade, 0.0F, 1.0F);
        if (there <= 0) continue;
        Color shown = pen.theme().party[color];
        shown.a = static_cast<std::uint8_t>(std::lround(255 * there));
        pen.flake({x, y}, half_length, half_width * narrow, rest_turn + left * turns * 2 * pi,
                  shown);
    }
}

}  // namespace waymark::wallboard
