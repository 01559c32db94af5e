#include "server/kpi/time/calendar.hpp"

#include <date/tz.h>

#include "shared/protocol/zone.hpp"

namespace waymark::server {

DeskCalendar::DeskCalendar(const std::string& zone, std::chrono::minutes day_boundary)
    : zone_(date::locate_zone(zone)), day_boundary_(day_boundary) {}

Time DeskCalendar::boundary_of(std::chrono::local_days day) const {
    // A local time that summer time skips or repeats is taken at its first instant.
    const date::local_time<Duration> local{day.time_since_epoch() + day_boundary_};
    return zone_->to_sys(local, date::choose::earliest);
}

Time DeskCalendar::day_start(Time time) const {
    const auto local = zone_->to_local(time) - day_boundary_;
    std::chrono::local_days day{std::chrono::floor<std::chrono::days>(local.time_since_epoch())};
    // Around a change of the offset the boundary of the date may still lie ahead.
    while (boundary_of(day) > time)
        day -= std::chrono::days{1};
    return boundary_of(day);
}

LocalClock DeskCalendar::clock_at(Time time) const {
    return local_clock(zone_->name(), time);
}

}  // namespace waymark::server
