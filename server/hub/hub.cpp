#include "server/hub/hub.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

/// Calls `act` on every living outbox and forgets those that have gone.
void for_each(std::vector<std::weak_ptr<Outbox>>& outboxes, auto act) {
    std::erase_if(outboxes, [&](const std::weak_ptr<Outbox>& held) {
        const auto outbox = held.lock();
        if (outbox) act(*outbox);
        return !outbox;
    });
}

}  // namespace

void Hub::join(const std::shared_ptr<Outbox>& outbox) {
    outbox->ask_for_snapshot();
    outboxes_.push_back(outbox);
}

void Hub::publish(const Frame& frame) {
    for_each(outboxes_, [&](Outbox& outbox) { outbox.push(frame); });
}

void Hub::publish_snapshot() {
    for_each(outboxes_, [](Outbox& outbox) { outbox.ask_for_snapshot(); });
}

std::size_t Hub::size() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(outboxes_, [](const auto& held) { return !held.expired(); }));
}

}  // namespace waymark::server
