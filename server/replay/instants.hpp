#pragma once

#include <vector>

#include "server/kpi/time/calendar.hpp"
#include "server/replay/settings.hpp"

namespace waymark::server {

/// When a replay tells values. Pure; any thread as long as the calendar is not used by another.
class Instants {
public:
    /// `calendar` must outlive the instants.
    Instants(AskedInstants asked, const DeskCalendar& calendar);

    /// Those after `from` and up to, and with, `to`, in order.
    std::vector<Time> between(Time from, Time to) const;

    /// All that are told of events from `first` to `last`: those asked for by name wherever they
    /// lie; the multiples from the first one at or after `first` to the one at or after `last`;
    /// `last` when nothing was asked for.
    std::vector<Time> of(Time first, Time last) const;

    /// Just before the first instant that can be asked for of events from `first` on.
    Time before_all(Time first) const;

private:
    /// The first multiple after `time`.
    Time multiple_after(Time time) const;

    AskedInstants asked_;
    const DeskCalendar& calendar_;
};

}  // namespace waymark::server
