#pragma once

#include <deque>

#include "server/net/live_session.hpp"

namespace waymark::server {

/// One feed: each message is a record or an array of them; acknowledged in order, once stored. At
/// most `NetLimits::unacknowledged` messages wait; beyond, nothing more is read.
class FeedSession : public LiveSession {
public:
    FeedSession(Socket socket, std::shared_ptr<NetContext> context, FeedId feed);

    void end(const std::string& why) override;

private:
    /// A message on its way through the store.
    struct Waiting {
        std::uint64_t number = 0;
        std::optional<Ingested> done;
    };

    void opened() override { ++context().counts.feeds; }
    void received(std::string_view text) override;
    Frame next_frame() override;
    void closed() override { --context().counts.feeds; }
    void look_around(SteadyTime) override {}

    void done(std::uint64_t number, Ingested ingested);
    void give_up(const Ingested& ingested);

    FeedId feed_;
    std::uint64_t last_ = 0;
    std::deque<Waiting> waiting_;
};

}  // namespace waymark::server
