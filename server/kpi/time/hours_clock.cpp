#include "server/kpi/time/hours_clock.hpp"

#include <algorithm>
#include <deque>

#include <date/tz.h>

namespace waymark::server {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using namespace std::chrono_literals;

constexpr Duration patience = std::chrono::years{5};

/// What lies outside is taken to be closed, so that an absurd date costs no memory.
constexpr Time first_known = std::chrono::sys_days{std::chrono::year{1970} / 1 / 1};
constexpr Time last_known = std::chrono::sys_days{std::chrono::year{2200} / 1 / 1};

/// A local day: where it lies, its open stretches, sorted and apart, and how much was open before.
struct OpenDay {
    Time begin;
    Time end;
    std::vector<Bounds> open;
    Duration length{0};
    Duration before{0};  ///< open from the first day remembered first; negative for earlier days

    Duration open_until(Time time) const {
        Duration sum = before;
        for (const Bounds& stretch : open)
            if (stretch.from < time) sum += std::min(stretch.to, time) - stretch.from;
        return sum;
    }
};

}  // namespace

class HoursClock::Impl {
public:
    Impl() = default;
    explicit Impl(const Hours& hours) : hours_(hours), zone_(date::locate_zone(hours.zone)) {}

    bool always_open() const { return zone_ == nullptr; }

    Duration open_between(Time from, Time to) {
        from = std::clamp(from, first_known, last_known);
        to = std::clamp(to, first_known, last_known);
        // The later one first: finding the earlier may move the days.
        const Duration until_to = days_[index_at(to)].open_until(to);
        return until_to - days_[index_at(from)].open_until(from);
    }

    Time deadline(Time from, Duration budget) {
        if (from < first_known || from >= last_known) return Time::max();
        std::size_t index = index_at(from);
        const Duration goal = days_[index].open_until(from) + budget;
        Time last_open = from;
        for (; reach(index); ++index) {
            const OpenDay& day = days_[index];
            if (day.before + day.length >= goal) return instant_of(day, goal);
            if (!day.open.empty()) last_open = day.end;
            if (day.begin > last_open + patience) break;
        }
        return Time::max();
    }

    bool is_open(Time at) {
        if (at < first_known || at >= last_known) return false;
        return std::ranges::any_of(days_[index_at(at)].open, [at](const Bounds& stretch) {
            return stretch.from <= at && at < stretch.to;
        });
    }

    std::optional<Time> next_opening(Time at) {
        if (at < first_known || at >= last_known) return std::nullopt;
        Time closed_since = first_known;
        for (std::size_t index = index_at(at); reach(index); ++index) {
            if (days_[index].begin > at + patience) break;
            for (const Bounds& stretch : days_[index].open) {
                if (stretch.from > at && stretch.from > closed_since) return stretch.from;
                closed_since = stretch.to;
            }
        }
        return std::nullopt;
    }

    std::vector<Bounds> stretches(Time from, Time to) {
        from = std::clamp(from, first_known, last_known);
        to = std::clamp(to, first_known, last_known);
        std::vector<Bounds> found;
        for (std::size_t index = index_at(from); reach(index) && days_[index].begin < to; ++index)
            for (const Bounds& stretch : days_[index].open) {
                const Bounds part{std::max(stretch.from, from), std::min(stretch.to, to)};
                if (part.from >= part.to) continue;
                if (!found.empty() && found.back().to == part.from)
                    found.back().to = part.to;
                else
                    found.push_back(part);
            }
        return found;
    }

private:
    const std::vector<OpenInterval>& intervals_of(local_days day) const {
        static const std::vector<OpenInterval> none;
        const auto exception = hours_.exceptions.find(day);
        if (exception != hours_.exceptions.end()) return exception->second;
        if (hours_.holidays.contains(day)) return none;
        return hours_.week[std::chrono::weekday{day}.iso_encoding() - 1];
    }

    /// The first instant at which the clock shows `after` past midnight of `day`, or later.
    Time instant(local_days day, std::chrono::minutes after) const {
        const date::local_time<Duration> local{day.time_since_epoch() + after};
        return zone_->to_sys(local, date::choose::earliest);
    }

