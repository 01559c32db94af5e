#pragma once

#include <cstdint>
#include <vector>

#include "wallboard/present/context.hpp"

namespace waymark::wallboard {

/// The tiles of earlier frames, each with what it was made of and until when it holds, so that a
/// tile of which nothing changed is not made again. Without it a view comes out the same, only
/// later. GUI thread only.
class PresentMemory {
public:
    /// Begins a frame at `now` (own clock). Another desk, or a server's clock that jumped, makes
    /// everything new.
    void begin(const BoardState& state, Time now);

    /// The tile as `make_tile` would make it now, of a KPI of the board's desk.
    const TileView& tile(Present& present, const Kpi& kpi);

    /// The objectives of the desk's unit as `present_objectives` would make them now.
    const SharedList<ObjectiveView>& objectives(Present& present, const Unit& unit);

private:
    struct Known {
        Reading reading;
        std::vector<FeedReading> feeds;
        std::size_t points = 0;
        Point newest;
        bool online = false;
        Time last_heard;
        std::size_t annotations = 0;
        Time until;               ///< own clock
        std::uint64_t frame = 0;  ///< checked in
        TileView tile;
    };
    bool holds(const Known& known, const Present& present, const Kpi& kpi) const;
    void make(Known& known, Present& present, const Kpi& kpi) const;

    std::vector<Known> known_;  ///< in the order of the desk's KPIs
    /// What the objectives were made of.
    struct Below {
        std::vector<NodeReading> nodes;
        std::vector<State> kpis;
        bool online = false;
    };
    std::optional<Below> below_;
    SharedList<ObjectiveView> objectives_;
    std::uint64_t desk_ = 0;
    Duration skew_{0};
    Time now_;
    std::uint64_t frame_ = 0;
};

}  // namespace waymark::wallboard
