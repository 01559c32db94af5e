#pragma once

#include "server/kpi/time/calendar.hpp"
#include "shared/model/kpi.hpp"

namespace waymark::server {

/// What a window takes in when it ends at `at`: an instant for `now` (from == to), whole minutes
/// for a rolling one, the desk day so far for `today`.
Bounds window_at(Window window, Time at, const DeskCalendar& calendar);

/// The equal window before `current`, for the trend: a quarter of an hour earlier for `now` (to the
/// minute), the minutes just before for a rolling one, yesterday up to the same time for `today`.
Bounds previous_window(Window window, Bounds current, const DeskCalendar& calendar);

}  // namespace waymark::server
