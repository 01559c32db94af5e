#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/kpi/state/day_grid.hpp"
#include "server/kpi/state/remembered_merges.hpp"

namespace waymark::server {

/// How long states are kept and how fine: each tier's buckets are merged into the next one's when
/// they leave it.
struct Tier {
    std::int64_t minutes;  ///< length of a bucket
    std::int64_t kept;     ///< minutes back from now
};
inline constexpr std::array<Tier, 3> tiers{{
    {1, 4'320},         // 3 days
    {15, 86'400},       // 60 days
    {1'440, 2'635'200}  // 5 years
}};

/// One series' states by time: 1 minute for 3 days, 15 minutes (counted from the beginning of the
/// desk day) for 60 days, 1 desk day for 5 years. The merge of what a window took in is remembered
/// and moved along with the window, so that reading a whole day again costs a merge or two; states
/// that can't be unmerged (gauge, full maximum) are merged anew when their window's beginning
/// moves.
class History {
public:
    /// `empty` says which kind of state is kept; `days` must outlive the history.
    History(const KpiState& empty, const DayGrid& days);

    /// The state of the bucket that takes in `minute`, to be changed before the next call; it is
    /// written out with the next checkpoint. A minute older than all tiers goes into a bucket that
    /// is never read.
    KpiState& at(std::int64_t minute);

    /// The merge of the buckets from minute `from` to minute `to`, both included. A coarse bucket
    /// counts when its beginning lies within.
    KpiState merged(std::int64_t from, std::int64_t to) const;

    /// A bucket that is there, and the minute it begins at.
    struct Bucket {
        std::int64_t begin;
        KpiState state;
        bool operator==(const Bucket&) const = default;
    };
    /// The newest bucket that begins within `from` .. `to`.
    std::optional<Bucket> newest(std::int64_t from, std::int64_t to) const;
    /// Where the first bucket begins that does so at `minute` or later.
    std::optional<std::int64_t> next(std::int64_t minute) const;

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
    /// Kept by kind of state, since a count needs a third of the room of the largest.
    template <class State>
    struct Kept {
        RememberedMerges<State> merges;
        Timelines<State> buckets;
    };
    template <class... States>
    static std::variant<Kept<States>...> kept_for(const std::variant<States...>&);
    using AnyKept = decltype(kept_for(std::declval<KpiState>()));

    /// Where the bucket stands that is being changed.
    struct Place {
        int tier = -1;  ///< below 0: nowhere
        std::int64_t minute = 0;
    };

    int tier_of(std::int64_t minute) const;
    std::int64_t begin_in(int tier, std::int64_t minute) const;
    void mark_changed(int tier, std::int64_t begin);
    void coarsen(int tier);
    /// Puts the bucket that is being changed back to the others.
    void close() const;

    // Reading closes the bucket that is being changed, which is no change to see.
    mutable KpiState open_;
    mutable Place opened_;
    std::int64_t now_ = INT64_MIN / 4;
    mutable AnyKept kept_;
    const DayGrid* days_;
    std::array<std::vector<std::int64_t>, tiers.size()> changed_;  ///< by tier: begins, in order
};

}  // namespace waymark::server
