#include "server/kpi/state/gauge_math.hpp"

#include <algorithm>

#include "server/kpi/state/state_math.hpp"

namespace waymark::server {
namespace {

/// How long a level is above 0 after a whole or partial shift, as far as its state can tell: one
/// that has only two values, 0 and its maximum, is above 0 for area / maximum.
std::int64_t above_after(const GaugeState& gauge, Fixed by, std::int64_t length) {
    if (gauge.max <= 0) return 0;
    if (by > 0) {
        const std::int64_t before = gauge.micros - length;
        const __int128 share = static_cast<__int128>(gauge.above_0) * before / gauge.micros;
        return static_cast<std::int64_t>(share) + length;
    }
    const __int128 full = gauge.area / gauge.max;
    return static_cast<std::int64_t>(std::clamp<__int128>(full, 0, gauge.above_0));
}

}  // namespace

void append_level(GaugeState& gauge, Fixed level, Time from, Time to) {
    if (from >= to) return;
    const std::int64_t length = (to - from).count();
    add_to(gauge, {.last = level,
                   .last_at = to - Duration{1},
                   .max = level,
                   .area = static_cast<__int128>(level) * length,
                   .micros = length,
                   .above_0 = level > 0 ? length : 0});
}

void append_levels(GaugeState& gauge, const ChangePoints& points, Time from, Time to) {
    if (from >= to) return;
    Fixed level = points.level_at(from);
    points.each_between(from, to, [&](const ChangePoints::Point& point) {
        append_level(gauge, level, from, point.time);
        from = point.time;
        level = saturating_sum(level, point.by);
    });
    append_level(gauge, level, from, to);
}

void cut_level(GaugeState& gauge, Time end) {
    const std::int64_t length = (gauge.last_at + Duration{1} - end).count();
    if (!gauge.last || length <= 0) return;
    gauge.area -= static_cast<__int128>(*gauge.last) * length;
    gauge.micros -= length;
    if (*gauge.last > 0) gauge.above_0 -= length;
    gauge.last_at = end - Duration{1};
}

void shift_level(GaugeState& gauge, Fixed by, Time from, Time end) {
    const Time known_from = end - Duration{gauge.micros};
    const std::int64_t length = (end - std::max(from, known_from)).count();
    if (by != 0 && length > 0) {
        const bool whole = length == gauge.micros;
        gauge.area = saturating_sum(gauge.area, static_cast<__int128>(by) * length);
        gauge.last = saturating_sum(*gauge.last, by);
        if (whole || by > 0) gauge.max = saturating_sum(gauge.max, by);
        gauge.above_0 = above_after(gauge, by, length);
    }
    append_level(gauge, by, from, std::min(known_from, end));
}

}  // namespace waymark::server
