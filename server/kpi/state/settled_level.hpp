#pragma once

#include <map>
#include <optional>

#include "server/kpi/state/change_points.hpp"
#include "server/kpi/state/history.hpp"

namespace waymark::server {

/// A level's past, by the minute and coarser, kept only where it changed: a bucket's gauge goes on
/// past its bucket, at its last level, until the next change; the newest one's level lasts until
/// to() though its gauge ends with its bucket. A level that nobody changes costs nothing, and
/// nothing is written for it.
class SettledLevel {
public:
    /// `days` must outlive it.
    explicit SettledLevel(const DayGrid& days);

    /// Up to here, a whole minute, all is settled; nothing: nothing is.
    std::optional<Time> to() const { return to_; }
    /// The level at to().
    Fixed level() const;

    /// Settles what is from `from`, which is to() when there is one, to `target`, a whole minute.
    void settle(const ChangePoints& points, Time from, Time target);

    /// The level changes at instants before to() after all.
    void shift(const std::map<Time, Fixed>& late);

    /// The last level of the bucket that takes in `time`, which is before to().
    std::optional<Fixed> at(Time time) const;
    /// Over [from, to) as far as it is settled; a bucket counts when its beginning lies within.
    GaugeState over(Time from, Time to) const;

    /// Buckets were put back: all is settled up to what is known now. False: it was before.
    bool find_end();

    History& history() { return history_; }
    const History& history() const { return history_; }

private:
    GaugeState& gauge_at(std::int64_t begin);
    Time end_of(std::int64_t begin) const;
    void begin_bucket(std::int64_t begin, Time until);
    std::int64_t bucket_for(Time late);

    History history_;
    std::optional<Time> to_;
};

}  // namespace waymark::server
