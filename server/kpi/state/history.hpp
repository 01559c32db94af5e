#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {

/// The number of the minute an instant falls into, since the epoch.
inline std::int64_t minute_of(Time time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}
inline Time start_of_minute(std::int64_t minute) {
    return Time{std::chrono::minutes{minute}};
}

/// How long states are kept and how fine: each tier's buckets are merged into the next one's when
/// they leave it.
struct Tier {
    std::int64_t minutes;  ///< length of a bucket; buckets begin at multiples of it, since the epoch
    std::int64_t kept;     ///< minutes back from now
};
inline constexpr std::array<Tier, 3> tiers{{{1, 3 * 1440}, {15, 60 * 1440}, {1440, 5 * 366 * 1440}}};

/// One series' states by time: 1 minute for 3 days, 15 minutes for 60 days, 1 day (of UTC) for 5
/// years. The merge of what a window took in is remembered and moved along with the window, so that
/// reading a whole day again costs a merge or two.
class History {
public:
    /// `empty` says which kind of state is kept.
    explicit History(KpiState empty);

    /// The state of the bucket that takes in `minute`, to be changed; it is written out with the
    /// next checkpoint. A minute older than all tiers goes into a bucket that is never read.
    KpiState& at(std::int64_t minute);

    /// The merge of the buckets from minute `from` to minute `to`, both included. A coarse bucket
    /// counts when its beginning lies within.
    KpiState merged(std::int64_t from, std::int64_t to) const;

    /// The newest bucket that begins within `from` .. `to`; null when none does.
    const KpiState* newest(std::int64_t from, std::int64_t to) const;

    /// Time passes: buckets that leave a tier are merged into the next one.
    void advance(std::int64_t minute);

    /// A bucket as it is kept: which tier (0..2), where it begins, its state's text (empty: it is no
    /// longer there, its tier's next one has it).
    struct Row {
        int tier = 0;
        std::int64_t minute = 0;
        std::string text;
        bool operator==(const Row&) const = default;
    };
    /// What changed since the last call.
    std::vector<Row> take_changed();
    /// Puts a bucket back as it was taken. Of another kind than this series' it is left out.
    void put(const Row& row);

    bool empty() const;

    // Private parts are the implementer's choice.
private:
};

}  // namespace waymark::server
