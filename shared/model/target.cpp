#include "shared/model/target.hpp"

#include <algorithm>
#include <cmath>

#include "shared/model/names.hpp"

namespace waymark {
namespace {

constexpr Names<Direction, 3> directions{
    {{Direction::higher, "higher"}, {Direction::lower, "lower"}, {Direction::band, "band"}}};

/// How far `value` lies outside the band; 0 inside.
double outside(const Target& target, double value) {
    return std::max({0.0, target.low - value, value - target.high});
}

}  // namespace

std::string_view name_of(Direction direction) {
    return find_name(directions, direction);
}
std::optional<Direction> direction_named(std::string_view name) {
    return find_value(directions, name);
}

State judge(const Target& target, double value) {
    return judge_leniently(target, value, 0);
}

State judge_leniently(const Target& target, double value, double delta) {
    switch (target.direction) {
        case Direction::higher:
            if (value >= target.goal - delta) return State::on_target;
            return value >= target.floor - delta ? State::at_risk : State::off_target;
        case Direction::lower:
            if (value <= target.goal + delta) return State::on_target;
            return value <= target.floor + delta ? State::at_risk : State::off_target;
        case Direction::band:
            break;
    }
    const double distance = outside(target, value);
    if (distance <= delta) return State::on_target;
    return distance <= target.margin + delta ? State::at_risk : State::off_target;
}

double attainment(const Target& target, double value) {
    if (target.direction == Direction::band) {
        const double distance = outside(target, value);
        if (distance <= 0) return 1;
        return target.margin > 0 ? std::clamp(1 - distance / target.margin, 0.0, 1.0) : 0;
    }
    const double baseline = target.baseline.value_or(target.floor);
    if (target.goal == baseline) return judge(target, value) == State::on_target ? 1 : 0;
    return std::clamp((value - baseline) / (target.goal - baseline), 0.0, 1.0);
}

double hysteresis(const Target& target, bool is_ratio) {
    if (is_ratio) return 0.02;
    const double span =
        target.direction == Direction::band ? target.margin : std::abs(target.goal - target.floor);
    return 0.3 * span;
}

}  // namespace waymark
