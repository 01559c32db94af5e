#pragma once

#include <filesystem>
#include <memory>

#include "server/access/secret.hpp"
#include "server/feed/feed_port.hpp"
#include "shared/base/log.hpp"

namespace boost::asio {
class io_context;
}

namespace waymark::server {

/// A live connection to a system that is not told to push our records: it begins when it is made
/// and ends when it is destroyed; nothing of it runs afterwards. Server thread only, whatever
/// threads it has of its own.
class Adapter {
public:
    virtual ~Adapter() = default;
};

/// What an adapter is made with. All of it outlives the adapter.
struct AdapterContext {
    boost::asio::io_context& io;  ///< the server's, run by its one thread
    FeedPort& port;
    std::filesystem::path folder;      ///< the desk folder, where relative files are found
    Environment environment;           ///< where secrets may be
    std::optional<Duration> max_wait;  ///< the feed's own, when feeds.json states it
    Log log;
};

/// Each adapter's room has a make_NAME(const NameSetup&, const AdapterContext&) that yields this.
/// An Error says which secret can't be found; what a system refuses is no error here but told to
/// the port.
using MadeAdapter = Result<std::unique_ptr<Adapter>>;

}  // namespace waymark::server
