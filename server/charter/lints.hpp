#pragma once

#include <chrono>
#include <vector>

#include "server/charter/lint.hpp"
#include "shared/model/desk_folder.hpp"

namespace waymark::server {

/// What is missing or weak in a valid desk folder, the worst first (of more than 200 findings the
/// rest as a number); of the same folder on the same day always the same. `today` is the date on
/// its calendars.
std::vector<Lint> lints_of(const DeskFolder& desk, std::chrono::local_days today);

/// The date on the desk's calendars.
std::chrono::local_days local_date(const LocalClock& clock, Time now);

}  // namespace waymark::server
