#pragma once

#include <cmath>
#include <numbers>

namespace waymark {

/// How long something is that is seen under so many minutes of arc from `distance`, in the units of
/// the distance.
inline double seen_length(double arc_minutes, double distance) {
    return distance * std::tan(arc_minutes / 60 * std::numbers::pi / 180);
}

inline constexpr double mm_per_inch = 25.4;

}  // namespace waymark
