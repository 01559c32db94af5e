#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "shared/model/time.hpp"

namespace waymark::server {

/// How many events (K5 and the like).
struct SumState {
    std::int64_t n = 0;
    bool operator==(const SumState&) const = default;
};

/// Events that count, of events that could have (every percentage).
struct RatioState {
    std::int64_t numerator = 0;
    std::int64_t denominator = 0;
    bool operator==(const RatioState&) const = default;
};

/// A sum of values and what a mean and its error need (ASA, AHT, MTTR).
struct MeanState {
    double sum = 0;
    double sum_of_squares = 0;
    std::int64_t n = 0;
    bool operator==(const MeanState&) const = default;
};

/// A level that lasts until it changes: its last value, its maximum, and its area over time.
struct GaugeState {
    std::optional<double> last;
    Time last_at;
    double max = 0;       ///< meaningful once `last` is there
    double integral = 0;  ///< value x seconds
    double seconds = 0;   ///< how long a value was known
    bool operator==(const GaugeState&) const = default;
};

/// A mergeable accumulator of one KPI in one minute. Merging is associative and commutative and the
/// empty state changes nothing (property test); values are computed only after merging, so that a
/// percentage of a day is never a mean of percentages.
using MinuteState = std::variant<SumState, RatioState, MeanState, GaugeState>;

/// Adds `other` to `into`. Both must hold the same alternative.
void merge(MinuteState& into, const MinuteState& other);

/// A short text that reads back exactly: "sum 3", "ratio 7 9", "mean 12.5 80.25 2", ...
std::string to_text(const MinuteState& state);
std::optional<MinuteState> minute_state_from(std::string_view text);

}  // namespace waymark::server
