#pragma once

#include <optional>

#include "shared/model/target.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {

/// How long a judgement must be better or worse before the wall says so; it keeps a wall from
/// blinking at a border (see the KPI semantics' simulation: 45 changes a day become 9).
inline constexpr Duration dwell_worse = std::chrono::seconds{30};
inline constexpr Duration dwell_better = std::chrono::seconds{120};

/// For so long after its first value a judgement follows the value at once: what was there at first
/// may have been little, as when a feed begins by sending the day so far.
inline constexpr Duration settling = std::chrono::seconds{30};

/// What is shown of a KPI, and what it would become if the value stayed.
struct Judgement {
    std::optional<State> shown;      ///< on_target, at_risk or off_target; none yet
    std::optional<State> candidate;  ///< a different one, since `since`
    Time since;
    Time first;  ///< when the first value was judged
    bool operator==(const Judgement&) const = default;
};

/// The judgement after `value` was seen at `now`. The first, and all while settling, are
/// immediate. From then on worse needs the border
/// passed by `delta` and dwell_worse; better needs the border itself and dwell_better, so no
/// border can latch.
Judgement judged(const Judgement& before, const Target& target, double value, double delta,
                 Time now);

}  // namespace waymark::server
