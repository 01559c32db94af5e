#include "server/kpi/time/calendar.hpp"

#include <utility>

#include <date/tz.h>

namespace waymark::server {

using std::chrono::days;
using std::chrono::local_days;

DeskCalendar::DeskCalendar(DeskTimes times)
    : times_(std::move(times)), zone_(date::locate_zone(times_.zone)) {}

DeskCalendar::DeskCalendar(std::string zone, std::chrono::minutes day_boundary)
    : DeskCalendar(DeskTimes{std::move(zone), day_boundary, {}, std::nullopt}) {}

Time DeskCalendar::instant(local_days date, Duration after) const {
    // A local time that summer time skips or repeats is taken at its first instant.
    const date::local_time<Duration> local{date.time_since_epoch() + after};
    return zone_->to_sys(local, date::choose::earliest);
}

Time DeskCalendar::begin_of(local_days date) const {
    return instant(date, times_.day_boundary);
}

const DeskCalendar::Day& DeskCalendar::day_of(Time time) const {
    if (day_.begin <= time && time < day_.end) return day_;
    const auto local = time + offset_around(time).offset - times_.day_boundary;
    Day day{local_days{std::chrono::floor<days>(local.time_since_epoch())}, {}, {}};
    // Around a change of the offset the boundary of the date may still lie ahead.
    while (begin_of(day.date) > time)
        day.date -= days{1};
    day.begin = begin_of(day.date);
    day.end = begin_of(day.date + days{1});
    while (day.end <= time) {
        day.date += days{1};
        day.begin = std::exchange(day.end, begin_of(day.date + days{1}));
    }
    day_ = day;
    return day_;
}

Time DeskCalendar::day_start(Time time) const {
    return day_of(time).begin;
}

local_days DeskCalendar::date_of(Time time) const {
    return day_of(time).date;
}

std::int64_t DeskCalendar::day_of_minute(std::int64_t minute) const {
    const Time begin = day_start(Time{std::chrono::minutes{minute}});
    return std::chrono::floor<std::chrono::minutes>(begin.time_since_epoch()).count();
}

Duration DeskCalendar::time_of_day(Time time) const {
    const Duration local = (time + offset_around(time).offset).time_since_epoch();
    return local - date_of(time).time_since_epoch();
}

std::optional<DeskCalendar::ShiftRun> DeskCalendar::shift_at(Time time) const {
    std::optional<ShiftRun> latest;
    const auto local = time + offset_around(time).offset;
    const local_days date{std::chrono::floor<days>(local.time_since_epoch())};
    // Where the clock goes back across midnight, the next date has begun already.
    for (local_days day = date - days{1}; day <= date + days{1}; day += days{1})
        for (std::size_t i = 0; i < times_.shifts.size(); ++i) {
            const OpenInterval& span = times_.shifts[i].span;
            const ShiftRun run{i, instant(day, span.from), instant(day, span.to)};
            if (run.from <= time && run.from < run.to && (!latest || latest->from < run.from))
                latest = run;
        }
    return latest;
}

std::optional<Time> DeskCalendar::vision_began() const {
    if (!times_.vision_since) return std::nullopt;
    return begin_of(*times_.vision_since);
}

const DeskCalendar::Offset& DeskCalendar::offset_around(Time time) const {
    if (offset_.begin <= time && time < offset_.end) return offset_;
    const date::sys_info info = zone_->get_info(std::chrono::floor<std::chrono::seconds>(time));
    // The data's first and last years lie beyond what a Time can say.
    const auto clamped = [](std::chrono::sys_seconds at) {
        constexpr auto least = std::chrono::ceil<std::chrono::seconds>(Time::min());
        constexpr auto most = std::chrono::floor<std::chrono::seconds>(Time::max());
        return at < least ? Time::min() : at > most ? Time::max() : Time{at};
    };
    offset_ = {clamped(info.begin), clamped(info.end), info.offset, info.offset};
    if (offset_.end != Time::max()) offset_.next = zone_->get_info(info.end).offset;
    return offset_;
}

LocalClock DeskCalendar::clock_at(Time time) const {
    const Offset& around = offset_around(time);
    LocalClock clock{around.offset, Time::max(), std::chrono::seconds{0}};
    // Beyond any wall's life the data says only "for ever".
    constexpr Duration horizon = std::chrono::years{2};
    if (around.end - horizon < time) {
        clock.next_change = around.end;
        clock.next_offset = around.next;
    }
    return clock;
}

}  // namespace waymark::server
