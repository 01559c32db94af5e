#include "server/kpi/state/history.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

// The last minutes are merged at every reading: what comes a few seconds late does not make
// remembered windows worthless.
constexpr std::int64_t live_minutes = 2;

}  // namespace

History::History(KpiState empty, const DayGrid& days) : empty_(std::move(empty)), days_(&days) {}

std::int64_t History::begin_in(int tier, std::int64_t minute) const {
    if (tier == 0) return minute;
    const std::int64_t day = days_->day_of(minute);
    return tier == 1 ? minute - (minute - day) % tiers[1].minutes : day;
}

int History::tier_of(std::int64_t minute) const {
    int tier = 0;
    for (; tier < 2; ++tier) {
        const std::int64_t kept_from = now_ - tiers[tier].kept;
        if (minute >= kept_from || minute >= begin_in(tier + 1, kept_from)) break;
    }
    return tier;
}

History::Stretch History::bucket_of(std::int64_t minute) const {
    const int tier = tier_of(minute);
    const std::int64_t begin = begin_in(tier, minute);
    if (tier == 0) return {begin, begin + 1};
    const std::int64_t next_day = days_->day_after(days_->day_of(minute));
    return {begin, tier == 1 ? std::min(begin + tiers[1].minutes, next_day) : next_day};
}

KpiState& History::at(std::int64_t minute) {
    if (minute < oldest_kept()) return unread_.assign(1, empty_), unread_.front();
    const int tier = tier_of(minute);
    return bucket(tier, begin_in(tier, minute));
}

KpiState& History::bucket(int tier, std::int64_t begin) {
    mark_changed(tier, begin);
    forget(begin);
    return tiers_[tier].at(begin, empty_);
}

void History::mark_changed(int tier, std::int64_t begin) {
    const std::pair row{tier, begin};
    const auto place = std::ranges::lower_bound(changed_, row);
    if (place == changed_.end() || *place != row) changed_.insert(place, row);
}

void History::forget(std::int64_t minute) {
    for (Remembered& window : remembered_)
        if (window.takes_in(minute)) window.forget();
}

void History::add(KpiState& into, std::int64_t from, std::int64_t to) const {
    for (const Timeline& tier : tiers_)
        for (std::size_t i = tier.from(from); i < tier.size() && tier.minute(i) <= to; ++i)
            merge(into, tier.state(i));
}

bool History::take_out(KpiState& state, std::int64_t from, std::int64_t to) const {
    for (const Timeline& tier : tiers_)
        for (std::size_t i = tier.from(from); i < tier.size() && tier.minute(i) <= to; ++i)
            if (!unmerge(state, tier.state(i))) return false;
    return true;
}

KpiState History::merged(std::int64_t from, std::int64_t to) const {
    const std::int64_t closed = std::min(to, now_ - live_minutes);
    KpiState total = closed < from ? empty_ : remembered(from, closed);
    add(total, std::max(from, closed + 1), to);
    return total;
}

History::Remembered& History::nearest(std::int64_t from, std::int64_t to) const {
    // Moving on by so many minutes must be less than merging all of them.
    std::int64_t least = to - from + 1;
    Remembered* found = nullptr;
    for (Remembered& window : remembered_) {
        if (window.to < window.from || window.from > from || window.to > to) continue;
        const std::int64_t moved = (from - window.from) + (to - window.to);
        if (moved >= least) continue;
        least = moved;
        found = &window;
    }
    if (found) return *found;
    if (remembered_.size() < most_remembered) {
        remembered_.push_back({0, -1, 0, empty_});
        return remembered_.back();
    }
    Remembered& oldest = *std::ranges::min_element(remembered_, {}, &Remembered::used);
    oldest.forget();
    return oldest;
}

const KpiState& History::remembered(std::int64_t from, std::int64_t to) const {
    Remembered& window = nearest(from, to);
    window.used = ++uses_;
    if (window.to >= window.from && window.to >= from &&
        (window.from == from || take_out(window.state, window.from, from - 1))) {
        if (window.to < to) add(window.state, window.to + 1, to);
    } else {
        window.state = empty_;
        add(window.state, from, to);
    }
    window.from = from;
    window.to = to;
    return window.state;
}

const KpiState* History::newest(std::int64_t from, std::int64_t to) const {
    const KpiState* found = nullptr;
    for (const Timeline& tier : tiers_) {
        const std::size_t after = tier.from(to + 1);
        if (after == 0 || tier.minute(after - 1) < from) continue;
        from = tier.minute(after - 1) + 1;
        found = &tier.state(after - 1);
    }
    return found;
}

void History::advance(std::int64_t minute) {
    if (minute <= now_) return;
    now_ = minute;
    coarsen(0);
    coarsen(1);
    Timeline& days = tiers_[2];
    while (!days.empty() && days.minute(0) < oldest_kept()) {
        mark_changed(2, days.minute(0));
        forget(days.minute(0));
        days.pop_front();
    }
}

void History::coarsen(int tier) {
    Timeline& fine = tiers_[tier];
    const std::int64_t kept_from = now_ - tiers[tier].kept;
    if (fine.empty() || fine.minute(0) >= kept_from) return;
    const std::int64_t end = begin_in(tier + 1, kept_from);
    while (!fine.empty() && fine.minute(0) < end) {
        const std::int64_t from = fine.minute(0);
        const std::int64_t to = begin_in(tier + 1, from);
        // A window that has both or neither is the same as before.
        for (Remembered& window : remembered_)
            if (window.takes_in(from) != window.takes_in(to)) window.forget();
        merge(tiers_[tier + 1].at(to, empty_), fine.state(0));
        mark_changed(tier + 1, to);
        mark_changed(tier, from);
        fine.pop_front();
    }
}

std::vector<History::Row> History::take_changed() {
    std::vector<Row> rows;
    rows.reserve(changed_.size());
    for (const auto& [tier, minute] : changed_) {
        const KpiState* state = tiers_[tier].find(minute);
        rows.push_back({tier, minute, state ? to_text(*state) : std::string{}});
    }
    changed_.clear();
    return rows;
}

void History::put(const Row& row) {
    if (row.tier < 0 || row.tier >= static_cast<int>(tiers.size())) return;
    std::optional<KpiState> state = kpi_state_from(row.text);
    if (row.text.empty()) {
        tiers_[row.tier].erase(row.minute);
    } else if (state && state->index() == empty_.index()) {
        tiers_[row.tier].at(row.minute, empty_) = *std::move(state);
    }
    forget(row.minute);
}

bool History::empty() const {
    return std::ranges::all_of(tiers_, &Timeline::empty);
}

}  // namespace waymark::server
