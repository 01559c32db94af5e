#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/client.hpp"
#include "tests/support/tls_identity.hpp"

namespace waymark::test {

/// A request as an HTTP server heard it.
struct HeardRequest {
    std::string method;
    std::string target;
    Headers headers;  ///< names in lower case
    std::string body;
};

/// What is answered to it.
struct Said {
    Reply reply{.status = 200};
    std::string raw;    ///< these octets instead, and then the connection's end
    bool hang = false;  ///< nothing at all, until the peer goes
};

/// An HTTP server at 127.0.0.1 on a port of its own, for clients that run in the test's thread.
class HttpServer {
public:
    /// Called on other threads, one at a time.
    using Answer = std::function<Said(const HeardRequest&)>;

    explicit HttpServer(Answer answer);
    /// Over TLS.
    HttpServer(Answer answer, const TlsIdentity& identity);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;

    std::uint16_t port() const;
    /// "http://127.0.0.1:PORT", or https.
    std::string url() const;
    /// All requests so far.
    std::vector<HeardRequest> heard() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// 200 with a JSON body.
Said say_json(const std::string& body);
Said say_status(unsigned status, Headers headers);

}  // namespace waymark::test
