#pragma once

#include <map>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "server/feed/ami/ami_adapter.hpp"
#include "server/feed/file/file_setup.hpp"
#include "server/feed/freeswitch/freeswitch_adapter.hpp"
#include "server/feed/lines/line_setup.hpp"
#include "server/feed/mqtt/mqtt_setup.hpp"
#include "server/feed/poll/poll_setup.hpp"
#include "server/feed/push/push_setup.hpp"
#include "server/feed/queue_log/queue_log_adapter.hpp"
#include "shared/model/desk_folder.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {

/// What feeds.json tells a feed's adapter, one alternative for each.
using FeedSetup = std::variant<std::monostate, AmiSetup, FreeswitchSetup, QueueLogSetup, PushSetup,
                               LineSetup, FileSetup, MqttSetup, PollSetup>;
using FeedSetups = std::map<FeedId, FeedSetup>;

/// Reads the settings of all feeds that have an adapter, presets filled in; or all problems, with
/// their places in feeds.json. Feeds that send our own records have none.
tl::expected<FeedSetups, std::vector<Problem>> read_setups(const DeskFolder& desk);

}  // namespace waymark::server
