#pragma once

#include <optional>
#include <string>

#include "server/access/delivery_proof.hpp"
#include "server/feed/mapping/mapping.hpp"

namespace waymark::server {

/// Where a delivery says which one it is: in a header (its name in lower case), or in its JSON
/// body (a JSON pointer). Both empty: nowhere.
struct DeliveryIdPlace {
    std::string header;
    std::string path;
};

/// What feeds.json says of a feed whose system pushes messages of its own (docs/feeds/push.md).
struct PushSetup {
    Mapping mapping;
    ProofSetup proof;
    DeliveryIdPlace delivery_id;
    int status = 200;         ///< of the answer to what was taken in: 200 or 204
    double max_rate = 1'000;  ///< deliveries a second, over ten seconds
};

/// Reads these settings; every problem is noted, and then nothing may come back.
std::optional<PushSetup> read_push_setup(FileObject& settings);

}  // namespace waymark::server
