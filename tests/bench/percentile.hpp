#pragma once

#include <algorithm>
#include <vector>

namespace waymark::bench {

/// The value that `share` (0..1) of the values do not exceed; 0 of none.
inline double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    const auto last = static_cast<double>(values.size() - 1);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * last + .5);
    std::ranges::nth_element(values, at);
    return *at;
}

}  // namespace waymark::bench
