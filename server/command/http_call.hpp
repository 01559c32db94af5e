#pragma once

#include <string>

#include "shared/base/result.hpp"

namespace waymark::server {

/// A server's place, as `--server` names it.
struct ServerAddress {
    std::string host = "127.0.0.1";  ///< without brackets
    std::string port = "8080";
};

/// Reads http://HOST:PORT. Commands do not speak TLS.
Result<ServerAddress> read_server(const std::string& url);

/// One request.
struct HttpCall {
    ServerAddress server;
    std::string method;  ///< GET or POST
    std::string target;  ///< path
    std::string token;   ///< empty: none
    std::string body;    ///< JSON; empty: none
};

struct HttpAnswer {
    unsigned status = 0;
    std::string body;
};

/// Asks and waits for the answer, 10 s at most. An Error says why there is none. Any thread.
Result<HttpAnswer> http_call(const HttpCall& call);

}  // namespace waymark::server
