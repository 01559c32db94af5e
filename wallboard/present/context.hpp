#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/model/board.hpp"
#include "shared/model/format.hpp"
#include "wallboard/present/view.hpp"
#include "wallboard/state/board_state.hpp"
#include "wallboard/state/celebration.hpp"
#include "wallboard/view/options.hpp"

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

/// Finds the KPIs of a desk by their ids; at once, when they are asked for in the desk's order.
class KpiFinder {
public:
    explicit KpiFinder(const Outline& desk) : kpis_(desk.kpis) {}
    /// Null: the desk has none of that id.
    const Kpi* find(const KpiId& id) {
        for (std::size_t tried = 0; tried < kpis_.size(); ++tried) {
            const Kpi& kpi = kpis_[next_ % kpis_.size()];
            ++next_;
            if (kpi.id == id) return &kpi;
        }
        return nullptr;
    }

private:
    const std::vector<Kpi>& kpis_;
    std::size_t next_ = 0;
};

class PresentMemory;

/// What presenting any part needs. Times are the server's.
struct Present {
    const Board& board;
    Format format;
    Time now;
    bool online;
    Time last_heard;  ///< of the server; `now` while online
    Deadlines& deadlines;
    const SharedList<KpiId>* long_off = nullptr;  ///< as Showing's; null: none
    bool mirrored = false;                        ///< left and right change places
    PresentMemory* memory = nullptr;              ///< of earlier frames; null: none
};

/// Whether the server was heard lately; `now` by the own clock.
bool is_online(const LinkHealth& link, Time now);

// The parts of a view, each from the board as it is now.

/// The state shown for a KPI: the server's, or stale when its feeds have been silent for too long
/// or the server has.
State shown_state(Present& present, const Kpi& kpi);
/// The same of any reading of the KPI, with its value; of none: no data.
struct ShownValue {
    State state;
    ValueText value;
};
ShownValue shown_value(Present& present, const Kpi& kpi, const Reading* reading);
TileView present_tile(Present& present, const Kpi& kpi);
/// The tiles of the KPIs, in their order; ids that the desk does not know are passed over.
std::vector<TileView> present_tiles(Present& present, const std::vector<KpiId>& kpis);
/// The points of `series` as a curve, thinned out to what the eye can tell apart, and the height
/// of the target line.
void present_spark(const Series& series, const Kpi& kpi, TileView& tile);
/// Marks on that curve: incidents and other notes while it was drawn.
void present_marks(const Series& series, const std::vector<Annotation>& annotations,
                   TileView& tile);

/// The desk's own unit; null when the charter has none.
const Unit* desk_unit(const Outline& desk);
std::vector<ObjectiveView> present_objectives(Present& present, const Unit& unit);
/// Stale while offline; unknown without a reading.
State shown_node_state(const Present& present, const NodeReading* node);
/// "day 7 of 20"; days beyond those needed are not counted on. Empty: nothing says how long.
std::string hold_text(const Present& present, const NodeReading* csf);
ObjectiveView present_objective(Present& present, const Objective& objective);
/// The vision as a sentence, and how far it is.
StatementView present_vision(Present& present);
CharterView present_charter(Present& present);

/// The code under which people let this wall in, and what to do with it.
WaitingView present_pairing(const PairingCode& pairing, const ViewOptions& options, Time now,
                            Deadlines& deadlines);
/// Which screen this is, for people who look for it.
WaitingView present_identity(const Screen* screen, const ViewOptions& options);
/// What is to be done until there is something to see.
WaitingView present_waiting(const BoardState& state, const ViewOptions& options, Time now,
                            Deadlines& deadlines);

HeaderView present_header(Present& present, const LinkHealth& link, const ViewOptions& options,
                          const std::vector<KpiId>& counted);
StripView present_strip(Present& present, const Screen* screen, const Body& body);
BottomView present_bottom(Present& present, const LinkHealth& link, const ViewOptions& options,
                          std::string_view legend, Time own_now);
/// "Trying again in 8 s."; counts down, once a second.
std::string retry_text(const LinkHealth& link, Time now, const Words& words, Deadlines& deadlines);

/// Nothing, when the board does not know the milestone any more.
std::optional<CelebrationView> present_celebration(Present& present, const Celebrating& celebrating,
                                                   bool reduced_motion);
/// "12 days without a next vision", while the unit's vision is reached and no new one is there.
std::string reimagine_text(const Present& present, const UnitId& unit);

// The bodies of the scenes that have more to say than tiles; each in a file of its own.

CascadeView present_cascade(Present& present, const Scene& scene);
ObjectiveSceneView present_objective_scene(Present& present, const Scene& scene);
QueuesView present_queues(Present& present, const Scene& scene);
RoadmapView present_roadmap(Present& present, const Scene& scene);
StakeholdersView present_stakeholders(Present& present);

/// What the scene is about.
Body present_scene(Present& present, const Scene& scene);

}  // namespace waymark::wallboard
