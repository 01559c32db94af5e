#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/model/annotation.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/milestone.hpp"
#include "shared/model/state.hpp"
#include "shared/model/time.hpp"

namespace waymark {

/// A KPI right now. Its age is that of its feeds (FeedReading::heard), so that a quiet night
/// changes no reading.
struct Reading {
    KpiId kpi;
    State state = State::no_data;
    std::optional<double> value;       ///< in the KPI's unit; kept while stale or too_few
    std::int64_t n = 0;                ///< cases the value is made of
    std::optional<double> numerator;   ///< of a ratio: the 7 of "7 of 9", the 9 is `n`
    std::optional<Time> since;         ///< the value is an age: it is now - since, and grows
    std::optional<double> attainment;  ///< 0..1; only with a target and a judged state
    Trend trend = Trend::none;
    std::optional<double> change;           ///< value minus its reference, in the KPI's unit
    std::optional<Time> opens;              ///< when closed: the next opening
    std::optional<Time> provisional_until;  ///< the value may still change until then
    std::optional<Time> begun;  ///< the series is younger than its window: it began then

    bool operator==(const Reading&) const = default;
};

/// The same of the cases of one queue alone: without trend, change and begin.
struct QueueReading {
    std::string queue;
    Reading reading;
    bool operator==(const QueueReading&) const = default;
};

/// Whether something will be achieved by the end of the vision's year, as it goes now.
enum class Pace {
    on_pace,
    late,     ///< after that year
    never,    ///< it does not come nearer
    unknown,  ///< too early to say
};
std::string_view name_of(Pace pace);
std::optional<Pace> pace_named(std::string_view name);

/// A CSF, an objective or a vision right now.
struct NodeReading {
    enum class Kind { csf, objective, vision };
    Kind kind = Kind::csf;
    std::string id;  ///< a CsfId's, an ObjectiveId's, or for a vision its UnitId's text
    State state = State::unknown;      ///< on_target, at_risk, off_target or unknown
    bool partial = false;              ///< some children are unknown, though enough are known
    std::optional<double> attainment;  ///< 0..1, how good now; none when unknown
    std::optional<double> progress;    ///< 0..1, slow: share of CSFs achieved, by weight
    int achieved = 0;  ///< children achieved: CSFs as of their `done_when`; KPIs on target
    int children = 0;
    /// Of a CSF with `done_when`: days held of the days it needs.
    std::optional<int> held;
    std::optional<int> needed;
    /// The desk day since which it is achieved: a CSF with `done_when`; above, all such below it.
    std::optional<std::chrono::local_days> achieved_since;
    std::optional<std::chrono::local_days> forecast;  ///< when it will be, as it goes now
    std::optional<Pace> pace;  ///< none once achieved, and where nothing has a `done_when`

    bool operator==(const NodeReading&) const = default;
};

std::string_view name_of(NodeReading::Kind kind);
std::optional<NodeReading::Kind> node_kind_named(std::string_view name);

/// What is known of a feed's life.
struct FeedReading {
    FeedId feed;
    Freshness freshness = Freshness::never;
    std::optional<Time> heard;       ///< last proof of life
    std::optional<Time> last_event;  ///< last record that was more than a proof of life

    bool operator==(const FeedReading&) const = default;
};

/// A place in one history: `sequence` numbers the last applied record or tick. Positions of
/// different epochs can't be compared.
struct Position {
    std::string epoch;
    std::uint64_t sequence = 0;
    bool operator==(const Position&) const = default;
};

/// A point of a sparkline.
struct Point {
    Time time;
    double value = 0;
    bool operator==(const Point&) const = default;
};

struct Series {
    KpiId kpi;
    std::vector<Point> points;  ///< oldest first
    bool operator==(const Series&) const = default;
};

/// What a node's attainment was on each desk day that it was known.
struct NodeSeries {
    NodeReading::Kind kind = NodeReading::Kind::objective;
    std::string id;             ///< as NodeReading's
    std::vector<Point> points;  ///< oldest first; the time is the beginning of the desk day
    bool operator==(const NodeSeries&) const = default;
};

/// Whole readings, whichever changed.
struct Readings {
    std::vector<Reading> kpis;
    std::vector<NodeReading> nodes;
    std::vector<FeedReading> feeds;
    std::optional<std::vector<std::string>> problems;  ///< for team leads; absent: as before
    std::vector<QueueReading> queues;                  ///< by queue, then KPI
    std::vector<std::string> gone_queues;  ///< queues without readings from now on; of deltas only
    std::optional<std::vector<Annotation>> annotations;  ///< newest first; absent: as before
    std::optional<std::vector<Milestone>> milestones;    ///< newest first; absent: as before

    bool operator==(const Readings&) const = default;
    bool empty() const { return *this == Readings{}; }
};

}  // namespace waymark
