#pragma once

#include "server/demo/settings.hpp"
#include "shared/base/clock.hpp"
#include "shared/base/log.hpp"

namespace waymark::demo {

/// Runs the desk against the server until a signal ends it. The exit status.
int run(const Settings& settings, const Clock& clock, const Log& log);

}  // namespace waymark::demo
