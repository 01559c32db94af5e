#include "server/replay/instants.hpp"

#include <algorithm>
#include <set>

namespace waymark::server {

Instants::Instants(AskedInstants asked, const DeskCalendar& calendar)
    : asked_(std::move(asked)), calendar_(calendar) {}

Time Instants::multiple_after(Time time) const {
    const Time day = calendar_.day_start(time);
    const Time next = day + ((time - day) / *asked_.every + 1) * *asked_.every;
    // A day's multiples begin anew, also when the step does not divide the day.
    const Time new_day = calendar_.day_start(next);
    return new_day > time ? new_day : next;
}

std::vector<Time> Instants::between(Time from, Time to) const {
    std::set<Time> found;
    for (const Time time : asked_.at)
        if (time > from && time <= to) found.insert(time);
    if (asked_.every)
        for (Time time = multiple_after(from); time <= to; time = multiple_after(time))
            found.insert(time);
    return {found.begin(), found.end()};
}

Time Instants::before_all(Time first) const {
    return (asked_.at.empty() ? first : std::min(first, asked_.at.front())) - Duration{1};
}

std::vector<Time> Instants::of(Time first, Time last) const {
    if (!asked_.every && asked_.at.empty()) return {last};
    std::set<Time> found{asked_.at.begin(), asked_.at.end()};
    if (asked_.every) {
        const Time closing = multiple_after(last - Duration{1});
        for (Time time = multiple_after(first - Duration{1}); time <= closing;
             time = multiple_after(time))
            found.insert(time);
    }
    return {found.begin(), found.end()};
}

}  // namespace waymark::server
