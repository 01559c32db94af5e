#include <algorithm>
#include <cmath>

#include "shared/base/octet_text.hpp"
#include "wallboard/leads/course.hpp"
#include "wallboard/leads/panels.hpp"
#include "wallboard/leads/scale.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

/// So near the pointer a mark is what is meant, as a share of the axis.
constexpr double near_mark = 0.015;

std::vector<double> borders_of(const Target& target) {
    if (target.direction == Direction::band) return {target.low, target.high};
    return {target.goal};
}

/// Draws a course; `text` says a value.
class Drawing {
public:
    Drawing(Desk& desk, Course course, ValueUnit unit)
        : desk_(desk), course_(std::move(course)), unit_(unit) {}

    template <class Text>
    ChartView draw(const Text& text) {
        ChartView chart;
        if (course_.points.empty()) return chart;
        scale();
        lines(chart);
        goals(chart);
        for (const Course::Happening& each : course_.happenings)
            chart.marks.push_back({x_of(each.time), each.incident});
        for (const double tick : axis_.ticks)
            chart.heights.push_back({y_of(tick), text(tick)});
        times(chart);
        if (desk_.pointed) chart.reading = reading(*desk_.pointed, text);
        return chart;
    }

private:
    float x_of(Time time) const {
        const double length = in_seconds(course_.to - course_.from);
        return static_cast<float>(std::clamp(in_seconds(time - course_.from) / length, 0.0, 1.0));
    }
    float y_of(double value) const {
        return static_cast<float>(
            std::clamp((value - axis_.low) / (axis_.high - axis_.low), 0.0, 1.0));
    }
    void scale() {
        double low = course_.points.front().value, high = low;
        for (const Point& point : course_.points) {
            low = std::min(low, point.value);
            high = std::max(high, point.value);
        }
        for (const Course::Goal& goal : course_.goals)
            for (const double border : borders_of(goal.target)) {
                low = std::min(low, border);
                high = std::max(high, border);
            }
        axis_ = value_axis(unit_, low, high);
    }
    void lines(ChartView& chart) const {
        const Point* before = nullptr;
        for (const Point& point : course_.points) {
            const bool gap =
                !before || (course_.step > 0s && point.time - before->time > course_.step * 5 / 2);
            if (gap) chart.lines.emplace_back();
            chart.lines.back().push_back({x_of(point.time), y_of(point.value)});
            before = &point;
        }
    }
    void goals(ChartView& chart) const {
        for (std::size_t i = 0; i < course_.goals.size(); ++i) {
            const float from = x_of(course_.goals[i].from);
            const float to = i + 1 < course_.goals.size() ? x_of(course_.goals[i + 1].from) : 1;
            for (const double border : borders_of(course_.goals[i].target))
                chart.targets.push_back({from, to, y_of(border)});
        }
    }
    void times(ChartView& chart) const {
        const LocalClock& clock = desk_.present.board.desk.clock;
        const Duration length = course_.to - course_.from;
        for (const Time tick : time_ticks(course_.from, course_.to, clock))
            chart.times.push_back({x_of(tick), length <= 24h ? Format::time_of_day(tick, clock)
                                               : length <= 168h
                                                   ? desk_.present.format.weekday(tick, clock)
                                                   : desk_.present.format.date(tick, clock)});
    }
    template <class Text>
    ChartView::Reading reading(float at, const Text& text) const {
        const auto nearest = std::ranges::min_element(
            course_.points, {}, [&](const Point& each) { return std::abs(x_of(each.time) - at); });
        const bool days = course_.to - course_.from > 30 * 24h;
        const LocalClock& clock = desk_.present.board.desk.clock;
        ChartView::Reading reading{x_of(nearest->time), y_of(nearest->value), ""};
        reading.text =
            text(nearest->value) + "  ·  " +
            (days ? desk_.present.format.date(nearest->time, clock)
                  : desk_.present.format.moment(nearest->time, desk_.present.now, clock));
        for (const Course::Happening& each : course_.happenings)
            if (std::abs(x_of(each.time) - at) < near_mark) {
                reading.text += "  ·  " + each.text;
                break;
            }
        return reading;
    }

    Desk& desk_;
    Course course_;
    ValueUnit unit_;
    ValueAxis axis_;
};

std::string length_text(std::chrono::hours length) {
    return length < 48h ? std::to_string(length.count()) + " h"
                        : std::to_string(length.count() / 24) + " d";
}

void add_lengths(const Desk& desk, ChartView& chart) {
    for (const std::chrono::hours length : history_lengths)
        chart.lengths.push_back({length_text(length),
                                 length == desk.place.history,
                                 {About::Kind::hours, std::to_string(length.count())}});
}

