#include <algorithm>

#include "wallboard/leads/lay_panel.hpp"

namespace waymark::wallboard {
namespace {

constexpr float apart = 14;
constexpr float edge = 10;  // so that a curve's thickness stays within
constexpr float mark = 11;

/// Where the course itself lies.
Rect plot_of(const Pen& pen, const ChartView& chart, Rect rect) {
    float widest = 0;
    for (const ChartView::Label& label : chart.heights)
        widest = std::max(widest, pen.width(label.text, panel_small));
    const float left = widest > 0 ? widest + apart : 0;
    const float below = (chart.times.empty() ? 0 : panel_line) + panel_line;
    return {rect.x + left, rect.y, rect.w - left, rect.h - below};
}

Spot spot_in(Rect plot, float x, float y) {
    return {plot.x + edge + x * (plot.w - 2 * edge),
            plot.bottom() - edge - y * (plot.h - 2 * edge)};
}

void put_heights(Pen& pen, const ChartView& chart, Rect plot) {
    float above = plot.bottom() + panel_line;
    for (const ChartView::Label& label : chart.heights) {
        const float y = spot_in(plot, 0, label.at).y;
        const float middle = std::clamp(y, plot.y + panel_line / 2, plot.bottom() - panel_line / 2);
        if (above - middle < panel_line * 0.9F) continue;
        above = middle;
        pen.put_right(pen.fit(label.text, panel_small, plot.w), plot.x - apart, middle,
                      pen.theme().soft_ink, pen.theme().card);
    }
}

void put_times(Pen& pen, const ChartView& chart, Rect plot) {
    float end = plot.x - apart;
    for (const ChartView::Label& label : chart.times) {
        const auto line = pen.fit(label.text, panel_small, plot.w);
        const float x = std::clamp(spot_in(plot, label.at, 0).x - line.width / 2, plot.x,
                                   plot.right() - line.width);
        if (x < end + apart) continue;
        pen.put(line, x, plot.bottom() + panel_line / 2, pen.theme().soft_ink, pen.theme().card);
        end = x + line.width;
    }
}

void put_course(Pen& pen, const ChartView& chart, Rect plot) {
    const Theme& theme = pen.theme();
    for (const ChartView::Level& target : chart.targets) {
        const Spot from = spot_in(plot, target.from, target.at);
        pen.dashes(from.x, from.y, spot_in(plot, target.to, 0).x - from.x, theme.soft_ink);
    }
    for (const auto& line : chart.lines) {
        std::vector<Spot> spots;
        spots.reserve(line.size());
        for (const SparkPoint& point : line)
            spots.push_back(spot_in(plot, point.x, point.y));
        if (spots.size() > 1)
            pen.curve(spots, plot.bottom() - edge, theme.accent);
        else if (!spots.empty())
            pen.glyph(Glyph::Kind::dot, spots[0].x - 4, spots[0].y, 4, theme.accent);
    }
    for (const SparkMark& each : chart.marks)
        pen.glyph(each.incident ? Glyph::Kind::incident : Glyph::Kind::release,
                  spot_in(plot, each.x, 0).x - mark, plot.bottom() - mark - 4, mark,
                  each.incident ? theme.warn : theme.soft_ink);
}

}  // namespace

void put_chart(Pen& pen, const ChartView& chart, Rect rect) {
    const Theme& theme = pen.theme();
    if (!chart.lengths.empty()) {
        const float end = put_choices(pen, chart.lengths, rect);
        rect.h -= end + 8 - rect.y;
        rect.y = end + 8;
    }
    const Rect plot = plot_of(pen, chart, rect);
    pen.box(plot, theme.background, 10, 10);
    if (chart.lines.empty()) {
        const auto lines = pen.wrap(chart.nothing, panel_text, plot.w - 2 * apart, 3);
        float middle = plot.y + plot.h / 2 - panel_line * static_cast<float>(lines.size() - 1) / 2;
        for (const FittedLine& line : lines) {
            pen.put(line, plot.x + (plot.w - line.width) / 2, middle, theme.soft_ink,
                    theme.background);
            middle += panel_line;
        }
        return;
    }
    put_heights(pen, chart, plot);
    put_times(pen, chart, plot);
    put_course(pen, chart, plot);
    std::string below = chart.legend;
    if (chart.reading) {
        const Spot spot = spot_in(plot, chart.reading->x, chart.reading->y);
        pen.box({spot.x - 2, plot.y, 4, plot.h}, theme.soft_ink, 0, 0);
        pen.glyph(Glyph::Kind::dot, spot.x - 8, spot.y, 8, theme.ink);
        below = chart.reading->text;
    }
    pen.put(pen.wrap(below, panel_small, plot.w, 1).front(), plot.x, rect.bottom() - panel_line / 2,
            chart.reading ? theme.ink : theme.soft_ink, theme.card);
    pen.touch({plot.x + edge, plot.y, plot.w - 2 * edge, plot.h}, {About::Kind::chart, ""});
}

}  // namespace waymark::wallboard
