#include "server/kpi/judge/trend.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace waymark::server {
namespace {

constexpr double z = 1.28;  // one-sided 90 %

double standard_error(const Kpi& kpi, const Measured& a, const Measured& b) {
    if (a.since || b.since) return 0;
    const auto n1 = static_cast<double>(std::max<std::int64_t>(a.n, 0));
    const auto n2 = static_cast<double>(std::max<std::int64_t>(b.n, 0));
    if (kpi.unit == ValueUnit::count) return std::sqrt(n1 + n2);
    if (n1 == 0 || n2 == 0) return 0;
    if (a.numerator && b.numerator) {
        const double p = std::clamp((*a.numerator + *b.numerator) / (n1 + n2), 0.0, 1.0);
        return std::sqrt(p * (1 - p) * (1 / n1 + 1 / n2));
    }
    return std::sqrt(a.variance / n1 + b.variance / n2);
}

double dead_band(const Target& target) {
    const double span =
        target.direction == Direction::band ? target.margin : std::abs(target.goal - target.floor);
    return span / 10;
}

/// How far the value is from where it should be going; smaller is better.
double badness(const Target& target, double value) {
    switch (target.direction) {
        case Direction::higher:
            return -value;
        case Direction::lower:
            return value;
        case Direction::band:
            break;
    }
    return std::max({0.0, target.low - value, value - target.high});
}

}  // namespace

Movement movement(const Kpi& kpi, const Measured& now, const Measured& before) {
    if (!now.value || !before.value) return {};
    const double change = *now.value - *before.value;
    if (!kpi.target) return {Trend::none, change};
    const double needed = std::max(z * standard_error(kpi, now, before), dead_band(*kpi.target));
    const double worse = badness(*kpi.target, *now.value) - badness(*kpi.target, *before.value);
    if (std::abs(change) <= needed || worse == 0) return {Trend::steady, change};
    return {worse < 0 ? Trend::better : Trend::worse, change};
}

bool is_volume(const MeasureKind& how) {
    return std::holds_alternative<CountMeasure>(how) ||
           std::holds_alternative<DistinctMeasure>(how) ||
           std::holds_alternative<LevelMeasure>(how);
}

Measured usual_volume(std::span<const Measured> weeks_before, const Measured& before) {
    std::vector<const Measured*> known;
    for (const Measured& week : weeks_before)
        if (week.value) known.push_back(&week);
    if (known.size() < 2) return before;
    std::ranges::sort(known, {}, [](const Measured* week) { return *week->value; });
    const Measured& low = *known[(known.size() - 1) / 2];
    const Measured& high = *known[known.size() / 2];
    return {.value = (*low.value + *high.value) / 2, .n = (low.n + high.n) / 2};
}

}  // namespace waymark::server
