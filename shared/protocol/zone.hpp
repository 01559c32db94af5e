#pragma once

#include <string>

#include "shared/model/time.hpp"

namespace waymark {

/// The offset of an IANA zone from UTC around `time`, and its next change within two years. The
/// zone must be one that the system's time-zone data knows, as that of a valid desk folder is.
LocalClock local_clock(const std::string& zone, Time time);

}  // namespace waymark
