#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "server/hub/frame.hpp"
#include "server/hub/outbox.hpp"

namespace waymark::server {

/// The screens that are present. An outbox leaves by being destroyed. Server thread only.
class Hub {
public:
    /// The outbox is sent a snapshot first, then every frame published from now on.
    void join(const std::shared_ptr<Outbox>& outbox);

    /// Hands the frame to every outbox; encoded once, its bytes are shared.
    void publish(const Frame& frame);

    /// Everybody gets a snapshot next: the desk itself has changed.
    void publish_snapshot();

    std::size_t size() const;

private:
    std::vector<std::weak_ptr<Outbox>> outboxes_;
};

}  // namespace waymark::server
