#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/model/time.hpp"

namespace waymark::server {

/// Numbers are kept in millionths, so that sums do not depend on the order of adding. What is
/// beyond `most_number` is absurd and must not get here.
using Fixed = std::int64_t;
inline constexpr double most_number = 1e9;
inline Fixed to_fixed(double number) {
    return static_cast<Fixed>(number * 1e6 + (number < 0 ? -0.5 : 0.5));
}
inline double from_fixed(Fixed fixed) { return static_cast<double>(fixed) / 1e6; }

/// A sum of counts (K5 and the like) or, in millionths, of numbers.
struct SumState {
    std::int64_t sum = 0;
    std::int64_t n = 0;  ///< events behind it
    bool operator==(const SumState&) const = default;
};

/// What counts, of what could have (every percentage); sums in millionths where numbers are summed.
struct RatioState {
    std::int64_t numerator = 0;
    std::int64_t denominator = 0;
    std::int64_t n = 0;  ///< events in the denominator
    bool operator==(const RatioState&) const = default;
};

/// A sum of numbers and what a mean and its error need (ASA, AHT, MTTR).
struct MeanState {
    std::int64_t n = 0;
    Fixed sum = 0;
    __int128 squares = 0;
    bool operator==(const MeanState&) const = default;
};

/// The greatest number; every number with how often it came, so that one can be taken back.
/// Beyond `kept` different numbers the smallest go.
struct MaxState {
    static constexpr std::size_t kept = 16;
    std::map<Fixed, std::int64_t> greatest;
    std::int64_t n = 0;
    bool operator==(const MaxState&) const = default;
};

/// A set of hashed texts, each with how often it came. At most `kept`; `more` says that there were
/// others.
struct DistinctState {
    static constexpr std::size_t kept = 4096;
    std::map<std::uint64_t, std::int64_t> times;
    bool more = false;
    bool operator==(const DistinctState&) const = default;
};

/// Quantiles: the numbers themselves for up to `exact_most` of them, beyond that a histogram with a
/// zero bucket and logarithmic ones from 1 ms to 400 days, within 1 % (gamma 1.02).
struct SketchState {
    static constexpr std::size_t exact_most = 256;
    std::map<Fixed, std::int64_t> exact;        ///< empty once there are buckets
    std::map<std::int32_t, std::int64_t> buckets;  ///< by number; INT32_MIN is the zero bucket
    std::int64_t n = 0;
    bool operator==(const SketchState&) const = default;
    void add(Fixed number, std::int64_t times);
    /// The value at `quantile` 0..1, of exact numbers interpolated between neighbours (the median of
    /// an even number is the mean of the middle two); nothing without any.
    std::optional<double> quantile(double quantile) const;
};

/// Promoters, detractors and all answers.
struct NpsState {
    std::int64_t promoters = 0;
    std::int64_t detractors = 0;
    std::int64_t n = 0;
    bool operator==(const NpsState&) const = default;
};

/// A level that lasts until it changes: its last value and maximum, its area over time, and how
/// long it was above 0 (the union of the intervals behind it).
struct GaugeState {
    std::optional<Fixed> last;
    Time last_at;
    Fixed max = 0;             ///< meaningful once `last` is there
    __int128 area = 0;         ///< millionths x microseconds
    std::int64_t micros = 0;   ///< how long a value was known
    std::int64_t above_0 = 0;  ///< microseconds
    bool operator==(const GaugeState&) const = default;
};

/// A mergeable accumulator of one KPI in one bucket of time and one slice. Merging is associative
/// and commutative and the empty state changes nothing (property tests); values are computed only
/// after merging, so that a percentage of a day is never a mean of percentages.
using KpiState = std::variant<SumState, RatioState, MeanState, MaxState, DistinctState, SketchState,
                              NpsState, GaugeState>;

/// Adds `other` to `into`. Both must hold the same alternative.
void merge(KpiState& into, const KpiState& other);

/// Takes `other` out of `from` again, where that can be done exactly (sum, ratio, mean, nps,
/// sketches of one form, distinct); false, and `from` unchanged, where it can't.
bool unmerge(KpiState& from, const KpiState& other);

/// A short text that reads back exactly: "sum 3 3", "ratio 7 9 9", "mean 2 12500000 ...", ...
std::string to_text(const KpiState& state);
std::optional<KpiState> kpi_state_from(std::string_view text);

}  // namespace waymark::server
