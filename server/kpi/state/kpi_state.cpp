#include "server/kpi/state/kpi_state.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <tuple>

#include "server/kpi/state/state_math.hpp"

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

/// Whether take_from may leave a state half changed when it fails.
template <class State>
constexpr bool small = std::is_trivially_copyable_v<State>;

}  // namespace

void add_to(MaxState& into, const MaxState& other) {
    into.greatest.add_all(other.greatest, 1);
    if (other.gone) into.gone = into.gone ? std::max(*into.gone, *other.gone) : other.gone;
    grow(into.n, other.n);
    trim(into);
}

void add_to(DistinctState& into, const DistinctState& other) {
    into.hashes.add_all(other.hashes, 1);
    if (other.gone) into.gone = into.gone ? std::min(*into.gone, *other.gone) : other.gone;
    trim(into);
}

void add_to(SketchState& into, const SketchState& other) {
    into.merge(other);
}

void add_to(GaugeState& into, const GaugeState& other) {
    into.area = saturating_sum(into.area, other.area);
    into.micros = saturating_sum(into.micros, other.micros);
    into.above_0 = saturating_sum(into.above_0, other.above_0);
    if (!other.last) return;
    into.max = into.last ? std::max(into.max, other.max) : other.max;
    // Of two values at the same instant the larger stays, whichever side it stands on.
    if (!into.last || std::tie(into.last_at, *into.last) < std::tie(other.last_at, *other.last)) {
        into.last = other.last;
        into.last_at = other.last_at;
    }
}

bool take_from(MaxState& from, const MaxState& other) {
    std::int64_t n = from.n;
    if (!take_out(n, other.n)) return false;
    const auto known = [&](const auto& entry) { return !from.gone || entry.key > *from.gone; };
    if (from.gone && n != 0) {
        const auto vanishes = [&](const auto& entry) {
            return known(entry) && from.greatest.times(entry.key) == entry.times;
        };
        const auto vanishing = std::ranges::count_if(other.greatest, vanishes);
        if (static_cast<std::size_t>(vanishing) == from.greatest.size()) return false;
    }
    for (const auto& entry : other.greatest)
        if (known(entry)) from.greatest.add(entry.key, -entry.times);
    from.n = n;
    if (n == 0) from.gone.reset();
    return true;
}

bool take_from(DistinctState& from, const DistinctState& other) {
    if (from.gone || other.gone) return false;
    from.hashes.add_all(other.hashes, -1);
    return true;
}

bool take_from(SketchState& from, const SketchState& other) {
    return from.unmerge(other);
}

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
    std::visit([&](auto& held) { add_to(held, std::get<std::decay_t<decltype(held)>>(other)); },
               into);
}

bool unmerge(KpiState& from, const KpiState& other) {
    assert(from.index() == other.index());
    return std::visit(
        [&](auto& held) {
            using State = std::decay_t<decltype(held)>;
            const State& part = std::get<State>(other);
            if constexpr (small<State>) {
                State rest = held;
                if (!take_from(rest, part)) return false;
                held = rest;
                return true;
            } else {
                return take_from(held, part);
            }
        },
        from);
}

}  // namespace waymark::server
