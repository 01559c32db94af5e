#pragma once

#include <deque>
#include <set>

#include "server/feed/mqtt/mqtt_setup.hpp"

namespace waymark::server {

/// A message of a broker.
struct MqttMessage {
    std::string topic;
    std::string payload;
    bool retained = false;  ///< the broker had kept it; there is no telling for how long
    bool owed = false;      ///< the broker is to hear that we have it (QoS 1)
};

/// Makes records of messages. A retained message may be days old: of it is taken what states its
/// own time, and only together with the next message that is none, so that it is no proof of life.
/// No sockets. Server thread only.
class MqttDecoder {
public:
    static constexpr std::size_t most_held = 1'000;

    explicit MqttDecoder(const MqttSetup& setup) : setup_(setup), maker_(setup.samples) {}

    struct Made {
        FeedBatch batch;
        bool alive = false;  ///< the system proved that it is there
        SkipCounts counts;   ///< of what can't be used
    };
    Made take(const MqttMessage& message, Time now);

    /// Which status topics say that their system is gone.
    const std::set<std::string>& offline() const { return offline_; }

private:
    const MqttStatus* status_of(std::string_view topic) const;
    void take_payload(const MqttMessage& message, Time now, Made& made);
    void take_collectd(const MqttMessage& message, Time now, Made& made);
    void hold(FeedBatch batch, Time now, Made& made);

    const MqttSetup setup_;
    SampleMaker maker_;
    std::set<std::string> offline_;
    std::deque<Record> held_;
};

/// The values of a collectd payload, "1795290149.045:4:0.5" ended by a NUL, each with its time. A
/// value that is none ("nan") stands as the reason.
Read<std::vector<Read<Measurement>>> decode_collectd(const MqttMessage& message);

}  // namespace waymark::server
