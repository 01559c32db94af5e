#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/feed/adapter.hpp"
#include "server/feed/lines/sample_maker.hpp"
#include "server/feed/mapping/mapping.hpp"
#include "shared/protocol/file_node.hpp"

namespace waymark::server {

struct MqttTopic {
    std::string filter;  ///< may have wildcards: "desk/+/state"
    int quality = 1;     ///< QoS 0 or 1
};

/// A topic whose last will tells that its system is gone.
struct MqttStatus {
    std::string topic;
    std::string offline = "offline";  ///< the payload that says so
};

/// Files, absolute or relative to the desk folder; none of them: the system's certificates.
struct MqttTls {
    std::string ca;
    std::string certificate;  ///< our own, and its key
    std::string key;
};

/// What feeds.json says of a feed whose adapter is "mqtt" (docs/feeds/mqtt.md).
struct MqttSetup {
    std::string host;
    std::uint16_t port = 1883;
    std::optional<MqttTls> tls;
    std::string user;
    Secret secret;
    std::string client_id;  ///< empty: a new one each time, and nothing is kept for us meanwhile
    std::vector<MqttTopic> topics;
    std::vector<MqttStatus> status;
    std::shared_ptr<const Mapping> mapping;  ///< null: payloads are collectd's
    SampleRules samples;                     ///< of collectd's values
};

MqttSetup read_mqtt_setup(FileObject& entry);

MadeAdapter make_mqtt(const MqttSetup& setup, const AdapterContext& context);

}  // namespace waymark::server