std::string chart_legend(const ChartView& chart, const Words& words) {
    std::string legend;
    if (!chart.targets.empty()) legend = "Dashed: target";
    if (!chart.marks.empty()) {
        legend += legend.empty() ? "" : "  ·  ";
        legend += words.marks_legend;
    }
    return legend;
}

const Page& history_of(Desk& desk, const Kpi& kpi) {
    const std::chrono::seconds every = desk.place.history <= 8h ? 10s : 60s;
    return desk.answers.want("/v1/kpis/" + percent_encoded(kpi.id.text) +
                                 "/history?hours=" + std::to_string(desk.place.history.count()),
                             every, desk.own_now);
}

}  // namespace

ChartView kpi_chart(Desk& desk, const Kpi& kpi) {
    const Page page = history_of(desk, kpi);
    ChartView chart;
    if (page.value) {
        Course course =
            course_in(*page.value, desk.present.now - desk.place.history, desk.present.now);
        const Reading* const reading = find_reading(desk.present.board.readings, kpi.id);
        const bool whole = desk.place.queue.empty();
        // What is shown large is where the line ends.
        if (whole && desk.present.online && reading && reading->value && !reading->since &&
            (course.points.empty() || course.points.back().time < desk.present.now))
            course.points.push_back({desk.present.now, *reading->value});
        const Format& format = desk.present.format;
        chart = Drawing{desk, std::move(course), kpi.unit}.draw([&](double value) {
            const ValueText text = format.value(kpi, value);
            return kpi.unit == ValueUnit::ratio ? text.number + " " + text.unit : text.number;
        });
    }
    if (chart.lines.empty())
        chart.nothing = page.value ? "Nothing is known of this stretch." : problem_of(desk, page);
    add_lengths(desk, chart);
    chart.legend = chart_legend(chart, desk.present.format.words());
    return chart;
}

ChartView node_chart(Desk& desk, NodeReading::Kind kind, const std::string& id) {
    constexpr int days = 60;
    const Page page =
        desk.answers.want("/v1/nodes/" + std::string{name_of(kind)} + "/" + percent_encoded(id) +
                              "/history?days=" + std::to_string(days),
                          std::chrono::minutes{5}, desk.own_now);
    ChartView chart;
    if (page.value) {
        Course course;
        course.to = desk.present.now;
        course.points = points_in(*page.value);
        const auto* node = find_node(desk.present.board.readings, kind, id);
        if (node && node->attainment && desk.present.online)
            course.points.push_back({course.to, *node->attainment});
        if (course.points.size() > 1) {
            course.from = course.points.front().time;
            chart = Drawing{desk, std::move(course), ValueUnit::ratio}.draw(
                [&](double value) { return desk.present.format.percent(value); });
        }
    }
    if (chart.lines.empty())
        chart.nothing =
            page.value ? "The history begins with the second day." : problem_of(desk, page);
    chart.legend = chart_legend(chart, desk.present.format.words());
    return chart;
}

std::vector<Row> history_rows(Desk& desk, const Kpi& kpi, std::string& problem) {
    const Page page = history_of(desk, kpi);
    problem = problem_of(desk, page);
    std::vector<Row> rows;
    if (!page.value) return rows;
    if (!desk.place.queue.empty())
        rows.push_back({.kind = Row::Kind::text, .text = "The history is that of all queues."});
    const Course course =
        course_in(*page.value, desk.present.now - desk.place.history, desk.present.now);
    const LocalClock& clock = desk.present.board.desk.clock;
    const auto when = [&](Time time) {
        return desk.present.format.moment(time, desk.present.now, clock);
    };
    if (!course.goals.empty()) rows.push_back({.kind = Row::Kind::heading, .text = "Targets"});
    for (const Course::Goal& goal : course.goals) {
        Kpi with = kpi;
        with.target = goal.target;
        rows.push_back(
            {.kind = Row::Kind::fact,
             .text = goal.from <= course.from ? "From before" : "From " + when(goal.from),
             .value = desk.present.format.target(with)});
    }
    if (!course.happenings.empty())
        rows.push_back({.kind = Row::Kind::heading, .text = "What happened meanwhile"});
    for (const Course::Happening& each : course.happenings)
        rows.push_back({.kind = Row::Kind::event,
                        .text = each.text,
                        .value = when(each.time),
                        .note = each.incident ? "incident" : "change",
                        .strong = each.incident});
    return rows;
}

}  // namespace waymark::wallboard
