#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waymark::test {

using Headers = std::map<std::string, std::string>;

struct Reply {
    unsigned status = 0;
    Headers headers;
    std::string body;
};

/// One HTTP request on a connection of its own. Host and Content-Length are filled in unless given.
/// Throws when there is no answer within 30 s.
Reply ask(std::uint16_t port, const std::string& method, const std::string& target, Headers headers,
          const std::string& body);
/// The same for each of these headers in turn, all on one connection.
std::vector<Reply> ask_in_turn(std::uint16_t port, const std::string& method,
                               const std::string& target, const std::vector<Headers>& headers,
                               const std::string& body);
Reply fetch(std::uint16_t port, const std::string& target);
Reply post_json(std::uint16_t port, const std::string& target, const std::string& body);

/// Octets sent piece by piece, each after the server has dealt with the one before; everything
/// that came back until the server closed, or the first answer.
std::string send_raw(std::uint16_t port, const std::vector<std::string>& pieces);

/// A connection on which this was sent, as far as it was taken; it stays open and unread until the
/// object ends.
class OpenConnection {
public:
    OpenConnection(std::uint16_t port, const std::string& octets);
    ~OpenConnection();
    OpenConnection(OpenConnection&&) noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// A WebSocket client. Every call ends within 30 s or throws.
class WsClient {
public:
    WsClient(std::uint16_t port, const std::string& target, const std::string& subprotocol,
             const Headers& headers);
    /// The same with a receive buffer of this many octets.
    WsClient(std::uint16_t port, const std::string& target, const std::string& subprotocol,
             const Headers& headers, int receive_buffer);
    ~WsClient();
    WsClient(WsClient&&) noexcept;

    void send(const std::string& text);
    std::string receive();
    /// The next message that contains `part`; others are dropped.
    std::string receive_with(const std::string& part);
    /// Reads until the server closes; its close code.
    unsigned wait_for_close();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// A screen that has said hello, and a feed's connection.
WsClient join_as_screen(std::uint16_t port);
/// The same with room for a few messages only: a screen that falls behind as soon as it stops
/// reading.
WsClient join_as_narrow_screen(std::uint16_t port);
WsClient connect_feed(std::uint16_t port, const std::string& feed);

}  // namespace waymark::test
