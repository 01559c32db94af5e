#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/types.h>

namespace waymark::test {

/// Debian's mosquitto as a child process, on a free port of this machine. Its end kills it.
class MqttBroker {
public:
    /// Whether it is installed.
    static bool there();

    /// `settings` are lines of its configuration beside the listener; files lie in `folder`. Throws
    /// when it does not listen within 10 s.
    MqttBroker(const std::filesystem::path& folder, const std::string& settings);
    ~MqttBroker();
    MqttBroker(const MqttBroker&) = delete;

    std::uint16_t port() const { return port_; }

    /// Ends it, as a crash would.
    void kill();
    /// On the same port; what it kept is gone.
    void start();

private:
    bool try_to_start();

    std::filesystem::path folder_;
    std::string settings_;
    std::uint16_t port_ = 0;
    pid_t pid_ = -1;
};

/// What of a client is to be known for publishing.
struct MqttLetter {
    std::string topic;
    std::string payload;
    bool retain = false;
};

/// Publishes with QoS 1 and waits until the broker has it. Throws after 10 s.
void publish(std::uint16_t port, const MqttLetter& letter);

/// A client with a last will that vanishes at once, without saying so.
void vanish(std::uint16_t port, const MqttLetter& will);

}  // namespace waymark::test
