#pragma once

#include <map>
#include <string>

#include "server/desk.hpp"
#include "server/net/net_context.hpp"
#include "server/notify/webhook_counts.hpp"
#include "server/screens/visibility.hpp"
#include "server/store/sqlite_store.hpp"

namespace waymark::server {

/// What /metrics tells, apart from the process itself.
struct Figures {
    DeskCounts desk;
    StoreCounts store;
    NetCounts net;
    WebhookCounts notifications;
    std::size_t screens = 0;
    std::size_t pending_octets = 0;
    std::map<ScreenId, Seen> seen;  ///< of screens, in the last hour
};

/// The figures, and the process's memory, CPU time and descriptors, in Prometheus' text format.
std::string metrics_text(const Figures& figures);

}  // namespace waymark::server
