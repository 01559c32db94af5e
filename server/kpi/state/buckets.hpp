#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>

#include "server/kpi/state/minute_state.hpp"

namespace waymark::server {

/// The number of the minute an instant falls into, since the epoch.
inline std::int64_t minute_of(Time time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}
inline Time start_of_minute(std::int64_t minute) {
    return Time{std::chrono::minutes{minute}};
}

/// One KPI's states by minute. The merge of the minutes before the live one is remembered, so that
/// reading a whole day again costs a merge or two.
class Buckets {
public:
    /// `empty` says which kind of state is kept.
    explicit Buckets(const MinuteState& empty) : empty_(empty) {}

    /// The state of a minute, to be changed; it is written out with the next checkpoint.
    MinuteState& at(std::int64_t minute);

    /// The merge of the states from minute `from` to minute `to`, both included.
    MinuteState merged(std::int64_t from, std::int64_t to) const;

    /// The state of the newest minute within `from` .. `to` that has one; null when none has.
    const MinuteState* newest(std::int64_t from, std::int64_t to) const;

    /// Minutes before `minute` no longer change but by late events.
    void set_live(std::int64_t minute);
    void forget_before(std::int64_t minute);

    /// What changed since the last call.
    std::map<std::int64_t, MinuteState> take_changed();
    /// Puts a state back as it was taken. Of another kind than this KPI's it is left out.
    void put(std::int64_t minute, const MinuteState& state);

private:
    struct Remembered {
        std::int64_t from = 0, to = -1;
        std::uint64_t rewritten = 0;
        MinuteState state;
    };
    MinuteState merge_range(std::int64_t from, std::int64_t to) const;

    MinuteState empty_;
    std::map<std::int64_t, MinuteState> states_;
    std::set<std::int64_t> changed_;
    std::int64_t live_ = 0;
    std::uint64_t rewritten_ = 1;  ///< grows whenever a minute before the live one changed
    mutable std::array<Remembered, 4> remembered_;
    mutable std::size_t next_ = 0;
};

}  // namespace waymark::server
