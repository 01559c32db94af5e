#pragma once

#include "server/kpi/time/calendar.hpp"
#include "shared/model/kpi.hpp"

namespace waymark::server {

/// What a window takes in when it ends at `at`: an instant for `now` (from == to), whole minutes
/// for a rolling one, and from its beginning up to `at` for the others, which begin with a desk
/// day or a shift. Outside every shift it is the whole of the last one that ran; a desk without
/// shifts has the desk day instead. A vision without a beginning takes in all that is kept.
Bounds window_at(Window window, Time at, const DeskCalendar& calendar);

/// The equal window before `current` (which window_at gave), for the trend: a quarter of an hour
/// earlier for `now` (to the minute), the time just before of the same length for a rolling one and
/// for the vision, else the day, shift, week, month, quarter or year before up to the same time of
/// the same day of it, or of its last day where it is shorter.
Bounds previous_window(Window window, Bounds current, const DeskCalendar& calendar);

/// The window as it was `weeks` ago on the same weekday at the same local time, for volumes.
Bounds same_window_weeks_ago(Window window, Time at, int weeks, const DeskCalendar& calendar);

}  // namespace waymark::server
