#include <algorithm>
#include <cmath>

#include "wallboard/present/context.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::int64_t most_spots = 44;
constexpr double edge = 0.06;  // room for the line's thickness above and below

/// Where the target line is: the goal, or the border of the band nearest to `value`.
double target_line(const Target& target, double value) {
    if (target.direction != Direction::band) return target.goal;
    return std::abs(value - target.low) < std::abs(value - target.high) ? target.low : target.high;
}

/// One point for each stretch of time, the newest in it. The stretches are whole minutes since the
/// epoch, so that a new point does not move the old ones.
std::vector<Point> thinned(const std::vector<Point>& points) {
    const auto span =
        std::chrono::ceil<std::chrono::minutes>(points.back().time - points.front().time).count();
    const std::int64_t stretch_ms = std::max<std::int64_t>(1, span / most_spots + 1) * 60'000;
    if (static_cast<std::int64_t>(points.size()) <= most_spots) return points;
    std::vector<Point> kept;
    for (const Point& point : points) {
        const bool same = !kept.empty() && to_epoch_ms(kept.back().time) / stretch_ms ==
                                               to_epoch_ms(point.time) / stretch_ms;
        if (same)
            kept.back() = point;
        else
            kept.push_back(point);
    }
    return kept;
}

}  // namespace

void present_spark(const Series& series, const Kpi& kpi, TileView& tile) {
    std::vector<Point> points;
    for (const Point& point : series.points)
        if (std::isfinite(point.value)) points.push_back(point);
    if (points.size() < 2 || points.front().time >= points.back().time) return;
    points = thinned(points);
    const auto [least, most] = std::ranges::minmax_element(points, {}, &Point::value);
    double low = least->value;
    double high = most->value;
    const double span = high - low;
    std::optional<double> line;
    if (kpi.target) {
        line = target_line(*kpi.target, points.back().value);
        // A far-off target would flatten the curve: then its line stays at the edge.
        if (span == 0 || (*line > low - span && *line < high + span)) {
            low = std::min(low, *line);
            high = std::max(high, *line);
        }
    }
    const double range = high > low ? high - low : 1;
    const auto height = [&](double value) {
        const double share = high > low ? (value - low) / range : 0.5;
        return static_cast<float>(edge + std::clamp(share, 0.0, 1.0) * (1 - 2 * edge));
    };
    const auto first = points.front().time;
    const double length = in_seconds(points.back().time - first);
    std::vector<SparkPoint>& spark = tile.spark.edit();
    spark.reserve(points.size());
    for (const Point& point : points)
        spark.push_back(
            {static_cast<float>(in_seconds(point.time - first) / length), height(point.value)});
    if (line) tile.spark_target = height(*line);
}

void present_marks(const Series& series, const std::vector<Annotation>& annotations,
                   TileView& tile) {
    if (tile.spark.empty()) return;
    const Time first = series.points.front().time;
    const double length = in_seconds(series.points.back().time - first);
    for (const Annotation& each : annotations) {
        const double x = in_seconds(each.time - first) / length;
        if (x >= 0 && x <= 1)
            tile.spark_marks.push_back(
                {static_cast<float>(x), each.kind == Annotation::Kind::incident});
    }
}

}  // namespace waymark::wallboard
