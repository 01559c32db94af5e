#pragma once

#include <map>
#include <memory>
#include <optional>

#include "server/desk_port.hpp"
#include "server/feed/adapter.hpp"
#include "server/feed/lines/line_feed.hpp"
#include "server/feed/setup/feed_setups.hpp"
#include "server/fetch/fetcher.hpp"

namespace waymark::server {

/// The adapters of the desk's feeds: each runs as long as its settings stay the same. Server thread
/// only.
class Feeds {
public:
    /// `desk`, `io` and `fetcher` must outlive it; `folder` is the desk folder, `clock` says what
    /// time it is.
    Feeds(boost::asio::io_context& io, Desk& desk, Fetcher& fetcher, std::filesystem::path folder,
          Environment environment, std::function<Time()> clock, Log log);
    ~Feeds();

    /// `setups` are those of the folder the desk has now: ends the adapters whose feeds are gone or
    /// set up differently, and makes the new ones. The
    /// problems are those of feeds whose adapter could not be made: a secret that is not there.
    std::vector<std::string> apply(const FeedSetups& setups);

    /// The feed of that name if it takes Influx lines; else null. Until the next apply().
    LineFeed* influx(const FeedId& feed) const;

    /// Ends all of them.
    void end() { running_.clear(); }

private:
    struct Running {
        FeedSettings settings;
        std::optional<Duration> max_wait;
        std::unique_ptr<DeskPort> port;
        std::unique_ptr<Adapter> adapter;  ///< ends before its port
    };

    std::optional<Duration> max_wait_of(const FeedId& feed) const;

    boost::asio::io_context& io_;
    Desk& desk_;
    std::filesystem::path folder_;
    Environment environment_;
    std::function<Time()> clock_;
    Log log_;
    Fetcher& fetcher_;
    std::map<FeedId, Running> running_;
};

}  // namespace waymark::server
