#pragma once

#include <memory>

#include "server/desk.hpp"

namespace waymark::server {

/// What one feed's adapter is given of the desk. Its end unlinks the feed. Server thread only; the
/// desk must outlive it.
class DeskPort : public FeedPort {
public:
    /// The feed must be one of the desk folder's; `clock` says what time it is.
    DeskPort(Desk& desk, FeedId feed, std::function<Time()> clock);
    ~DeskPort() override;
    DeskPort(const DeskPort&) = delete;

    void take(FeedBatch batch, std::function<void(Kept)> done) override;
    void alive() override;
    void link(LinkState state, std::string why) override;
    void gap(Time from, Time to) override;
    void count(std::string_view reason, std::uint64_t times) override;
    Time now() const override;
    std::optional<Time> heard() const override;
    void remember(std::string text) override;
    std::string remembered() const override;

private:
    Desk& desk_;
    FeedId feed_;
    std::function<Time()> clock_;
};

}  // namespace waymark::server
