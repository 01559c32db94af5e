#include "server/kpi/state/history.hpp"

#include <algorithm>
#include <utility>

namespace waymark::server {
namespace {

// The last minutes are merged at every reading: what comes a few seconds late does not make
// remembered windows worthless.
constexpr std::int64_t live_minutes = 2;
constexpr int nowhere = -1;

}  // namespace

History::History(const KpiState& empty, const DayGrid& days) : days_(&days) {
    const auto keep = [this](const auto& state) {
        kept_.emplace<Kept<std::decay_t<decltype(state)>>>();
    };
    std::visit(keep, empty);
}

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
    if (opened_.tier == 0 && opened_.minute == minute) return open_;
    close();
    const int tier = tier_of(minute);
    opened_ = {minute < oldest_kept() ? nowhere : tier, begin_in(tier, minute)};
    if (opened_.tier != nowhere) mark_changed(tier, opened_.minute);
    const auto take = [&]<class State>(Kept<State>& kept) {
        open_.emplace<State>();
        if (opened_.tier == nowhere) return;
        kept.merges.forget(opened_.minute);
        std::swap(std::get<State>(open_), kept.buckets[tier].at(opened_.minute));
    };
    std::visit(take, kept_);
    return open_;
}

void History::close() const {
    if (opened_.tier == nowhere) return;
    const auto put_back = [&]<class State>(Kept<State>& kept) {
        kept.buckets[opened_.tier].at(opened_.minute) = std::move(std::get<State>(open_));
    };
    std::visit(put_back, kept_);
    opened_.tier = nowhere;
}

void History::mark_changed(int tier, std::int64_t begin) {
    auto& changed = changed_[static_cast<std::size_t>(tier)];
    // What changes is mostly the newest.
    if (changed.empty() || changed.back() < begin) return changed.push_back(begin);
    const auto place = std::ranges::lower_bound(changed, begin);
    if (*place != begin) changed.insert(place, begin);
}

KpiState History::merged(std::int64_t from, std::int64_t to) const {
    close();
    const auto merge_all = [&]<class State>(Kept<State>& kept) {
        if (to < from) return KpiState{State{}};
        return KpiState{kept.merges.over(kept.buckets, from, now_ - live_minutes, to)};
    };
    return std::visit(merge_all, kept_);
}

std::optional<History::Bucket> History::newest(std::int64_t from, std::int64_t to) const {
    close();
    const auto find = [&]<class State>(const Kept<State>& kept) {
        std::optional<Bucket> found;
        std::int64_t begin = from;
        for (const Timeline<State>& tier : kept.buckets) {
            const std::size_t after = tier.from(to + 1);
            if (after == 0 || tier.minute(after - 1) < begin) continue;
            begin = tier.minute(after - 1) + 1;
            found = Bucket{begin - 1, tier.state(after - 1)};
        }
        return found;
    };
    return std::visit(find, std::as_const(kept_));
}

std::optional<std::int64_t> History::next(std::int64_t minute) const {
    close();
    const auto find = [&](const auto& kept) {
        std::optional<std::int64_t> found;
        for (const auto& tier : kept.buckets)
            if (const std::size_t at = tier.from(minute);
                at < tier.size() && (!found || tier.minute(at) < *found))
                found = tier.minute(at);
        return found;
    };
    return std::visit(find, std::as_const(kept_));
}

void History::advance(std::int64_t minute) {
    if (minute <= now_) return;
    close();
    now_ = minute;
    coarsen(0);
    coarsen(1);
    const auto let_go = [&]<class State>(Kept<State>& kept) {
        Timeline<State>& days = kept.buckets[2];
        while (!days.empty() && days.minute(0) < oldest_kept()) {
            mark_changed(2, days.minute(0));
            kept.merges.forget(days.minute(0));
            days.pop_front();
        }
    };
    std::visit(let_go, kept_);
}

void History::coarsen(int tier) {
    const std::int64_t kept_from = now_ - tiers[tier].kept;
    const auto move_on = [&]<class State>(Kept<State>& kept) {
        Timeline<State>& fine = kept.buckets[tier];
        if (fine.empty() || fine.minute(0) >= kept_from) return;
        const std::int64_t end = begin_in(tier + 1, kept_from);
        while (!fine.empty() && fine.minute(0) < end) {
            const std::int64_t from = fine.minute(0);
            const std::int64_t to = begin_in(tier + 1, from);
            kept.merges.forget_moved(from, to);
            add_to(kept.buckets[tier + 1].at(to), fine.state(0));
            mark_changed(tier + 1, to);
            mark_changed(tier, from);
            fine.pop_front();
        }
    };
    std::visit(move_on, kept_);
}

std::vector<History::Row> History::take_changed() {
    close();
    std::vector<Row> rows;
    const auto write = [&]<class State>(const Kept<State>& kept) {
        for (std::size_t tier = 0; tier < tiers.size(); ++tier)
            for (const std::int64_t minute : std::exchange(changed_[tier], {})) {
                const State* state = kept.buckets[tier].find(minute);
                rows.push_back(
                    {static_cast<int>(tier), minute, state ? to_text(*state) : std::string{}});
            }
    };
    std::visit(write, std::as_const(kept_));
    return rows;
}

void History::put(const Row& row) {
    close();
    if (row.tier < 0 || row.tier >= static_cast<int>(tiers.size())) return;
    std::optional<KpiState> state = kpi_state_from(row.text);
    const auto place = [&]<class State>(Kept<State>& kept) {
        Timeline<State>& buckets = kept.buckets[row.tier];
        if (row.text.empty()) {
            buckets.erase(row.minute);
        } else if (state && std::holds_alternative<State>(*state)) {
            buckets.at(row.minute) = std::get<State>(*std::move(state));
        }
        kept.merges.forget(row.minute);
    };
    std::visit(place, kept_);
}

bool History::empty() const {
    const auto none = [](const auto& kept) {
        return std::ranges::all_of(kept.buckets, [](const auto& tier) { return tier.empty(); });
    };
    return opened_.tier == nowhere && std::visit(none, kept_);
}

}  // namespace waymark::server
