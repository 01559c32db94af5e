#include "server/kpi/state/buckets.hpp"

#include <algorithm>

namespace waymark::server {

MinuteState& Buckets::at(std::int64_t minute) {
    if (minute < live_) ++rewritten_;
    changed_.insert(minute);
    return states_.try_emplace(minute, empty_).first->second;
}

MinuteState Buckets::merge_range(std::int64_t from, std::int64_t to) const {
    MinuteState total = empty_;
    for (auto at = states_.lower_bound(from); at != states_.end() && at->first <= to; ++at)
        merge(total, at->second);
    return total;
}

MinuteState Buckets::merged(std::int64_t from, std::int64_t to) const {
    const std::int64_t closed_to = std::min(to, live_ - 1);
    if (closed_to < from) return merge_range(from, to);
    auto found = std::ranges::find_if(remembered_, [&](const Remembered& held) {
        return held.from == from && held.to == closed_to && held.rewritten == rewritten_;
    });
    if (found == remembered_.end()) {
        found = remembered_.begin() + static_cast<std::ptrdiff_t>(next_);
        next_ = (next_ + 1) % remembered_.size();
        *found = {from, closed_to, rewritten_, merge_range(from, closed_to)};
    }
    MinuteState total = found->state;
    if (to >= live_) merge(total, merge_range(live_, to));
    return total;
}

const MinuteState* Buckets::newest(std::int64_t from, std::int64_t to) const {
    auto after = states_.upper_bound(to);
    if (after == states_.begin()) return nullptr;
    --after;
    return after->first >= from ? &after->second : nullptr;
}

void Buckets::set_live(std::int64_t minute) {
    live_ = std::max(live_, minute);
}

void Buckets::forget_before(std::int64_t minute) {
    states_.erase(states_.begin(), states_.lower_bound(minute));
    changed_.erase(changed_.begin(), changed_.lower_bound(minute));
}

std::map<std::int64_t, MinuteState> Buckets::take_changed() {
    std::map<std::int64_t, MinuteState> changed;
    for (const std::int64_t minute : changed_)
        changed.emplace(minute, states_.at(minute));
    changed_.clear();
    return changed;
}

void Buckets::put(std::int64_t minute, const MinuteState& state) {
    if (state.index() != empty_.index()) return;
    states_.insert_or_assign(minute, state);
    ++rewritten_;
}

}  // namespace waymark::server
