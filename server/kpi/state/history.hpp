#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "server/kpi/state/day_grid.hpp"
#include "server/kpi/state/timeline.hpp"

namespace waymark::server {

/// How long states are kept and how fine: each tier's buckets are merged into the next one's when
/// they leave it.
struct Tier {
    std::int64_t minutes;  ///< length of a bucket
    std::int64_t kept;     ///< minutes back from now
};
inline constexpr std::array<Tier, 3> tiers{
    {{1, 3 * 1440}, {15, 60 * 1440}, {1440, 5 * 366 * 1440}}};

/// One series' states by time: 1 minute for 3 days, 15 minutes (counted from the beginning of the
/// desk day) for 60 days, 1 desk day for 5 years. The merge of what a window took in is remembered
/// and moved along with the window, so that reading a whole day again costs a merge or two; states
/// that can't be unmerged (gauge, full maximum) are merged anew when their window's beginning
/// moves.
class History {
public:
    /// `empty` says which kind of state is kept; `days` must outlive the history.
    History(KpiState empty, const DayGrid& days);

    /// The state of the bucket that takes in `minute`, to be changed before the next call; it is
    /// written out with the next checkpoint. A minute older than all tiers goes into a bucket that
    /// is never read.
    KpiState& at(std::int64_t minute);

    /// The merge of the buckets from minute `from` to minute `to`, both included. A coarse bucket
    /// counts when its beginning lies within.
    KpiState merged(std::int64_t from, std::int64_t to) const;

    /// The newest bucket that begins within `from` .. `to`; null when none does.
    const KpiState* newest(std::int64_t from, std::int64_t to) const;

    /// Time passes: buckets that leave a tier are merged into the next one, all that make up one of
    /// its buckets at once.
    void advance(std::int64_t minute);

    /// The minutes [begin, end) of a bucket.
    struct Stretch {
        std::int64_t begin;
        std::int64_t end;
        bool operator==(const Stretch&) const = default;
    };
    /// The bucket that takes in `minute`, whether it is there or not.
    Stretch bucket_of(std::int64_t minute) const;
    /// Minutes before this one are no longer kept.
    std::int64_t oldest_kept() const { return now_ - tiers[2].kept; }

    /// A bucket as it is kept: which tier (0..2), where it begins, its state's text (empty: it is
    /// no longer there, its tier's next one has it).
    struct Row {
        int tier = 0;
        std::int64_t minute = 0;
        std::string text;
        bool operator==(const Row&) const = default;
    };
    /// What changed since the last call, by tier and time.
    std::vector<Row> take_changed();
    /// Puts a bucket back as it was taken, which is no change. Of another kind than this series' it
    /// is left out.
    void put(const Row& row);

    bool empty() const;

private:
    /// What is remembered of a window; `to` before `from`: nothing.
    struct Remembered {
        std::int64_t from = 0;
        std::int64_t to = -1;
        std::uint64_t used = 0;
        KpiState state;
        bool takes_in(std::int64_t minute) const { return from <= minute && minute <= to; }
        void forget() { to = from - 1; }
    };
    static constexpr std::size_t most_remembered = 4;

    int tier_of(std::int64_t minute) const;
    std::int64_t begin_in(int tier, std::int64_t minute) const;
    KpiState& bucket(int tier, std::int64_t begin);
    void coarsen(int tier);
    void mark_changed(int tier, std::int64_t begin);
    void forget(std::int64_t minute);

    void add(KpiState& into, std::int64_t from, std::int64_t to) const;
    bool take_out(KpiState& state, std::int64_t from, std::int64_t to) const;
    const KpiState& remembered(std::int64_t from, std::int64_t to) const;
    Remembered& nearest(std::int64_t from, std::int64_t to) const;

    KpiState empty_;
    const DayGrid* days_;
    std::array<Timeline, tiers.size()> tiers_;
    std::int64_t now_ = INT64_MIN / 4;
    std::vector<std::pair<int, std::int64_t>> changed_;  ///< tier and begin, sorted
    std::vector<KpiState> unread_;                       ///< the bucket that is never read
    mutable std::vector<Remembered> remembered_;
    mutable std::uint64_t uses_ = 0;
};

}  // namespace waymark::server
