#pragma once

#include <span>

#include "server/kpi/meter/meter.hpp"
#include "shared/model/kpi.hpp"

namespace waymark::server {

/// How a value moved, and by how much.
struct Movement {
    Trend trend = Trend::none;
    std::optional<double> change;
    bool operator==(const Movement&) const = default;
};

/// Compares with the previous equal window. Better or worse only where the change is more than
/// chance: |change| > 1.28 standard errors (ratio: pooled p(1-p)(1/n1+1/n2); mean: s1^2/n1+s2^2/n2;
/// count: n1+n2), and more than a tenth of the way from goal to floor. Without a target there is a
/// change, but neither better nor worse.
Movement movement(const Kpi& kpi, const Measured& now, const Measured& before);

/// Whether a measure tells how much there is to do, which follows the week, rather than how well it
/// is done: counts, numbers of different things, and levels.
bool is_volume(const MeasureKind& how);

/// What a volume is compared with: the median of the same window one to four weeks ago, those that
/// are known; `before`, the previous window, where fewer than two are.
Measured usual_volume(std::span<const Measured> weeks_before, const Measured& before);

}  // namespace waymark::server
