#pragma once

#include <optional>

#include "shared/model/hours.hpp"

namespace waymark::wallboard {

using LocalTime = std::chrono::local_time<Duration>;

/// The desk's own time of day and date when it is `now` by the server's clock.
LocalTime local_time(const LocalClock& clock, Time now);

/// When the span that holds `local` began, of one that recurs every day and may go beyond midnight;
/// the latest, where several do.
std::optional<LocalTime> begin_of(const OpenInterval& span, LocalTime local);
bool is_within(const OpenInterval& span, LocalTime local);

/// When `is_within` changes next, after `local`.
LocalTime next_border(const OpenInterval& span, LocalTime local);

}  // namespace waymark::wallboard
