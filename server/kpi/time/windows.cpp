#include "server/kpi/time/windows.hpp"

#include "server/kpi/state/buckets.hpp"

namespace waymark::server {
namespace {

constexpr Duration now_reference = std::chrono::minutes{15};

}  // namespace

Bounds window_at(Window window, Time at, const DeskCalendar& calendar) {
    switch (window.kind) {
        case Window::Kind::now:
            return {at, at};
        case Window::Kind::today:
            return {calendar.day_start(at), at};
        case Window::Kind::rolling:
            break;
    }
    return {start_of_minute(minute_of(at) - window.length.count() + 1), at};
}

Bounds previous_window(Window window, Bounds current, const DeskCalendar& calendar) {
    if (window.kind == Window::Kind::now) {
        const Time then = start_of_minute(minute_of(current.to - now_reference));
        return {then, then};
    }
    if (window.kind == Window::Kind::rolling)
        return {current.from - window.length, current.from - Duration{1}};
    const Time yesterday = calendar.day_start(current.from - Duration{1});
    return {yesterday, yesterday + (current.to - current.from)};
}

}  // namespace waymark::server
