#include "server/feed/feed_status.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

constexpr Duration slot_length = 10s;
constexpr Duration remembered = 10min;
constexpr int rate_minutes = 5;
constexpr std::size_t longest_reason = 300;

}  // namespace

void FeedStatus::link(LinkState state, std::string why, Time now) {
    if (why.size() > longest_reason) why.resize(longest_reason);
    const bool same = link_ && link_->state == state;
    link_ = Link{state, same ? link_->since : now, std::move(why)};
}

void FeedStatus::gap(Time from, Time to) {
    if (from >= to) return;
    Gap gap{from, to};
    const auto touches = [&gap](const Gap& other) {
        return other.first <= gap.second && gap.first <= other.second;
    };
    for (const Gap& other : gaps_)
        if (touches(other))
            gap = {std::min(gap.first, other.first), std::max(gap.second, other.second)};
    std::erase_if(gaps_, touches);
    gaps_.insert(std::ranges::upper_bound(gaps_, gap), gap);
    if (gaps_.size() > most_gaps) gaps_.erase(gaps_.begin());
}

void FeedStatus::took(std::uint64_t records, std::optional<Duration> least_behind, Time now) {
    while (!slots_.empty() && slots_.front().begin <= now - remembered)
        slots_.pop_front();
    const Time begin = now - now.time_since_epoch() % slot_length;
    if (slots_.empty() || slots_.back().begin < begin) slots_.push_back({begin, 0, std::nullopt});
    Slot& slot = slots_.back();
    slot.records += records;
    if (least_behind && (!slot.least_behind || *least_behind < *slot.least_behind))
        slot.least_behind = least_behind;
}

void FeedStatus::begin_day(Time day) {
    std::erase_if(gaps_, [day](const Gap& gap) { return gap.second <= day; });
}

double FeedStatus::records_a_minute(Time now) const {
    std::uint64_t records = 0;
    for (const Slot& slot : slots_)
        if (slot.begin > now - std::chrono::minutes{rate_minutes}) records += slot.records;
    return static_cast<double>(records) / rate_minutes;
}

std::optional<Duration> FeedStatus::behind(Time now) const {
    std::optional<Duration> least;
    for (const Slot& slot : slots_)
        if (slot.begin > now - remembered && slot.least_behind)
            least = std::min(least.value_or(Duration::max()), *slot.least_behind);
    return least;
}

std::string_view word_of(LinkState state) {
    switch (state) {
        case LinkState::connecting:
            return "connecting";
        case LinkState::connected:
            return "connected";
        case LinkState::failed:
            break;
    }
    return "failed";
}

}  // namespace waymark::server
