#include "server/kpi/meter/tally_meter.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

/// What one event adds, or nothing.
std::optional<MinuteState> worth(const CountMeasure& measure, const Record& record) {
    if (!matches_any(measure.events, record)) return std::nullopt;
    return SumState{1};
}

std::optional<MinuteState> worth(const RatioMeasure& measure, const Record& record) {
    const bool counts = matches_any(measure.numerator, record);
    const bool could_count = matches_any(measure.denominator, record);
    if (!counts && !could_count) return std::nullopt;
    return RatioState{counts ? 1 : 0, could_count ? 1 : 0};
}

std::optional<MinuteState> worth(const MeanMeasure& measure, const Record& record) {
    const auto value = record.number(measure.field);
    if (!value || !matches_any(measure.events, record)) return std::nullopt;
    return MeanState{*value, *value * *value, 1};
}

Measured value_of(const SumState& state) {
    return {.value = static_cast<double>(state.n), .n = state.n, .variance = 1};
}

Measured value_of(const RatioState& state) {
    const auto numerator = static_cast<double>(state.numerator);
    Measured measured{.n = state.denominator, .numerator = numerator};
    if (state.denominator > 0) {
        const double ratio = numerator / static_cast<double>(state.denominator);
        measured.value = ratio;
        measured.variance = std::max(0.0, ratio * (1 - ratio));
    }
    return measured;
}

Measured value_of(const MeanState& state) {
    Measured measured{.n = state.n};
    if (state.n == 0) return measured;
    const auto n = static_cast<double>(state.n);
    const double mean = state.sum / n;
    measured.value = mean;
    if (state.n > 1)
        measured.variance = std::max(0.0, (state.sum_of_squares - n * mean * mean) / (n - 1));
    return measured;
}

Measured value_of(const GaugeState&) {
    return {};
}

}  // namespace

TallyMeter::TallyMeter(CountMeasure measure) : measure_(std::move(measure)), buckets_(SumState{}) {}
TallyMeter::TallyMeter(RatioMeasure measure)
    : measure_(std::move(measure)), buckets_(RatioState{}) {}
TallyMeter::TallyMeter(MeanMeasure measure) : measure_(std::move(measure)), buckets_(MeanState{}) {}

void TallyMeter::accept(const Record& record, Time) {
    const auto added =
        std::visit([&](const auto& measure) { return worth(measure, record); }, measure_);
    if (!added) return;
    merge(buckets_.at(minute_of(record.time)), *added);
    rewritten_ = std::min(rewritten_, record.time);
}

void TallyMeter::advance(Time now) {
    buckets_.set_live(minute_of(now));
}

Measured TallyMeter::over(Bounds bounds) const {
    const MinuteState total = buckets_.merged(minute_of(bounds.from), minute_of(bounds.to));
    return std::visit([](const auto& state) { return value_of(state); }, total);
}

}  // namespace waymark::server
