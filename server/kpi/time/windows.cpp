#include "server/kpi/time/windows.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::months;
using std::chrono::year_month_day;

constexpr Duration now_reference = std::chrono::minutes{15};
constexpr Duration instant_before{1};

Time minute_start(Time time) {
    return std::chrono::floor<std::chrono::minutes>(time);
}

/// The date on which the period of that kind which holds `date` begins.
local_days first_of(Window::Kind kind, local_days date) {
    if (kind == Window::Kind::week)
        return date - days{std::chrono::weekday{date}.iso_encoding() - 1};
    const year_month_day whole{date};
    const auto first_month = [&](unsigned of) {
        return local_days{whole.year() / std::chrono::month{of} / 1};
    };
    if (kind == Window::Kind::month) return first_month(unsigned{whole.month()});
    if (kind == Window::Kind::quarter)
        return first_month((unsigned{whole.month()} - 1) / 3 * 3 + 1);
    return kind == Window::Kind::year ? first_month(1) : date;
}

/// The same day of the period before, or its last day where it has no such day.
local_days date_before(Window::Kind kind, local_days date) {
    const auto back = [&](months by) {
        const year_month_day whole{date};
        const auto month = std::chrono::year_month{whole.year(), whole.month()} - by;
        const auto last = (month / std::chrono::last).day();
        return local_days{month / std::min(whole.day(), last)};
    };
    switch (kind) {
        case Window::Kind::week:
            return date - days{7};
        case Window::Kind::month:
            return back(months{1});
        case Window::Kind::quarter:
            return back(months{3});
        case Window::Kind::year:
            return back(months{12});
        default:
            return date - days{1};
    }
}

Bounds shift_window(Time at, const DeskCalendar& calendar) {
    const auto run = calendar.shift_at(at);
    if (!run) return {calendar.day_start(at), at};
    return {run->from, std::min(at, run->to - instant_before)};
}

/// The instant at which the clock on the wall says the same as at `time`, that many days earlier.
Time days_before(Time time, days by, const DeskCalendar& calendar) {
    return calendar.instant(calendar.date_of(time) - by, calendar.time_of_day(time));
}

}  // namespace

Bounds window_at(Window window, Time at, const DeskCalendar& calendar) {
    switch (window.kind) {
        case Window::Kind::now:
            return {at, at};
        case Window::Kind::rolling:
            return {minute_start(at) - window.length + std::chrono::minutes{1}, at};
        case Window::Kind::shift:
            return shift_window(at, calendar);
        case Window::Kind::vision:
            return {std::min(calendar.vision_began().value_or(Time{}), at), at};
        default:
            return {calendar.begin_of(first_of(window.kind, calendar.date_of(at))), at};
    }
}

Bounds previous_window(Window window, Bounds current, const DeskCalendar& calendar) {
    switch (window.kind) {
        case Window::Kind::now: {
            const Time then = minute_start(current.to - now_reference);
            return {then, then};
        }
        case Window::Kind::rolling:
            return {current.from - window.length, current.from - instant_before};
        case Window::Kind::vision:
            return {current.from - (current.to - current.from) - instant_before,
                    current.from - instant_before};
        case Window::Kind::shift:
            return {days_before(current.from, days{1}, calendar),
                    days_before(current.to, days{1}, calendar)};
        default:
            break;
    }
    const local_days today = calendar.date_of(current.to);
    const Time begin = calendar.begin_of(
        first_of(window.kind, date_before(window.kind, calendar.date_of(current.from))));
    const Time same =
        calendar.instant(date_before(window.kind, today), calendar.time_of_day(current.to));
    return {begin, std::clamp(same, begin, current.from - instant_before)};
}

Bounds same_window_weeks_ago(Window window, Time at, int weeks, const DeskCalendar& calendar) {
    return window_at(window, days_before(at, days{7 * weeks}, calendar), calendar);
}

}  // namespace waymark::server
