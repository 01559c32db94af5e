#pragma once

#include <memory>
#include <string>

#include "server/demo/feed_queue.hpp"
#include "shared/base/log.hpp"
#include "shared/model/ids.hpp"

namespace boost::asio {
class io_context;
}

namespace waymark::demo {

struct FeedLinkOptions {
    std::string host;
    std::string port;
    FeedId feed;
    std::string token;  ///< empty: none
    Duration alive_every = std::chrono::seconds{5};
    Duration answer_within = std::chrono::seconds{15};  ///< connecting, and every acknowledgement
    Duration retry_least = std::chrono::milliseconds{250};
    Duration retry_most = std::chrono::seconds{3};
};

/// One feed's connection to the server: sends what the queue holds, says now and then that the feed
/// lives, takes acknowledgements and connects anew, with jitter, whenever the connection ends.
class FeedLink {
public:
    /// `io` must outlive the link and be run by one thread, the one that calls it.
    FeedLink(boost::asio::io_context& io, FeedLinkOptions options, Log log);
    ~FeedLink();
    FeedLink(const FeedLink&) = delete;
    FeedLink& operator=(const FeedLink&) = delete;

    FeedQueue& queue();
    /// Something was added to the queue.
    void wake();
    /// Closes the connection for good.
    void stop();
    bool is_connected() const;
    /// Records the server refused, so far.
    std::uint64_t refused() const;

private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace waymark::demo
