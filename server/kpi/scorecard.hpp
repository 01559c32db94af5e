#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/kpi/time/calendar.hpp"
#include "server/kpi/judge/judgement.hpp"
#include "server/kpi/memory_codec.hpp"
#include "server/kpi/meter/meter.hpp"
#include "server/kpi/sparkline.hpp"
#include "server/store/store.hpp"
#include "shared/model/board.hpp"
#include "shared/model/desk_folder.hpp"

namespace waymark::server {

/// Turns records into readings, and readings into CSF, objective and vision progress. What it shows
/// is a function of the desk folder and of the calls of `advance` and `accept`, in their order.
/// Server thread only.
class Scorecard {
public:
    /// The folder's zone must be known to the system (a checked folder's is).
    explicit Scorecard(const DeskFolder& folder);
    ~Scorecard();

    /// Takes over a changed folder: KPIs whose measure is the same keep their states.
    void reload(const DeskFolder& folder);

    /// The desk's time is now `now`; an earlier one than before changes nothing.
    void advance(Time now);

    /// A record of a feed, received now. `feed.alive` and every other record prove its life.
    void accept(const FeedId& feed, Record record);

    /// All readings at the desk's time, without problems.
    Readings readings();

    /// Every KPI's sparkline of today, a point at every five-minute mark that has a value.
    std::vector<Series> series() const;
    /// The points that are new or changed since the last call; empty between five-minute marks
    /// unless late records changed the past.
    std::vector<Series> take_new_points();

    /// The desk's time.
    Time now() const { return now_; }
    /// When the current desk day began: sparklines begin there.
    Time day_start() const { return calendar_->day_start(now_); }
    LocalClock clock() const { return calendar_->clock_at(now_); }

    /// What is needed to come back here; `sequence` is left to the caller. Only the states that
    /// changed since the last call are in it.
    Checkpoint checkpoint();
    void restore(const Checkpoint& checkpoint);

private:
    struct Gauged {
        Kpi kpi;
        std::string fingerprint;
        std::unique_ptr<Meter> meter;
        Judgement judgement;    ///< as of the last time before now_
        Judgement provisional;  ///< with the value at now_; taken over when time moves on
        Sparkline sparkline;
    };

    void evaluate();
    Reading read(Gauged& gauged) const;
    FeedReading read(const Feed& feed) const;
    Freshness freshness(const Kpi& kpi) const;
    Time known_since(const Kpi& kpi) const;
    void refresh_series();

    Outline outline_;
    std::unique_ptr<DeskCalendar> calendar_;
    Subjects subjects_;
    std::vector<Gauged> kpis_;
    std::map<FeedId, Memory::OfFeed> feeds_;
    Time now_;
    bool evaluated_ = false;
    Readings readings_;
    std::vector<Series> new_points_;
    Time series_at_;
};

}  // namespace waymark::server
