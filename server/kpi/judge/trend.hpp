#pragma once

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

}  // namespace waymark::server
