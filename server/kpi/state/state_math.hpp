#pragma once

#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {

// What merge and unmerge do, by kind of state.

void add_to(MaxState& into, const MaxState& other);
void add_to(DistinctState& into, const DistinctState& other);
void add_to(SketchState& into, const SketchState& other);
void add_to(GaugeState& into, const GaugeState& other);

inline void add_to(SumState& into, const SumState& other) {
    into.sum = saturating_sum(into.sum, other.sum);
    into.n = saturating_sum(into.n, other.n);
}
inline void add_to(RatioState& into, const RatioState& other) {
    into.numerator = saturating_sum(into.numerator, other.numerator);
    into.denominator = saturating_sum(into.denominator, other.denominator);
    into.n = saturating_sum(into.n, other.n);
}
inline void add_to(MeanState& into, const MeanState& other) {
    into.n = saturating_sum(into.n, other.n);
    into.sum = saturating_sum(into.sum, other.sum);
    into.squares = saturating_sum(into.squares, other.squares);
}
inline void add_to(NpsState& into, const NpsState& other) {
    into.promoters = saturating_sum(into.promoters, other.promoters);
    into.detractors = saturating_sum(into.detractors, other.detractors);
    into.n = saturating_sum(into.n, other.n);
}

// False: it can't be done exactly. A state of plain numbers may be half changed then.

bool take_from(MaxState& from, const MaxState& other);
bool take_from(DistinctState& from, const DistinctState& other);
bool take_from(SketchState& from, const SketchState& other);

inline bool take_from(SumState& from, const SumState& other) {
    return take_out(from.sum, other.sum) && take_out(from.n, other.n);
}
inline bool take_from(RatioState& from, const RatioState& other) {
    return take_out(from.numerator, other.numerator) &&
           take_out(from.denominator, other.denominator) && take_out(from.n, other.n);
}
inline bool take_from(MeanState& from, const MeanState& other) {
    return take_out(from.n, other.n) && take_out(from.sum, other.sum) &&
           take_out(from.squares, other.squares);
}
inline bool take_from(NpsState& from, const NpsState& other) {
    return take_out(from.promoters, other.promoters) &&
           take_out(from.detractors, other.detractors) && take_out(from.n, other.n);
}
inline bool take_from(GaugeState&, const GaugeState&) {
    return false;
}

}  // namespace waymark::server
