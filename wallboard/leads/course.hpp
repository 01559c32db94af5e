#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "shared/model/reading.hpp"
#include "shared/model/target.hpp"

namespace waymark::wallboard {

/// What the server told of how a value went.
struct Course {
    Time from, to;
    Duration step{0};  ///< between two points, while something is known
    std::vector<Point> points;
    struct Goal {
        Time from;
        Target target;
    };
    std::vector<Goal> goals;  ///< each until the next one
    struct Happening {
        Time time;
        bool incident = false;
        std::string text;
    };
    std::vector<Happening> happenings;
};

/// The points that are numbers, each later than the one before.
std::vector<Point> points_in(const nlohmann::json& told);
/// A history from `from` to `to`: points, targets and what happened.
Course course_in(const nlohmann::json& told, Time from, Time to);

}  // namespace waymark::wallboard
