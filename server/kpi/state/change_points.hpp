#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {

/// A level's changes in order of time, with the level before every few hundred of them, so that a
/// change anywhere and the level at any instant cost little even among a million.
class ChangePoints {
public:
    struct Point {
        Time time;
        Fixed by;
        bool operator==(const Point&) const = default;
    };

    /// Changes of one instant add up; a sum of 0 is no change.
    void add(Time time, Fixed by);

    /// The base and all changes up to and including `time`. One thread only.
    Fixed level_at(Time time) const;

    /// The level before the first change.
    Fixed base() const { return base_; }
    void shift_base(Fixed by);

    std::optional<Time> first() const {
        return blocks_.empty() ? std::nullopt : std::optional{blocks_.front().begin};
    }

    /// The first change at `from` or later.
    std::optional<Time> next(Time from) const;

    /// Changes before `time` become part of the base.
    void drop_before(Time time);

    /// Calls `visit` with every change after `from` and before `to`, in order.
    template <class Visit>
    void each_between(Time from, Time to, Visit visit) const {
        for (auto block = block_of(from); block < blocks_.size(); ++block) {
            const auto& points = blocks_[block].points;
            auto point = points.begin();
            if (blocks_[block].begin <= from)
                point = std::ranges::upper_bound(points, from, {}, &Point::time);
            for (; point != points.end(); ++point) {
                if (point->time >= to) return;
                visit(*point);
            }
        }
    }

private:
    struct Block {
        std::vector<Point> points;  ///< never empty
        Fixed before;               ///< the level before the first of them
        Time begin;                 ///< of the first of them
    };
    static constexpr std::size_t most_in_block = 512;

    /// The last block that begins at `time` or earlier; the first when none does.
    std::size_t block_of(Time time) const;
    void split(std::size_t index, std::ptrdiff_t added);

    std::vector<Block> blocks_;
    Fixed base_ = 0;
    // The level at the last instant that was asked for, and the next change: it is asked for again
    // and again, a little later.
    mutable Time seen_ = Time::max();
    mutable Time next_ = Time::max();
    mutable Fixed level_seen_ = 0;
};

}  // namespace waymark::server
