#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "shared/base/result.hpp"
#include "shared/model/time.hpp"
#include "wallboard/link/address.hpp"

namespace waymark::wallboard {

/// One request to the server, without a body.
struct HttpCall {
    std::string method;  ///< "GET" or "POST"
    std::string target;
    std::string token;  ///< empty: none
    std::string agent;
    Duration within{0};              ///< all of it
    std::size_t largest = 64 << 10;  ///< of the reply's body, in octets
};

struct HttpReply {
    unsigned status = 0;
    std::string body;
};

/// Asks on a connection of its own, with TLS where the address says so. `closer` is set to what
/// breaks it off while it lasts, and cleared. Thread of the executor.
boost::asio::awaitable<Result<HttpReply>> call_http(const Address& server, const HttpCall& call,
                                                    std::function<void()>& closer);

}  // namespace waymark::wallboard
