#include "server/kpi/state/change_points.hpp"

#include <algorithm>

namespace waymark::server {

std::size_t ChangePoints::block_of(Time time) const {
    const auto begins_after = [](Time at, const Block& block) {
        return at < block.points.front().time;
    };
    // What is asked for is mostly in one of the last two.
    for (std::size_t last = blocks_.size(); last > 0 && last + 2 > blocks_.size(); --last)
        if (!begins_after(time, blocks_[last - 1])) return last - 1;
    const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), time, begins_after);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - blocks_.begin() - 1, 0));
}

void ChangePoints::add(Time time, Fixed by) {
    if (by == 0) return;
    if (time <= seen_) level_seen_ = saturating_sum(level_seen_, by);
    if (blocks_.empty()) {
        blocks_.push_back({{{time, by}}, base_});
        return note_first();
    }
    const std::size_t index = block_of(time);
    std::vector<Point>& points = blocks_[index].points;
    for (std::size_t later = index + 1; later < blocks_.size(); ++later)
        blocks_[later].before = saturating_sum(blocks_[later].before, by);

    auto at = points.end();
    if (points.back().time >= time) at = std::ranges::lower_bound(points, time, {}, &Point::time);
    if (at == points.end() || at->time != time) {
        at = points.insert(at, {time, by});
        if (points.size() > most_in_block) split(index, at + 1 - points.begin());
    } else if ((at->by = saturating_sum(at->by, by)) == 0) {
        points.erase(at);
        if (points.empty()) blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(index));
    }
    if (index == 0) note_first();
}

/// Where something was added, or in the middle: what comes in order, before changes that lie ahead,
/// is added at the end of a block from then on.
void ChangePoints::split(std::size_t index, std::ptrdiff_t added) {
    std::vector<Point>& points = blocks_[index].points;
    const auto size = static_cast<std::ptrdiff_t>(points.size());
    const bool late = added > size / 4;
    const auto middle = points.begin() + (!late ? size / 2 : added == size ? size - 1 : added);
    Block rest{{middle, points.end()}, blocks_[index].before};
    for (auto point = points.begin(); point != middle; ++point)
        rest.before = saturating_sum(rest.before, point->by);
    points.erase(middle, points.end());
    blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(rest));
}

Fixed ChangePoints::level_at(Time time) const {
    if (blocks_.empty()) return base_;
    const std::size_t block = block_of(time);
    if (seen_ > time || seen_ < blocks_[block].points.front().time) {
        level_seen_ = level_in(block, time);
    } else {
        const auto& points = blocks_[block].points;
        for (auto point = std::ranges::upper_bound(points, seen_, {}, &Point::time);
             point != points.end() && point->time <= time; ++point)
            level_seen_ = saturating_sum(level_seen_, point->by);
    }
    seen_ = time;
    return level_seen_;
}

Fixed ChangePoints::level_in(std::size_t block, Time time) const {
    Fixed level = blocks_[block].before;
    for (const Point& point : blocks_[block].points) {
        if (point.time > time) break;
        level = saturating_sum(level, point.by);
    }
    return level;
}

void ChangePoints::shift_base(Fixed by) {
    base_ = saturating_sum(base_, by);
    for (Block& block : blocks_)
        block.before = saturating_sum(block.before, by);
    seen_ = Time::min();
}

void ChangePoints::note_first() {
    first_.reset();
    if (!blocks_.empty()) first_ = blocks_.front().points.front().time;
}

void ChangePoints::drop_before(Time time) {
    base_ = level_at(time - Duration{1});
    const auto is_over = [&](const Block& block) { return block.points.back().time < time; };
    blocks_.erase(blocks_.begin(), std::ranges::find_if_not(blocks_, is_over));
    if (!blocks_.empty()) {
        std::vector<Point>& points = blocks_.front().points;
        points.erase(points.begin(), std::ranges::lower_bound(points, time, {}, &Point::time));
        blocks_.front().before = base_;
    }
    note_first();
}

}  // namespace waymark::server
