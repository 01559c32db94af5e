#include <algorithm>

#include "wallboard/present/context.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_marks = 8;

const NodeReading* reading_of(const Present& present, const Objective& objective) {
    return find_node(present.board.readings, NodeReading::Kind::objective, objective.id.text);
}

/// The one asked for; else the one that lags most, of those that are known.
const Objective* choose(const Present& present, const Unit& unit, const ObjectiveId& wanted) {
    const auto& objectives = unit.mission.objectives;
    const auto named = std::ranges::find(objectives, wanted, &Objective::id);
    if (named != objectives.end()) return &*named;
    const auto lags = std::ranges::min_element(objectives, {}, [&](const Objective& each) {
        const auto* node = reading_of(present, each);
        return node ? node->attainment.value_or(2.0) : 2.0;
    });
    return lags == objectives.end() ? nullptr : &*lags;
}

/// How it helps what is above it; without that the desk's purpose.
std::string why_of(const Unit& unit, const Objective& objective) {
    for (const Link& link : unit.links)
        if (link.from == objective.id.text && !link.how.empty()) return link.how;
    return unit.mission.purpose;
}

void present_points(const Present& present, const NodeSeries& series, CourseView& course) {
    const auto& points = series.points;
    if (points.size() < 2 || points.front().time >= points.back().time) return;
    const Time first = points.front().time;
    const double length = in_seconds(points.back().time - first);
    for (const Point& point : points)
        course.points.push_back({static_cast<float>(in_seconds(point.time - first) / length),
                                 static_cast<float>(std::clamp(point.value, 0.0, 1.0))});
    course.from = present.format.date(first, present.board.desk.clock);
    course.to = present.format.words().today;
    if (!present.board.readings.annotations) return;
    for (const Annotation& each : *present.board.readings.annotations) {
        if (each.time < first || each.time > points.back().time + 24h) continue;
        if (each.kind == Annotation::Kind::note || course.marks.size() == most_marks) continue;
        const double at = in_seconds(each.time - first) / length;
        course.marks.push_back(
            {static_cast<float>(std::min(at, 1.0)), each.kind == Annotation::Kind::incident});
    }
}

CourseView course_of(const Present& present, const Objective& objective) {
    const Words& words = present.format.words();
    CourseView course{.label = std::string{words.history}};
    for (const NodeSeries& series : present.board.node_series)
        if (series.kind == NodeReading::Kind::objective && series.id == objective.id.text)
            present_points(present, series, course);
    if (course.points.empty()) course.nothing = words.no_history;
    return course;
}

}  // namespace

ObjectiveSceneView present_objective_scene(Present& present, const Scene& scene) {
    const Words& words = present.format.words();
    ObjectiveSceneView view;
    const Unit* unit = desk_unit(present.board.desk);
    const Objective* objective = unit ? choose(present, *unit, scene.objective) : nullptr;
    if (!objective) {
        view.nothing = words.no_objectives;
        return view;
    }
    view.objective = present_objective(present, *objective);
    view.why = why_of(*unit, *objective);
    if (!view.why.empty()) view.why_label = words.why;
    for (std::size_t i = 0; i < objective->csfs.size(); ++i) {
        CsfCard card{view.objective.csfs[i], {}};
        for (const Kpi& kpi : present.board.desk.kpis)
            if (std::ranges::find(kpi.supports, objective->csfs[i].id) != kpi.supports.end())
                card.kpis.push_back(present_tile(present, kpi));
        view.csfs.push_back(std::move(card));
    }
    if (view.csfs.empty()) view.nothing = words.no_csfs;
    view.course = course_of(present, *objective);
    return view;
}

}  // namespace waymark::wallboard
