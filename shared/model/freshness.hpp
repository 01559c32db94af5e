#pragma once

#include "shared/model/outline.hpp"
#include "shared/model/reading.hpp"

namespace waymark {

/// How long after its last proof of life a feed is late, and stale: 2x and 4x its cadence, at least
/// 30 s both.
Duration late_after(const Feed& feed);
Duration stale_after(const Feed& feed);

/// How fresh a feed is at `now` (the server's time) when it was last heard at `heard`. A feed that
/// may be quiet is live once it was heard.
Freshness freshness_of(const Feed& feed, std::optional<Time> heard, Time now);

}  // namespace waymark
