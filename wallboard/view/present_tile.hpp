#pragma once

#include <optional>
#include <string>

#include "shared/model/board.hpp"
#include "shared/model/format.hpp"
#include "wallboard/view/present.hpp"

namespace waymark::wallboard {

/// Gathers the earliest instant at which the view would differ.
class Deadlines {
public:
    explicit Deadlines(Time now) : now_(now) {}
    /// Something changes after `left`; what lies in the past changes nothing any more.
    void in(Duration left) {
        if (left > Duration{0} && left < next_ - now_) next_ = now_ + left;
    }
    Time next() const { return next_; }

private:
    Time now_;
    Time next_ = Time::max();
};

/// What presenting any part needs. Times are the server's.
struct Present {
    const Board& board;
    Format format;
    Time now;
    bool online;
    Time last_heard;  ///< of the server; `now` while online
    Deadlines& deadlines;
};

/// The state shown for a KPI: the server's, or stale when its feeds have been silent for too long
/// or the server has.
State shown_state(Present& present, const Kpi& kpi);

TileView present_tile(Present& present, const Kpi& kpi);

/// The points of `series` as a curve, thinned out to what the eye can tell apart, and the height
/// of the target line.
void present_spark(const Series& series, const Kpi& kpi, TileView& tile);

}  // namespace waymark::wallboard
