#include "server/kpi/sparkline.hpp"

#include <algorithm>

#include "server/kpi/time/windows.hpp"

namespace waymark::server {
namespace {

constexpr Duration step = std::chrono::minutes{5};

}  // namespace

std::vector<Point> Sparkline::draw(const Kpi& kpi, Meter& meter, Bounds known,
                                   const DeskCalendar& calendar) {
    const Time day_begin = calendar.day_start(known.to);
    std::erase_if(points_, [&](const Point& point) { return point.time <= day_begin; });
    Time changed = std::min(meter.take_rewritten(), drawn_to_);
    if (known.from < known_from_) changed = std::min(changed, known.from);
    changed = std::max(changed, day_begin);
    known_from_ = known.from;
    std::vector<Point> news;
    for (Time mark = day_begin + ((changed - day_begin) / step + 1) * step; mark <= known.to;
         mark += step) {
        drawn_to_ = mark;
        if (mark <= known.from) continue;
        const Measured measured =
            meter.over(window_at(kpi.window, mark - Duration{1}, calendar), {});
        if (!measured.value || (measured.n == 0 && kpi.min_n > 0)) continue;
        if (put({mark, *measured.value})) news.push_back({mark, *measured.value});
    }
    return news;
}

/// False when the line had the point already.
bool Sparkline::put(Point point) {
    const auto at = std::ranges::lower_bound(points_, point.time, {}, &Point::time);
    if (at == points_.end() || at->time != point.time) {
        points_.insert(at, point);
        return true;
    }
    if (*at == point) return false;
    *at = point;
    return true;
}

}  // namespace waymark::server
