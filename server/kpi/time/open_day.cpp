#include "server/kpi/time/open_day.hpp"

namespace waymark::server {

Time end_of_open_day(Time since, const DeskCalendar& calendar, const HoursClock& hours) {
    constexpr int most_days = 31;
    constexpr std::chrono::days next{1};
    auto date = calendar.date_of(since);
    if (calendar.begin_of(date) < since) date += next;
    const Time first = calendar.begin_of(date + next);
    for (int day = 0; day < most_days; ++day, date += next) {
        const Time end = calendar.begin_of(date + next);
        if (hours.open_between(calendar.begin_of(date), end) > Duration{0}) return end;
    }
    return first;
}

}  // namespace waymark::server
