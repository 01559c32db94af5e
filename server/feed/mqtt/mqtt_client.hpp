#pragma once

#include <functional>
#include <memory>

#include "server/feed/mqtt/mqtt_decoder.hpp"

namespace waymark::server {

/// What a client tells, on its own thread.
struct MqttListener {
    std::function<void()> connected;                   ///< and all topics are subscribed to
    std::function<void(const std::string& why)> lost;  ///< or never had; it will try again
    /// The broker hears that we have the message once this returns; false: it must not, and the
    /// connection ends, so that it comes again to a client that the broker knows. Takes 20 s at
    /// most, since the broker hears nothing else of us meanwhile.
    std::function<bool(MqttMessage)> message;
};

/// Stays connected to a broker on a thread of its own. Its end waits for that thread, for up to a
/// second, or as long as a name takes to be looked up.
class MqttClient {
public:
    MqttClient(const MqttSetup& setup, std::string password, std::filesystem::path folder,
               MqttListener listener);
    ~MqttClient();
    MqttClient(const MqttClient&) = delete;

private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

}  // namespace waymark::server
