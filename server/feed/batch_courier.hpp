#pragma once

#include <functional>
#include <limits>
#include <memory>

#include "server/feed/feed_port.hpp"
#include "shared/base/timer.hpp"

namespace boost::asio {
class io_context;
}

namespace waymark::server {

/// Brings what an adapter makes to its port: one batch after the other, and the same again after a
/// while when the disk can't take it. Every adapter's one way there. Batches are gathered, so that
/// places in them say nothing and are left out. Server thread only.
class BatchCourier {
public:
    /// At most so many records wait; beyond them the oldest are dropped, and counted. `io` and
    /// `port` must outlive it.
    BatchCourier(boost::asio::io_context& io, FeedPort& port, std::size_t most_records,
                 const MakeTimer& make_timer);
    /// Nothing is offered any more, and nobody called.
    ~BatchCourier();
    BatchCourier(const BatchCourier&) = delete;

    void put(FeedBatch batch);

    /// As many wait as may: whoever can is to stop reading.
    bool full() const;
    /// Nothing waits, nor is on its way.
    bool idle() const;

    /// Called whenever a batch was stored; not from within put().
    void on_stored(std::function<void()> call);

    /// As `most_records`, for those who read on only when it is idle.
    static constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

    static constexpr std::string_view dropped = "dropped: more came than could be stored";

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace waymark::server
