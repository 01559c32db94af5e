#pragma once

#include <vector>

#include "server/kpi/meter/meter.hpp"
#include "shared/model/kpi.hpp"
#include "shared/model/reading.hpp"

namespace waymark::server {

/// A KPI's course of the desk day: its value at every five-minute mark that has one.
class Sparkline {
public:
    /// Brings the line up to `known.to` (now), and anew from the earliest instant the meter says
    /// has changed; returns the points that are new or different. Before `known.from` the feeds had
    /// told nothing: there is no line, not one at nought. What is older than the desk day goes.
    std::vector<Point> draw(const Kpi& kpi, Meter& meter, Bounds known,
                            const DeskCalendar& calendar);

    const std::vector<Point>& points() const { return points_; }

private:
    bool put(Point point);

    std::vector<Point> points_;
    Time drawn_to_;                  ///< the last mark drawn
    Time known_from_ = Time::max();  ///< as of the last call
};

}  // namespace waymark::server
