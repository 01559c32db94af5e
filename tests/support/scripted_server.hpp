#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "shared/protocol/message.hpp"

namespace waymark::test {

/// A server that says exactly what a test wants it to say, on a port of its own at 127.0.0.1. Its
/// calls block in the test's thread; the peer under test runs in another.
class ScriptedServer {
public:
    ScriptedServer();
    ~ScriptedServer();

    std::uint16_t port() const;
    std::string url() const;

    /// One connection that was accepted as a WebSocket. Its end drops the connection.
    class Peer {
    public:
        class Impl;
        explicit Peer(std::unique_ptr<Impl> impl);
        Peer(Peer&&) noexcept;
        ~Peer();

        /// The next message of the peer, as text.
        std::string receive();
        ScreenMessage receive_screen_message();
        void send(const ServerMessage& message);
        void send_text(const std::string& text);
        /// Octets below the WebSocket: whatever they are.
        void send_raw(const std::string& octets);
        /// The close code the peer says; 0 when it just goes.
        unsigned wait_for_close();
        /// A header of the request it came with; empty: none.
        std::string header(const std::string& name) const;

    private:
        std::unique_ptr<Impl> impl_;
    };

    /// The next connection, answered with this subprotocol (empty: none).
    Peer accept(const std::string& subprotocol);
    Peer accept();
    /// The next connection, answered with these octets and nothing else.
    void answer_raw(const std::string& octets);
    /// The next connection, dropped before it is answered.
    void refuse();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace waymark::test
