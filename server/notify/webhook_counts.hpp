#pragma once

#include <cstddef>
#include <cstdint>

namespace waymark::server {

/// What became of notifications so far.
struct WebhookCounts {
    std::uint64_t delivered = 0;
    std::uint64_t given_up = 0;  ///< refused, or not taken within an hour
    std::uint64_t dropped = 0;   ///< too many waited
    std::size_t waiting = 0;
};

}  // namespace waymark::server
