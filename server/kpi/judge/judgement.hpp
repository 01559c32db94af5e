#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/kpi/meter/meter.hpp"
#include "shared/model/kpi.hpp"

namespace waymark::server {

/// How long a value must be beyond a border before the wall says so; it keeps a wall from blinking
/// (see the KPI semantics' simulation: 45 changes a day become 9).
inline constexpr Duration dwell_worse = std::chrono::seconds{30};
inline constexpr Duration dwell_better = std::chrono::seconds{120};

/// For so long after its first value a judgement follows the value at once: what was there at first
/// may have been little, as when a feed begins by sending the day so far.
inline constexpr Duration settling = std::chrono::seconds{30};

/// One border of a target: the goal, or the floor.
struct Border {
    bool missed = false;
    std::optional<Time> changing_since;  ///< the value is on the other side, since then
    bool operator==(const Border&) const = default;
};

/// What is shown of a KPI. Its two borders are watched apart, so that a stay at risk neither
/// shortens nor lengthens the way from off target back to on target.
struct Judgement {
    Border goal;                ///< missed: at risk or worse
    Border floor;               ///< missed: off target
    std::optional<Time> first;  ///< when the first value was judged; none yet

    /// on_target, at_risk or off_target; nothing before the first value.
    std::optional<State> shown() const;
    bool operator==(const Judgement&) const = default;
};

/// The judgement after a value was seen at `now`, that is `strictly` by the target's own borders
/// and `leniently` (never worse) by borders moved outwards. The first, and all while settling, are
/// strict and immediate. From then on a border is missed when the value has missed the moved one
/// for dwell_worse, and met again when it has met the border itself for dwell_better, so no border
/// can latch.
Judgement judged(const Judgement& before, State strictly, State leniently, Time now);

/// The same of a KPI's value, with the hysteresis of its target. Both must be there.
Judgement judged(const Judgement& before, const Kpi& kpi, const Measured& measured, Time now);

/// Between what the true share lies, of which `n` cases showed `share` (0..1), with a confidence of
/// `z` standard deviations: Wilson's score interval. All of 0..1 when `n` is not above 0.
struct Interval {
    double low = 0;
    double high = 1;
};
Interval wilson(double share, std::int64_t n, double z);

/// As judge_leniently, and off target only where 80 % confidence leaves no room for the goal, moved
/// by `delta` too; else at risk.
State judge_confidently(const Target& target, double share, std::int64_t n, double delta);

/// For checkpoints: one line without spaces at its ends. Reading a damaged one gives nothing.
std::string to_text(const Judgement& judgement);
std::optional<Judgement> judgement_from(std::string_view text);

}  // namespace waymark::server
