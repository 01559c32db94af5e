#include "shared/protocol/zone.hpp"

#include <date/tz.h>

namespace waymark {

LocalClock local_clock(const std::string& zone, Time time) {
    const date::time_zone* const data = date::locate_zone(zone);
    const date::sys_info info = data->get_info(time);
    LocalClock clock;
    clock.offset = info.offset;
    // Beyond any wall's life the data says only "for ever".
    constexpr Duration horizon = std::chrono::years{2};
    if (info.end < time + horizon) {
        clock.next_change = info.end;
        clock.next_offset = data->get_info(info.end).offset;
    }
    return clock;
}

}  // namespace waymark
