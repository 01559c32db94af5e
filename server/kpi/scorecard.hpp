#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/kpi/chronicle/annotations.hpp"
#include "server/kpi/chronicle/milestones.hpp"
#include "server/kpi/chronicle/node_history.hpp"
#include "server/kpi/chronicle/outlooks.hpp"
#include "server/kpi/judge/hold.hpp"
#include "server/kpi/judge/judgement.hpp"
#include "server/kpi/ledger.hpp"
#include "server/kpi/queue_table.hpp"
#include "server/kpi/sparkline.hpp"
#include "shared/model/board.hpp"

namespace waymark::server {

/// The value of a KPI, or of one slice of it, as now known, without judgement.
struct KpiValue {
    KpiId kpi;
    std::vector<std::pair<std::string, std::string>>
        labels;  ///< ("queue", "servicedesk"); all: none
    Bounds window;
    Measured measured;
    std::vector<PartCount> parts;
};

/// What is known of a feed's life.
struct FeedLife {
    std::optional<Time> heard;
    std::optional<Time> last_event;
    std::optional<Time> first_event;  ///< the earliest time any record of it told of
};

/// Turns records into readings, and readings into CSF, objective and vision progress. What it shows
/// is a function of the desk folder and of the calls of `advance` and `accept`, in their order.
/// Server thread only.
class Scorecard {
public:
    /// The folder's zones must be known to the system (a checked folder's are).
    explicit Scorecard(const DeskFolder& folder);
    ~Scorecard();

    /// Takes over a changed folder: KPIs whose measure is the same keep their series; of others a
    /// new one begins now.
    void reload(const DeskFolder& folder);

    /// The desk's time is now `now`; an earlier one than before changes nothing.
    void advance(Time now);

    /// A record of a feed, received now. `feed.alive` and every other record prove its life, except
    /// annotations and decisions on milestones: those are told by people.
    void accept(const FeedId& feed, const Record& record);

    /// All readings at the desk's time, without problems.
    Readings readings();

    /// What every KPI's window that ends at `at` holds, whole and by slice, as known now.
    std::vector<KpiValue> values_at(Time at) const;

    /// Every KPI's sparkline of today, a point at every five-minute mark that has a value.
    std::vector<Series> series() const;
    /// The points that are new or changed since the last call; empty between five-minute marks
    /// unless late records changed the past.
    std::vector<Series> take_new_points();

    /// Since when all feeds of the KPI have told anything; Time::max(): not yet.
    Time known_since(const Kpi& kpi) const;

    /// The desk's time.
    Time now() const { return now_; }
    /// When the current desk day began: sparklines begin there.
    Time day_start() const { return ledger_.calendar().day_start(now_); }
    LocalClock clock() const { return ledger_.calendar().clock_at(now_); }
    /// As the folder has it, with the targets that are in force today. It changes with the folder
    /// and with desk days only.
    const Outline& outline() const { return outline_; }

    const DeskFolder& folder() const { return folder_; }
    const Ledger& ledger() const { return ledger_; }
    /// What the state of a KPI of the outline rests on, and what its trend was last compared with.
    const Judgement& judgement(const KpiId& kpi) const { return gauged(kpi).provisional; }
    const Measured& reference(const KpiId& kpi) const { return gauged(kpi).reference; }
    const Annotations& annotations() const { return annotations_; }
    const Milestones& milestones() const { return milestones_; }
    /// A node's last `most` known days, oldest first; each at the beginning of its desk day.
    std::vector<Point> node_days(NodeReading::Kind kind, const std::string& id,
                                 std::size_t most) const;
    /// The last 60 of each objective.
    std::vector<NodeSeries> node_series() const;
    Health& health() { return ledger_.health(); }
    const std::map<FeedId, FeedLife>& feeds() const { return feeds_; }
    /// What is odd in today's data and what does not add up, in lines for team leads.
    std::vector<std::string> findings() const;

    /// See Ledger::adopt; the KPI must be one of the outline.
    void adopt(const KpiId& kpi, const KeptSeries& kept, Time begun);

    /// What is needed to come back here; `sequence` is left to the caller. Only the states that
    /// changed since the last call are in it.
    Checkpoint checkpoint();
    void restore(const Checkpoint& checkpoint);

private:
    struct Gauged {
        Judgement judgement;    ///< as of the last time before now_
        Judgement provisional;  ///< with the value at now_; taken over when time moves on
        Sparkline sparkline;
        Measured reference;         ///< what the trend compares with, as of `referred`
        std::int64_t referred = 0;  ///< the minute, or 0
    };

    const Gauged& gauged(const KpiId& kpi) const;
    void step(Time now);
    void end_day(std::chrono::local_days day, Time end);
    void set_targets(const DeskFolder& folder);
    void evaluate();
    Reading judge(const Kpi& kpi, const Measured& measured, Judgement& judgement) const;
    Reading read(const Kpi& kpi, Gauged& gauged);
    void read_queues();
    void note_day(std::chrono::local_days day, bool open);
    std::vector<Standing> standings(bool open) const;
    Standing standing_of(const Unit& unit, const Objective& objective, bool open) const;
    void measured(Standing& standing, NodeReading::Kind kind,
                  std::optional<std::chrono::local_days> since) const;
    void look_ahead();
    FeedReading read(const Feed& feed) const;
    const Measured& reference(const Kpi& kpi, Gauged& gauged);
    Freshness freshness(const Kpi& kpi) const;
    void refresh_series();

    DeskFolder folder_;
    Outline outline_;
    Ledger ledger_;
    std::vector<Gauged> gauged_;  ///< as the outline's KPIs
    std::map<FeedId, FeedLife> feeds_;
    Holds holds_;
    DayStates day_states_;
    Annotations annotations_;
    QueueTable queues_;
    NodeHistory history_;
    Milestones milestones_;
    Outlooks outlooks_;  ///< as of the last desk day that ended
    Time now_;
    bool evaluated_ = false;
    Readings readings_;
    std::vector<Series> new_points_;
    Time series_at_;
};

}  // namespace waymark::server
