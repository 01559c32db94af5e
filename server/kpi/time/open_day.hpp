#pragma once

#include "server/kpi/time/calendar.hpp"
#include "server/kpi/time/hours_clock.hpp"

namespace waymark::server {

/// The end of the first whole desk day after `since` that has some of these hours, if one of the
/// next 31 has; else of the first.
Time end_of_open_day(Time since, const DeskCalendar& calendar, const HoursClock& hours);

}  // namespace waymark::server
