#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "server/feed/mqtt/mqtt_decoder.hpp"

namespace waymark::server {

/// Messages on their way from a client's thread to the server's: the oldest go when there are too
/// many. Any thread.
class MqttInbox {
public:
    static constexpr std::size_t most_messages = 10'000;
    static constexpr std::size_t most_octets = 16 << 20;
    static constexpr std::size_t largest = 1 << 20;  ///< of a message; a larger one is dropped

    /// True when nothing waited before: then somebody has to be told.
    bool put(MqttMessage message) {
        const std::lock_guard lock{mutex_};
        if (message.payload.size() > largest) {
            ++dropped_;
            return false;
        }
        const bool first = waiting_.empty();
        octets_ += size_of(message);
        waiting_.push_back(std::move(message));
        ++put_;
        while (waiting_.size() > most_messages || octets_ > most_octets) {
            octets_ -= size_of(waiting_.front());
            waiting_.pop_front();
            ++dropped_;
        }
        return first;
    }

    std::optional<MqttMessage> take() {
        const std::lock_guard lock{mutex_};
        if (waiting_.empty()) return std::nullopt;
        MqttMessage message = std::move(waiting_.front());
        waiting_.pop_front();
        octets_ -= size_of(message);
        return message;
    }

    /// How many were dropped since the last time.
    std::uint64_t take_dropped() {
        const std::lock_guard lock{mutex_};
        return std::exchange(dropped_, 0);
    }

    /// All that was taken out is stored, or will never be.
    void settle() {
        {
            const std::lock_guard lock{mutex_};
            if (waiting_.empty()) settled_ = put_;
        }
        changed_.notify_all();
    }
    /// Waits until all that was put in is settled; false: it is not within that time, or at the
    /// end.
    bool wait_until_settled(std::chrono::milliseconds longest) {
        std::unique_lock lock{mutex_};
        const std::uint64_t all = put_;
        changed_.wait_for(lock, longest, [&] { return ended_ || settled_ >= all; });
        return settled_ >= all;
    }
    /// Nobody waits any more.
    void end() {
        {
            const std::lock_guard lock{mutex_};
            ended_ = true;
        }
        changed_.notify_all();
    }

private:
    static std::size_t size_of(const MqttMessage& message) {
        return message.topic.size() + message.payload.size();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<MqttMessage> waiting_;
    std::size_t octets_ = 0;
    std::uint64_t dropped_ = 0;
    std::uint64_t put_ = 0;
    std::uint64_t settled_ = 0;  ///< of those put in
    bool ended_ = false;
};

}  // namespace waymark::server
