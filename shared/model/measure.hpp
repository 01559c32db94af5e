#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "shared/model/record.hpp"

namespace waymark {

/// One condition on a field of a record. Every part that is set must hold.
struct Condition {
    std::string field;
    std::vector<FieldValue> any_of;   ///< equal to one of these
    std::vector<FieldValue> none_of;  ///< present or not, equal to none of these
    std::optional<double> at_least;   ///< >=, in the field's unit; an absent field fails
    std::optional<double> at_most;    ///< <=
    std::optional<double> above;      ///< >
    std::optional<double> below;      ///< <
    std::optional<bool> present;      ///< whether the field is there at all

    bool operator==(const Condition&) const = default;
};

/// Picks events: one of `types`, and all conditions hold.
struct Selector {
    std::vector<std::string> types;
    std::vector<Condition> where;

    bool operator==(const Selector&) const = default;
};

/// Events that match any of the selectors, each counted once.
using Selection = std::vector<Selector>;

/// Subjects that were started and have not ended (contacts waiting, tickets open): how many, or the
/// age in seconds of the one that has been open longest (0 when none is).
struct OpenMeasure {
    std::string subject;  ///< "contact", "ticket" or "agent": the field that names it
    std::vector<std::string> started_by;
    std::vector<std::string> ended_by;
    std::vector<Condition> where;  ///< on the fields last heard of the subject
    bool oldest = false;

    bool operator==(const OpenMeasure&) const = default;
};

/// How many events.
struct CountMeasure {
    Selection events;
    bool operator==(const CountMeasure&) const = default;
};

/// Events in the numerator over events in the denominator; no data when the latter are none.
struct RatioMeasure {
    Selection numerator;
    Selection denominator;
    bool operator==(const RatioMeasure&) const = default;
};

/// Mean of a numeric field over the events that have it.
struct MeanMeasure {
    Selection events;
    std::string field;
    bool operator==(const MeanMeasure&) const = default;
};

/// A value measured elsewhere and sent as `sample`: summed over its label sets at each instant;
/// over a window the last sum, the time-weighted mean or the maximum.
struct GaugeMeasure {
    enum class Over { last, mean, max };
    std::string metric;
    std::vector<Condition> where;
    Over over = Over::last;
    bool operator==(const GaugeMeasure&) const = default;
};

/// How a KPI is computed from records.
using Measure = std::variant<OpenMeasure, CountMeasure, RatioMeasure, MeanMeasure, GaugeMeasure>;

}  // namespace waymark
