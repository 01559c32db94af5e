#pragma once

#include "server/command/asking.hpp"

namespace waymark::server {

/// `feeds`: prints how each feed of a running server stands; the exit status.
int feeds(const ReadingSettings& settings);

}  // namespace waymark::server
