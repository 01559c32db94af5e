#include "server/kpi/state/kpi_state.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "server/kpi/state/gauge_math.hpp"

namespace waymark::server {
namespace {

void grow(std::int64_t& into, std::int64_t by) {
    into = saturating_sum(into, by);
}

/// Spreads keys evenly over the range, no two to the same place (the finalizer of SplitMix64).
std::uint64_t spread(std::uint64_t key) {
    key += 0x9e3779b97f4a7c15U;
    key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9U;
    key = (key ^ (key >> 27)) * 0x94d049bb133111ebU;
    return key ^ (key >> 31);
}

void trim(MaxState& state) {
    if (state.gone) state.greatest.drop_up_to(*state.gone);
    if (state.greatest.size() > MaxState::kept)
        state.gone = state.greatest.drop_smallest(MaxState::kept);
}

void trim(DistinctState& state) {
    if (state.gone) state.hashes.drop_from(*state.gone);
    if (state.hashes.size() > DistinctState::kept)
        state.gone = state.hashes.drop_greatest(DistinctState::kept);
}

void add(SumState& into, const SumState& other) {
    grow(into.sum, other.sum);
    grow(into.n, other.n);
}

void add(RatioState& into, const RatioState& other) {
    grow(into.numerator, other.numerator);
    grow(into.denominator, other.denominator);
    grow(into.n, other.n);
}

void add(MeanState& into, const MeanState& other) {
    grow(into.n, other.n);
    grow(into.sum, other.sum);
    into.squares = saturating_sum(into.squares, other.squares);
}

void add(MaxState& into, const MaxState& other) {
    into.greatest.add_all(other.greatest, 1);
    if (other.gone) into.gone = into.gone ? std::max(*into.gone, *other.gone) : other.gone;
    grow(into.n, other.n);
    trim(into);
}

void add(DistinctState& into, const DistinctState& other) {
    into.hashes.add_all(other.hashes, 1);
    if (other.gone) into.gone = into.gone ? std::min(*into.gone, *other.gone) : other.gone;
    trim(into);
}

void add(SketchState& into, const SketchState& other) {
    into.merge(other);
}

void add(NpsState& into, const NpsState& other) {
    grow(into.promoters, other.promoters);
    grow(into.detractors, other.detractors);
    grow(into.n, other.n);
}

void add(GaugeState& into, const GaugeState& other) {
    merge_gauge(into, other);
}

bool remove(SumState& from, const SumState& other) {
    return take_out(from.sum, other.sum) && take_out(from.n, other.n);
}

bool remove(RatioState& from, const RatioState& other) {
    return take_out(from.numerator, other.numerator) &&
           take_out(from.denominator, other.denominator) && take_out(from.n, other.n);
}

bool remove(MeanState& from, const MeanState& other) {
    return take_out(from.n, other.n) && take_out(from.sum, other.sum) &&
           take_out(from.squares, other.squares);
}

bool remove(MaxState& from, const MaxState& other) {
    if (from.gone || other.gone || !take_out(from.n, other.n)) return false;
    from.greatest.add_all(other.greatest, -1);
    return true;
}

bool remove(DistinctState& from, const DistinctState& other) {
    if (from.gone || other.gone) return false;
    from.hashes.add_all(other.hashes, -1);
    return true;
}

bool remove(SketchState& from, const SketchState& other) {
    return from.unmerge(other);
}

bool remove(NpsState& from, const NpsState& other) {
    return take_out(from.promoters, other.promoters) &&
           take_out(from.detractors, other.detractors) && take_out(from.n, other.n);
}

bool remove(GaugeState&, const GaugeState&) {
    return false;
}

/// Whether `remove` may leave a state half changed when it fails.
template <class State>
constexpr bool small = std::is_trivially_copyable_v<State>;

}  // namespace

void SumState::add(std::int64_t by, std::int64_t times) {
    grow(sum, saturating_product(by, times));
    grow(n, times);
}

void MeanState::add(Fixed number, std::int64_t times) {
    grow(n, times);
    grow(sum, saturating_product(number, times));
    squares =
        saturating_sum(squares, saturating_product(static_cast<__int128>(number) * number, times));
}

void MaxState::add(Fixed number, std::int64_t times) {
    grow(n, times);
    if (gone && number <= *gone) return;
    greatest.add(number, times);
    trim(*this);
}

std::optional<Fixed> MaxState::value() const {
    std::optional<Fixed> found;
    for (const auto& entry : greatest)
        if (entry.times > 0) found = entry.key;
    if (!found && n > 0) found = gone;
    return found;
}

void DistinctState::add(std::uint64_t key, std::int64_t times) {
    const std::uint64_t hash = spread(key);
    if (gone && hash >= *gone) return;
    hashes.add(hash, times);
    trim(*this);
}

std::int64_t DistinctState::count() const {
    const auto there = [](const auto& entry) { return entry.times > 0; };
    const std::int64_t known = std::ranges::count_if(hashes, there);
    if (!gone) return known;
    return std::llround(static_cast<double>(known) * std::ldexp(1, 64) /
                        static_cast<double>(*gone));
}

void merge(KpiState& into, const KpiState& other) {
    assert(into.index() == other.index());
    std::visit([&](auto& held) { add(held, std::get<std::decay_t<decltype(held)>>(other)); }, into);
}

bool unmerge(KpiState& from, const KpiState& other) {
    assert(from.index() == other.index());
    return std::visit(
        [&](auto& held) {
            using State = std::decay_t<decltype(held)>;
            const State& part = std::get<State>(other);
            if constexpr (small<State>) {
                State rest = held;
                if (!remove(rest, part)) return false;
                held = rest;
                return true;
            } else {
                return remove(held, part);
            }
        },
        from);
}

}  // namespace waymark::server
