#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>

#include "server/hub/frame.hpp"

namespace waymark::server {

/// What one session has yet to be sent, bounded: a screen that falls behind by more than `limit`
/// octets loses its backlog and gets the newest snapshot instead, never stale values late.
/// Server thread only.
class Outbox {
public:
    /// `wake` is called whenever the outbox turns from empty to not empty; it must not call back.
    Outbox(std::size_t limit, std::function<void()> wake);

    /// Queues a frame, or drops the backlog in favour of a snapshot when it doesn't fit. Does
    /// nothing while a snapshot is due: that will be newer than the frame.
    void push(Frame frame);

    /// The next thing sent is a snapshot; what was queued is dropped, but for commands.
    void ask_for_snapshot();

    /// Queues a command, which no snapshot makes pointless: it goes out after the snapshot that is
    /// due, before everything else. False: `most_commands` wait already, the screen takes none.
    [[nodiscard]] bool command(Frame frame);
    static constexpr std::size_t most_commands = 16;

    /// What to send next. A due snapshot is fetched from `snapshot` now, so it is the newest.
    std::optional<Frame> next(const std::function<Frame()>& snapshot);

    bool empty() const { return !snapshot_due_ && frames_.empty() && commands_.empty(); }
    std::size_t octets() const { return octets_; }
    /// How often the backlog was dropped because it outgrew the limit.
    std::size_t overflows() const { return overflows_; }

private:
    std::size_t limit_;
    std::function<void()> wake_;
    std::deque<Frame> frames_;
    std::deque<Frame> commands_;
    std::size_t octets_ = 0;
    std::size_t overflows_ = 0;
    bool snapshot_due_ = false;
};

}  // namespace waymark::server
