#include "server/kpi/state/change_points.hpp"

#include <algorithm>

namespace waymark::server {

std::size_t ChangePoints::block_of(Time time) const {
    const auto begins_after = [](Time at, const Block& block) { return at < block.begin; };
    // What is asked for is mostly in one of the last two.
    for (std::size_t last = blocks_.size(); last > 0 && last + 2 > blocks_.size(); --last)
        if (!begins_after(time, blocks_[last - 1])) return last - 1;
    const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), time, begins_after);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - blocks_.begin() - 1, 0));
}

void ChangePoints::add(Time time, Fixed by) {
    if (by == 0) return;
    if (time <= seen_)
        level_seen_ = saturating_sum(level_seen_, by);
    else
        next_ = std::min(next_, time);
    if (blocks_.empty()) {
        blocks_.push_back({{{time, by}}, base_, time});
        return;
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
        if (points.empty()) {
            blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(index));
            return;
        }
    }
    blocks_[index].begin = blocks_[index].points.front().time;
}

/// Where something was added, or in the middle: what comes in order, before changes that lie ahead,
/// is added at the end of a block from then on.
void ChangePoints::split(std::size_t index, std::ptrdiff_t added) {
    std::vector<Point>& points = blocks_[index].points;
    const auto size = static_cast<std::ptrdiff_t>(points.size());
    const bool late = added > size / 4;
    const auto middle = points.begin() + (!late ? size / 2 : added == size ? size - 1 : added);
    Block rest{{middle, points.end()}, blocks_[index].before, middle->time};
    for (auto point = points.begin(); point != middle; ++point)
        rest.before = saturating_sum(rest.before, point->by);
    points.erase(middle, points.end());
    blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(rest));
}

Fixed ChangePoints::level_at(Time time) const {
    if (blocks_.empty()) return base_;
    if (seen_ <= time && time < next_) return level_seen_;
    const std::size_t index = block_of(time);
    const Block& block = blocks_[index];
    auto point = block.points.begin();
    if (block.begin <= seen_ && seen_ <= time)
        point = std::ranges::upper_bound(block.points, seen_, {}, &Point::time);
    else
        level_seen_ = block.before;
    for (; point != block.points.end() && point->time <= time; ++point)
        level_seen_ = saturating_sum(level_seen_, point->by);
    seen_ = time;
    next_ = point != block.points.end()   ? point->time
            : index + 1 != blocks_.size() ? blocks_[index + 1].begin
                                          : Time::max();
    return level_seen_;
}

std::optional<Time> ChangePoints::next(Time from) const {
    for (auto block = block_of(from); block < blocks_.size(); ++block) {
        const auto& points = blocks_[block].points;
        const auto at = std::ranges::lower_bound(points, from, {}, &Point::time);
        if (at != points.end()) return at->time;
    }
    return std::nullopt;
}

void ChangePoints::shift_base(Fixed by) {
    base_ = saturating_sum(base_, by);
    for (Block& block : blocks_)
        block.before = saturating_sum(block.before, by);
    seen_ = Time::max();
}

void ChangePoints::drop_before(Time time) {
    base_ = level_at(time - Duration{1});
    const auto is_over = [&](const Block& block) { return block.points.back().time < time; };
    blocks_.erase(blocks_.begin(), std::ranges::find_if_not(blocks_, is_over));
    if (blocks_.empty()) return;
    Block& first = blocks_.front();
    first.points.erase(first.points.begin(),
                       std::ranges::lower_bound(first.points, time, {}, &Point::time));
    first.before = base_;
    first.begin = first.points.front().time;
}

}  // namespace waymark::server
