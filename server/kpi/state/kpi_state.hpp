#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "server/kpi/state/counts.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

/// Numbers are kept in millionths, so that sums do not depend on the order of adding. What is
/// beyond `most_number` is absurd and must not get here.
using Fixed = std::int64_t;
inline constexpr double most_number = 1e9;
inline Fixed to_fixed(double number) {
    return static_cast<Fixed>(number * 1e6 + (number < 0 ? -0.5 : 0.5));
}
inline double from_fixed(Fixed fixed) {
    return static_cast<double>(fixed) / 1e6;
}

// What an event adds is added with `times` 1 and taken back with -1. All arithmetic is on integers,
// so that neither the order nor the grouping of adding matters. Sums that would pass their type's
// range (nine thousand events of `most_number`) stay at its end.

/// A sum of counts (K5 and the like) or, in millionths, of numbers.
struct SumState {
    std::int64_t sum = 0;
    std::int64_t n = 0;  ///< events behind it
    bool operator==(const SumState&) const = default;
    void add(std::int64_t by, std::int64_t times);
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
    void add(Fixed number, std::int64_t times);
};

/// The greatest number. Every known number stands with how often it came, so that one can be taken
/// back; beyond `kept` different ones the smallest go, and it is remembered how far up.
struct MaxState {
    static constexpr std::size_t kept = 16;
    Counts<Fixed> greatest;
    std::optional<Fixed> gone;  ///< numbers up to this one are no longer known
    std::int64_t n = 0;
    bool operator==(const MaxState&) const = default;
    void add(Fixed number, std::int64_t times);
    /// Nothing without any. When all that were known have been taken back, the greatest that went.
    std::optional<Fixed> value() const;
};

/// A set of numbers that stand for texts (Word, hash), each with how often it came. At most `kept`,
/// those with the smallest hashes; of more, the count is estimated (within 5 %, 3 sigma).
struct DistinctState {
    static constexpr std::size_t kept = 4096;
    Counts<std::uint64_t> hashes;
    std::optional<std::uint64_t> gone;  ///< hashes from this one on are no longer known
    bool operator==(const DistinctState&) const = default;
    /// Keys are hashed here, and no two get the same hash.
    void add(std::uint64_t key, std::int64_t times);
    /// How many different ones.
    std::int64_t count() const;
};

/// Quantiles: the numbers themselves for up to `exact_most` of them, beyond that a histogram with a
/// zero bucket (below 1 ms, and what is negative) and logarithmic ones from 1 ms up to
/// `most_number`, within 1 % (gamma 1.02). Once there are buckets, taking back leaves buckets.
struct SketchState {
    static constexpr std::int64_t exact_most = 256;
    static constexpr std::int32_t zero_bucket = INT32_MIN;
    Counts<Fixed> exact;           ///< empty once there are buckets
    Counts<std::int32_t> buckets;  ///< by number; `zero_bucket` or 0 .. bucket_count() - 1
    std::int64_t n = 0;
    bool operator==(const SketchState&) const = default;
    void add(Fixed number, std::int64_t times);
    void merge(const SketchState& other);
    /// As the free function below.
    bool unmerge(const SketchState& other);
    /// The value at `quantile` 0..1 (not in millionths), interpolated between neighbours in order
    /// (type 7: the median of an even number is the mean of the middle two); nothing without any.
    std::optional<double> quantile(double quantile) const;
    static std::int32_t bucket_count();

private:
    void to_buckets();
};

/// Promoters, detractors and all answers.
struct NpsState {
    std::int64_t promoters = 0;
    std::int64_t detractors = 0;
    std::int64_t n = 0;
    bool operator==(const NpsState&) const = default;
};

/// A level that lasts until it changes: its last value and maximum, its area over time, and how
/// long it was above 0 (the union of the intervals behind it). Of a bucket: `last` is the level at
/// its end, `last_at` its last microsecond, and `max` takes in the level at its beginning.
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

/// Takes `other`, which was merged into it, out of `from` again, where that can be done exactly;
/// false, and `from` unchanged, where it can't: gauges, sums at the end of their range, a maximum
/// of which no number would be known, a set that some went from, a sketch that would have to find
/// its numbers again. Both must hold the same alternative.
bool unmerge(KpiState& from, const KpiState& other);

/// A short text that reads back exactly: "sum 3 3", "ratio 7 9 9", "mean 2 12500000 ...", ...
std::string to_text(const KpiState& state);
std::optional<KpiState> kpi_state_from(std::string_view text);

}  // namespace waymark::server
