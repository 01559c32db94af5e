#pragma once

#include <rapidcheck.h>

#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {

inline constexpr std::size_t state_kinds = std::variant_size_v<KpiState>;

inline KpiState empty_state(std::size_t kind) {
    const KpiState all[] = {SumState{},      RatioState{},  MeanState{}, MaxState{},
                            DistinctState{}, SketchState{}, NpsState{},  GaugeState{}};
    return all[kind];
}

/// What one event adds to a state of any kind.
struct Addition {
    Fixed number = 0;
    bool counts = false;
};

inline Addition any_addition() {
    return {*rc::gen::inRange<Fixed>(-5'000'000, 900'000'000), *rc::gen::arbitrary<bool>()};
}

/// Adds it `times` times; -1 takes it back.
inline void add_to_state(KpiState& state, const Addition& what, std::int64_t times) {
    if (auto* sum = std::get_if<SumState>(&state)) sum->add(what.number, times);
    if (auto* ratio = std::get_if<RatioState>(&state)) {
        ratio->numerator += what.counts ? times : 0;
        ratio->denominator += times;
        ratio->n += times;
    }
    if (auto* mean = std::get_if<MeanState>(&state)) mean->add(what.number, times);
    if (auto* greatest = std::get_if<MaxState>(&state)) greatest->add(what.number, times);
    if (auto* distinct = std::get_if<DistinctState>(&state))
        distinct->add(static_cast<std::uint64_t>(what.number % 50), times);
    if (auto* sketch = std::get_if<SketchState>(&state)) sketch->add(what.number, times);
    if (auto* nps = std::get_if<NpsState>(&state)) {
        nps->promoters += what.counts ? times : 0;
        nps->detractors += what.counts ? 0 : times;
        nps->n += times;
    }
}

/// A state with up to a few hundred events.
inline KpiState any_state(std::size_t kind) {
    KpiState state = empty_state(kind);
    if (auto* gauge = std::get_if<GaugeState>(&state)) {
        gauge->micros = *rc::gen::inRange(0, 1000);
        if (gauge->micros == 0) return state;
        gauge->area = static_cast<__int128>(*rc::gen::arbitrary<std::int64_t>()) * 1000;
        gauge->above_0 = *rc::gen::inRange<std::int64_t>(0, gauge->micros + 1);
        gauge->last = *rc::gen::inRange(-5, 5);
        gauge->last_at = from_epoch_us(*rc::gen::inRange(0, 5));
        gauge->max = std::max<Fixed>(*gauge->last, *rc::gen::inRange(-5, 5));
        return state;
    }
    const int events = *rc::gen::element(0, 1, 3, 10, 40, 150, 300);
    for (int i = 0; i < events; ++i)
        add_to_state(state, any_addition(), 1);
    return state;
}

inline KpiState merge_of(KpiState a, const KpiState& b) {
    merge(a, b);
    return a;
}

}  // namespace waymark::server
