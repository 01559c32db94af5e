#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "shared/model/ids.hpp"
#include "shared/model/record.hpp"

namespace waymark {

/// One condition on a field of an event or of a subject. Every part that is set must hold.
struct Condition {
    std::string field;
    std::vector<FieldValue> any_of;   ///< equal to, or among its texts, one of these
    std::vector<FieldValue> none_of;  ///< present or not, equal to none of these
    std::optional<double> at_least;   ///< >=, in the field's unit; an absent field fails
    std::optional<double> at_most;    ///< <=
    std::optional<double> above;      ///< >
    std::optional<double> below;      ///< <
    std::optional<bool> present;      ///< whether the field is there at all
    bool or_absent = false;           ///< an absent field passes

    bool operator==(const Condition&) const = default;
};

/// Picks events: one of `types`, and all conditions hold. The events are those of the contract
/// with what follows from a subject's life filled in, and a few that only follow
/// (docs/kpi-catalogue.md lists both).
struct Selector {
    std::vector<std::string> types;
    std::vector<Condition> where;

    bool operator==(const Selector&) const = default;
};

/// Events that match any of the selectors, each counted once.
using Selection = std::vector<Selector>;

/// How many events, less how many others; with `field` the sum of that number instead. SUM.
struct CountMeasure {
    Selection events;
    Selection less;
    std::string field;
    bool operator==(const CountMeasure&) const = default;
};

/// Events in the numerator over events in the denominator; with a field the sum of that number
/// instead of the count. No data when the denominator is 0. RATIO.
struct RatioMeasure {
    Selection numerator;
    Selection denominator;
    std::string numerator_field;
    std::string denominator_field;
    /// Contacts that still wait and have for longer than this are added to the denominator.
    std::optional<Duration> waiting_beyond;
    std::vector<Condition> waiting_where;  ///< on the states of those contacts
    bool operator==(const RatioMeasure&) const = default;
};

/// Mean of a number over the events that have it. MEAN.
struct MeanMeasure {
    Selection events;
    std::string field;
    bool operator==(const MeanMeasure&) const = default;
};

/// The value that a share `quantile` of the events does not exceed: exact for up to 256 events,
/// within 1 % beyond. SKETCH.
struct QuantileMeasure {
    Selection events;
    std::string field;
    double quantile = 0.5;  ///< 0..1; 0.5 is the median
    bool operator==(const QuantileMeasure&) const = default;
};

/// The greatest number among the events. MAX.
struct MaxMeasure {
    Selection events;
    std::string field;
    bool operator==(const MaxMeasure&) const = default;
};

/// How many different texts of a field the events have. DISTINCT.
struct DistinctMeasure {
    Selection events;
    std::string field;
    bool operator==(const DistinctMeasure&) const = default;
};

/// Promoters (9, 10) less detractors (0..6) in percent of all answers, -100..100. NPS.
struct NpsMeasure {
    Selection events;
    std::string field;
    bool operator==(const NpsMeasure&) const = default;
};

/// How many subjects are in a state (contacts waiting, agents ready, tickets open), or with `field`
/// the sum of a number they have (the samples of a metric): now, or over the window. "All" is a
/// state of its own: a subject counts once, whatever queues it belongs to. GAUGE; `any_time` UNION.
struct LevelMeasure {
    enum class Over {
        last,      ///< at the end of the window
        max,       ///< the greatest
        mean,      ///< weighted by time
        sum_time,  ///< subject-seconds: the area
        any_time,  ///< seconds with at least one; overlaps count once
    };
    std::string subject;           ///< "contact", "agent", "ticket" or "metric"
    std::vector<Condition> where;  ///< on the subject's state
    std::string field;
    Over over = Over::last;
    bool operator==(const LevelMeasure&) const = default;
};

/// Subjects in one state over subjects in another: at this instant, or of their seconds in the
/// window (occupancy). RATIO of gauges.
struct ShareMeasure {
    std::string subject;
    std::vector<Condition> numerator;
    std::vector<Condition> denominator;
    bool of_time = false;
    bool operator==(const ShareMeasure&) const = default;
};

/// The age of subjects in a state: now less an instant they carry (`since`, `began`,
/// `response_due`, `resolution_due`, `promise`), 0 or more unless due times are asked for.
struct AgeMeasure {
    enum class Show {
        oldest,  ///< the greatest age; 0 when there is none
        count,   ///< how many have an age within the bounds
        share,   ///< how many of those that have an age
    };
    std::string subject;
    std::vector<Condition> where;
    std::string since;
    Show show = Show::oldest;
    std::optional<Duration> above;    ///< age > this; negative: still to come
    std::optional<Duration> at_most;  ///< age <= this
    std::string hours;                ///< ages within these hours; empty: by the clock
    bool operator==(const AgeMeasure&) const = default;
};

/// What people enter by `value.entered`.
struct ManualMeasure {
    bool operator==(const ManualMeasure&) const = default;
};

/// A formula over other KPIs of the desk, named by their ids in braces:
/// "{abandoned} / {offered}". It is as stale as the stalest and has the smallest n of its inputs.
struct FormulaMeasure {
    std::string expression;
    std::vector<KpiId> inputs;  ///< as they stand in the expression, each once
    bool operator==(const FormulaMeasure&) const = default;
};

using MeasureKind = std::variant<CountMeasure, RatioMeasure, MeanMeasure, QuantileMeasure,
                                 MaxMeasure, DistinctMeasure, NpsMeasure, LevelMeasure,
                                 ShareMeasure, AgeMeasure, ManualMeasure, FormulaMeasure>;

/// A count told beside the value, in explanations and replays.
struct Part {
    std::string name;  ///< "answered within 20 s"
    Selection events;
    bool excluded = false;  ///< these are left out of the value, and `name` is the reason
    bool operator==(const Part&) const = default;
};

/// How a KPI is computed from records.
struct Measure {
    MeasureKind how;
    std::vector<Part> parts;
    /// Events are counted when their subject began (the contact arrived), not when they happened.
    bool at_arrival = false;
    /// Values this young may still change (first contact resolution: until nobody came back).
    std::chrono::days provisional{0};
    std::string name;  ///< the catalogue's, "service_level", or the kind's
    /// The variant's options as written or by default, for explanations: ("within", "20 s").
    std::vector<std::pair<std::string, std::string>> options;
    std::string formula;  ///< the variant in words

    bool operator==(const Measure&) const = default;
};

}  // namespace waymark