    OpenDay open_day(local_days day) const {
        OpenDay made{instant(day, 0min), instant(day + days{1}, 0min), {}};
        std::vector<Bounds> parts;
        for (const local_days begun : {day - days{1}, day})  // a night shift began yesterday
            for (const OpenInterval& interval : intervals_of(begun)) {
                const Bounds part{std::max(instant(begun, interval.from), made.begin),
                                  std::min(instant(begun, interval.to), made.end)};
                if (part.from < part.to) parts.push_back(part);
            }
        std::ranges::sort(parts, {}, &Bounds::from);
        for (const Bounds& part : parts)
            if (!made.open.empty() && part.from <= made.open.back().to)
                made.open.back().to = std::max(made.open.back().to, part.to);
            else
                made.open.push_back(part);
        for (const Bounds& part : made.open)
            made.length += part.to - part.from;
        return made;
    }

    void append() {
        OpenDay day = open_day(first_ + days{days_.size()});
        if (!days_.empty()) day.before = days_.back().before + days_.back().length;
        days_.push_back(std::move(day));
    }

    void prepend() {
        first_ -= days{1};
        OpenDay day = open_day(first_);
        day.before = days_.front().before - day.length;
        days_.push_front(std::move(day));
    }

    /// Whether there is a day of that index, which may be the next one.
    bool reach(std::size_t index) {
        if (index < days_.size()) return true;
        if (days_.back().end >= last_known) return false;
        append();
        return true;
    }

    /// The index of the day that holds `time`; days before it may be added, which moves the others.
    std::size_t index_at(Time time) {
        if (days_.empty()) {
            const auto local = zone_->to_local(time).time_since_epoch();
            first_ = local_days{std::chrono::floor<days>(local)};
            append();
        }
        while (time < days_.front().begin)
            prepend();
        while (time >= days_.back().end)
            append();
        const auto after = std::ranges::upper_bound(days_, time, {}, &OpenDay::begin);
        return static_cast<std::size_t>(after - days_.begin()) - 1;
    }

    /// Where in `day` the open time since the beginning of the count reaches `goal`.
    static Time instant_of(const OpenDay& day, Duration goal) {
        Duration left = goal - day.before;
        for (const Bounds& stretch : day.open) {
            if (left <= stretch.to - stretch.from) return stretch.from + left;
            left -= stretch.to - stretch.from;
        }
        return day.end;
    }

    Hours hours_;
    const date::time_zone* zone_ = nullptr;
    local_days first_;
    std::deque<OpenDay> days_;  ///< of consecutive dates from `first_` on
};

HoursClock::HoursClock() : impl_(std::make_unique<Impl>()) {}
HoursClock::HoursClock(const Hours& hours) : impl_(std::make_unique<Impl>(hours)) {}
HoursClock::~HoursClock() = default;
HoursClock::HoursClock(HoursClock&&) noexcept = default;
HoursClock& HoursClock::operator=(HoursClock&&) noexcept = default;

Duration HoursClock::open_between(Time from, Time to) const {
    if (to <= from) return Duration{0};
    return impl_->always_open() ? to - from : impl_->open_between(from, to);
}

Time HoursClock::deadline(Time from, Duration budget) const {
    if (budget <= Duration{0}) return from;
    if (!impl_->always_open()) return impl_->deadline(from, budget);
    return budget < Time::max() - from ? from + budget : Time::max();
}

bool HoursClock::is_open(Time at) const {
    return impl_->always_open() || impl_->is_open(at);
}

std::optional<Time> HoursClock::next_opening(Time at) const {
    return impl_->always_open() ? std::nullopt : impl_->next_opening(at);
}

std::vector<Bounds> HoursClock::open_stretches(Time from, Time to) const {
    if (to <= from) return {};
    if (impl_->always_open()) return {{from, to}};
    return impl_->stretches(from, to);
}

}  // namespace waymark::server
