#pragma once

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

    std::optional<Time> first() const { return first_; }

    /// Changes before `time` become part of the base.
    void drop_before(Time time);

    /// Calls `visit` with every change after `from` and before `to`, in order.
    template <class Visit>
    void each_between(Time from, Time to, Visit visit) const {
        for (auto block = block_of(from); block < blocks_.size(); ++block)
            for (const Point& point : blocks_[block].points) {
                if (point.time >= to) return;
                if (point.time > from) visit(point);
            }
    }

private:
    struct Block {
        std::vector<Point> points;  ///< never empty
        Fixed before = 0;           ///< the level before the first of them
    };
    static constexpr std::size_t most_in_block = 512;

    /// The last block that begins at `time` or earlier; the first when none does.
    std::size_t block_of(Time time) const;
    void split(std::size_t index, std::ptrdiff_t added);

    Fixed level_in(std::size_t block, Time time) const;
    void note_first();

    std::vector<Block> blocks_;
    Fixed base_ = 0;
    std::optional<Time> first_;
    // The level at the last instant that was asked for: it is asked for again and again, a little
    // later.
    mutable Time seen_ = Time::min();
    mutable Fixed level_seen_ = 0;
};

}  // namespace waymark::server
