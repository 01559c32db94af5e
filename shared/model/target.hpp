#pragma once

#include <optional>
#include <string_view>

#include "shared/model/state.hpp"

namespace waymark {

enum class Direction { higher, lower, band };

std::string_view name_of(Direction direction);
std::optional<Direction> direction_named(std::string_view name);

/// What a KPI is held against, in the KPI's own unit (ratios 0..1, durations in seconds).
///
/// higher: at or above `goal` is on target, at or above `floor` at risk, else off target.
/// lower: mirrored. band: within [low, high] on target, within `margin` outside it at risk.
/// higher and lower use goal, floor and baseline; band uses low, high and margin.
struct Target {
    Direction direction = Direction::higher;
    double goal = 0;
    double floor = 0;
    std::optional<double> baseline;  ///< where attainment begins; the floor unless given
    double low = 0;
    double high = 0;
    double margin = 0;

    bool operator==(const Target&) const = default;
};

/// The judgement on `value`, without hysteresis: one of on_target, at_risk, off_target.
State judge(const Target& target, double value);

/// As `judge`, but with every border moved outwards by `delta` (0 or more, in the KPI's unit):
/// what a value must pass before a judgement may become worse.
State judge_leniently(const Target& target, double value, double delta);

/// How much of the way from the baseline to the goal is covered, 0..1: (value - baseline) /
/// (goal - baseline), clamped. In a band 1 inside, falling to 0 over the margin.
double attainment(const Target& target, double value);

/// The distance a value must pass a border by before the judgement worsens, in the KPI's unit:
/// 2 percentage points for ratios, else 0.3 x |goal - floor| (a band: 0.3 x margin).
double hysteresis(const Target& target, bool is_ratio);

}  // namespace waymark
