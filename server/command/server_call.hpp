#pragma once

#include <string>

#include "server/fetch/fetch.hpp"

namespace waymark::server {

/// One request to a running server.
struct ServerCall {
    std::string server;  ///< of read_server
    std::string target;  ///< path
    std::string token;   ///< empty: none
    std::string body;    ///< JSON to be posted; empty: nothing is, the target is got
};

/// Where a server is, as `--server` names it: http:// or https:// with a host and perhaps a port,
/// and no path. A slash at its end is left out.
Result<std::string> read_server(const std::string& url);

/// Asks and waits for the answer, 30 s at most, on this machine or elsewhere. An Error says why
/// there is none. Any thread.
Result<FetchAnswer> ask_server(const ServerCall& call);

}  // namespace waymark::server
