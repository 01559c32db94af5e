#pragma once

#include <cstdint>
#include <string>

#include "server/feed/adapter.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server {

/// What feeds.json says of a feed whose adapter is "freeswitch" (docs/feeds/freeswitch.md).
struct FreeswitchSetup {
    std::string host;
    std::uint16_t port = 8021;
    Secret secret;

    bool operator==(const FreeswitchSetup&) const = default;
};

FreeswitchSetup read_freeswitch_setup(FileObject& object);

MadeAdapter make_freeswitch(const FreeswitchSetup& setup, const AdapterContext& context);

}  // namespace waymark::server
