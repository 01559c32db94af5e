#pragma once

#include <string>
#include <vector>

#include "server/feed/adapter.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server {

/// What feeds.json says of a feed whose adapter is "queue_log" (docs/feeds/asterisk.md).
struct QueueLogSetup {
    std::string path;  ///< absolute or relative to the desk folder
    std::vector<std::string> wrap_reasons;

    bool operator==(const QueueLogSetup&) const = default;
};

QueueLogSetup read_queue_log_setup(FileObject& object);

MadeAdapter make_queue_log(const QueueLogSetup& setup, const AdapterContext& context);

}  // namespace waymark::server
