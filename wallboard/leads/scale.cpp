#include "wallboard/leads/scale.hpp"

#include <algorithm>
#include <cmath>

namespace waymark::wallboard {
namespace {

constexpr double fewest_steps = 2;
constexpr double most_steps = 5;

/// The smallest round step that takes at most `most_steps` of them over `span`.
double step_of(ValueUnit unit, double span) {
    const double least = span / most_steps;
    if (unit == ValueUnit::duration) {
        for (const double step : {1., 2., 5., 10., 15., 30., 60., 120., 300., 600., 900., 1800.,
                                  3600., 7200., 14'400., 28'800., 43'200.})
            if (step >= least) return step;
        return 86'400 * step_of(ValueUnit::count, span / 86'400);
    }
    const double smallest = unit == ValueUnit::count ? 1 : 1e-3;
    const double power = std::pow(10, std::floor(std::log10(std::max(least, smallest))));
    for (const double factor : {1., 2., 5., 10.})
        if (factor * power >= least * (1 - 1e-9)) return std::max(smallest, factor * power);
    return 10 * power;
}

}  // namespace

ValueAxis value_axis(ValueUnit unit, double low, double high) {
    if (!std::isfinite(low) || !std::isfinite(high)) return value_axis(unit, 0, 1);
    if (high < low) std::swap(low, high);
    const double least_span = unit == ValueUnit::ratio    ? 0.1
                              : unit == ValueUnit::points ? 1
                                                          : fewest_steps;
    if (const double missing = least_span - (high - low); missing > 0) {
        const bool whole = low >= 0 && low < missing / 2;
        low = whole ? 0 : low - missing / 2;
        high = low + least_span;
    }
    const double step = step_of(unit, high - low);
    ValueAxis axis{std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step, {}};
    if (unit == ValueUnit::ratio && low >= 0 && high <= 1) {
        axis.low = std::max(axis.low, 0.0);
        axis.high = std::min(axis.high, 1.0);
    }
    if (axis.high <= axis.low) axis.high = axis.low + step;
    const auto steps = static_cast<int>(std::lround((axis.high - axis.low) / step));
    for (int i = 0; i <= std::clamp(steps, 1, 6); ++i)
        axis.ticks.push_back(axis.low + i * step);
    return axis;
}

std::vector<Time> time_ticks(Time from, Time to, const LocalClock& clock) {
    using namespace std::chrono_literals;
    constexpr std::chrono::minutes steps[] = {5min, 15min, 30min, 1h,   2h,   3h,   6h,
                                              12h,  24h,   48h,   168h, 336h, 672h, 1344h};
    const Duration most = (to - from) / 6;
    const auto step = std::ranges::find_if(steps, [&](Duration each) { return each >= most; });
    std::vector<Time> ticks;
    if (to <= from || step == std::end(steps)) return ticks;
    const auto offset = clock.offset_at(to);
    const Duration local = (from + offset).time_since_epoch();
    Duration next = local - local % Duration{*step};
    if (next < local) next += *step;
    for (; Time{next} - offset <= to; next += *step)
        ticks.push_back(Time{next} - offset);
    return ticks;
}

}  // namespace waymark::wallboard
