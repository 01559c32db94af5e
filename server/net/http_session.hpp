#pragma once

#include <memory>

#include "server/net/asio_types.hpp"
#include "server/net/net_context.hpp"

namespace waymark::server {

/// Serves the HTTP requests of one connection, one after the other, and hands it over to a
/// WebSocket session when asked to. Ends by itself; watched through `context->connections`.
void serve_http(Socket socket, std::shared_ptr<NetContext> context);

}  // namespace waymark::server
