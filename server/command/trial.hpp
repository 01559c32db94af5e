#pragma once

#include <string>

#include "server/feed/mapping/mapping.hpp"

namespace waymark::server {

/// What a feed's rules make of a message, for whoever writes them.
struct Trial {
    std::string report;  ///< rule by rule what matched and why, then the records
    bool good = false;   ///< whether it could be read and nothing of it was rejected
};

Trial try_message(const Mapping& mapping, const Delivery& message);

}  // namespace waymark::server
