#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/protocol/message.hpp"
#include "wallboard/state/board_state.hpp"

namespace waymark::wallboard {

/// A message of the server and when it came (own clock).
struct Received {
    ServerMessage message;
    Time at;
};

/// What the server answered to a question (Link::ask), or why there is no answer.
struct Told {
    std::string target;
    Result<std::string> body;
};

/// What came since the last look, messages in their order; set the health first.
struct Mail {
    std::vector<Received> messages;
    std::optional<LinkHealth> health;  ///< nothing: as before
    std::vector<Told> answers;         ///< never more than were asked for

    bool empty() const { return messages.empty() && !health && answers.empty(); }
};

/// The one hand-off from the link's thread to the GUI thread. Bounded: a snapshot makes what waits
/// before it pointless, ticks merge, and where more waits than the limits allow, all of it is
/// dropped and nothing but a snapshot is taken. Commands are kept through all that, the newest of
/// them. Thread-safe.
class Mailbox {
public:
    struct Limits {
        std::size_t messages = 1000;
        std::size_t commands = 64;
        std::size_t octets = 32 << 20;  ///< as they came; one snapshot is taken whatever its size
    };

    /// `wake` is called, outside the lock, once after each take when there is something to show; it
    /// must not throw. A tick alone wakes nobody, unless the server's clock has moved by a second
    /// against ours.
    Mailbox(Limits limits, std::function<void()> wake);

    enum class Put {
        taken,
        lost,  ///< dropped with all that waited: only a snapshot helps; said once
    };
    /// `octets` is the message's size on the wire.
    [[nodiscard]] Put put(Received received, std::size_t octets);
    void put(LinkHealth health);
    void put(Told answer);

    /// All that waits; the box is empty then.
    Mail take();

private:
    bool is_news(const Received& received);
    void put_command(Received received);
    void drop_all_but_commands();
    void wake_for(bool news, std::unique_lock<std::mutex> lock);
    bool has_room(std::size_t octets) const;

    const Limits limits_;
    const std::function<void()> wake_;
    std::mutex mutex_;
    Mail mail_;
    std::size_t octets_ = 0;
    bool only_snapshot_helps_ = false;
    bool woken_ = false;
    std::optional<Duration> told_skew_;  ///< server's clock minus ours, as the GUI last learnt it
};

}  // namespace waymark::wallboard
