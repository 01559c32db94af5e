#include "wallboard/leads/course.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "wallboard/leads/told_json.hpp"

namespace waymark::wallboard {
namespace {

using nlohmann::json;

constexpr std::size_t most_points = 1000;
constexpr std::size_t most_marks = 30;

std::optional<Target> target_in(const json& value) {
    const auto direction = direction_named(text_in(value, "direction"));
    if (!direction) return std::nullopt;
    Target target{.direction = *direction};
    if (*direction == Direction::band) {
        const auto low = number_in(value, "low"), high = number_in(value, "high");
        if (!low || !high) return std::nullopt;
        target.low = *low;
        target.high = *high;
        return target;
    }
    const auto goal = number_in(value, "goal");
    if (!goal) return std::nullopt;
    target.goal = *goal;
    return target;
}

void read_goals(const json& value, Course& course) {
    for (const json& each : list_in(value, "targets")) {
        const json& nested = object_in(each, "target");
        const auto target = target_in(nested.empty() ? each : nested);
        if (target) course.goals.push_back({time_in(each, "from").value_or(course.from), *target});
    }
}

void read_happenings(const json& value, Course& course) {
    for (const json& each : list_in(value, "annotations")) {
        const auto time = time_in(each, "time");
        if (!time || *time < course.from || *time > course.to ||
            course.happenings.size() == most_marks)
            continue;
        course.happenings.push_back(
            {*time, text_in(each, "kind") == "incident", text_in(each, "text")});
    }
}

}  // namespace

std::vector<Point> points_in(const json& value) {
    std::vector<Point> points;
    for (const json& each : list_in(value, "points")) {
        if (!each.is_array() || each.size() != 2 || !each[0].is_number() || !each[1].is_number() ||
            points.size() == most_points)
            continue;
        const Point point{
            from_epoch_ms(std::llround(std::clamp(each[0].get<double>(), -1e14, 1e14))),
            each[1].get<double>()};
        if (std::isfinite(point.value) && (points.empty() || points.back().time < point.time))
            points.push_back(point);
    }
    return points;
}

Course course_in(const json& told, Time from, Time to) {
    Course course{.from = from, .to = to};
    course.step = from_seconds(std::clamp(number_in(told, "step").value_or(0), 0.0, 1e7));
    for (const Point& point : points_in(told))
        if (point.time >= from) course.points.push_back(point);
    read_goals(told, course);
    read_happenings(told, course);
    return course;
}

}  // namespace waymark::wallboard
