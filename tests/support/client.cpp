#include "tests/support/client.hpp"

#include <stdexcept>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

namespace waymark::test {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

/// A loop that runs one operation at a time, for 30 s at most.
class Loop {
public:
    /// `begin` starts an operation with the handler it is given; its error is returned.
    error_code run(const auto& begin) {
        error_code result = asio::error::timed_out;
        bool done = false;
        begin([&](error_code error, auto&&...) {
            result = error;
            done = true;
        });
        io.restart();
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
        while (!done && io.run_one_until(until) > 0) {
        }
        if (!done) throw std::runtime_error("nothing came within 30 s");
        return result;
    }

    asio::io_context io;
};

/// `receive_buffer` in octets; 0: as the system likes.
tcp::socket connect(Loop& loop, std::uint16_t port, int receive_buffer) {
    tcp::socket socket{loop.io, tcp::v4()};
    if (receive_buffer > 0)
        socket.set_option(asio::socket_base::receive_buffer_size{receive_buffer});
    socket.connect({asio::ip::address_v4::loopback(), port});
    socket.set_option(tcp::no_delay{true});
    return socket;
}

void check(error_code error, const char* what) {
    if (error) throw std::runtime_error(std::string{what} + ": " + error.message());
}

Reply reply_of(const http::response<http::string_body>& response) {
    Reply reply{response.result_int(), {}, response.body()};
    for (const auto& field : response)
        reply.headers[std::string{field.name_string()}] = std::string{field.value()};
    return reply;
}

}  // namespace

std::vector<Reply> ask_in_turn(std::uint16_t port, const std::string& method,
                               const std::string& target, const std::vector<Headers>& headers,
                               const std::string& body) {
    Loop loop;
    auto socket = connect(loop, port, 0);
    beast::flat_buffer buffer;
    std::vector<Reply> replies;
    for (const Headers& own : headers) {
        http::request<http::string_body> request;
        request.method_string(method);
        request.target(target);
        request.version(11);
        if (!own.contains("Host")) request.set("Host", "127.0.0.1:" + std::to_string(port));
        for (const auto& [name, value] : own)
            request.insert(name, value);
        request.body() = body;
        if (!body.empty()) request.prepare_payload();
        error_code ignored;  // the server may answer and close before it has read everything
        http::write(socket, request, ignored);
        http::response_parser<http::string_body> parser;
        parser.skip(method == "HEAD");
        check(loop.run([&](auto handler) { http::async_read(socket, buffer, parser, handler); }),
              "no answer");
        replies.push_back(reply_of(parser.get()));
    }
    return replies;
}

Reply ask(std::uint16_t port, const std::string& method, const std::string& target, Headers headers,
          const std::string& body) {
    return ask_in_turn(port, method, target, {std::move(headers)}, body).front();
}

Reply fetch(std::uint16_t port, const std::string& target) {
    return ask(port, "GET", target, {}, "");
}

Reply post_json(std::uint16_t port, const std::string& target, const std::string& body) {
    return ask(port, "POST", target, {{"Content-Type", "application/json"}}, body);
}

std::string send_raw(std::uint16_t port, const std::vector<std::string>& pieces) {
    Loop loop;
    auto socket = connect(loop, port, 0);
    for (const std::string& piece : pieces) {
        asio::write(socket, asio::buffer(piece));
        // The server serves one thing after the other: once it answers this, it has seen the piece.
        fetch(port, "/healthz");
    }
    std::string received(4096, '\0');
    std::size_t count = 0;
    loop.run([&](auto handler) {
        socket.async_read_some(asio::buffer(received),
                               [&count, handler](error_code error, std::size_t read) {
                                   count = read;
                                   handler(error);
                               });
    });
    return received.substr(0, count);
}

class OpenConnection::Impl {
public:
    Loop loop;
    tcp::socket socket{loop.io};
};

OpenConnection::OpenConnection(std::uint16_t port, const std::string& octets)
    : impl_(std::make_unique<Impl>()) {
    impl_->socket = connect(impl_->loop, port, 0);
    impl_->loop.run(
        [&](auto handler) { asio::async_write(impl_->socket, asio::buffer(octets), handler); });
}

OpenConnection::~OpenConnection() = default;
OpenConnection::OpenConnection(OpenConnection&&) noexcept = default;

class WsClient::Impl {
public:
    Loop loop;
    beast::websocket::stream<tcp::socket> socket{loop.io};
    beast::flat_buffer buffer;
};

WsClient::WsClient(std::uint16_t port, const std::string& target, const std::string& subprotocol,
                   const Headers& headers)
    : WsClient(port, target, subprotocol, headers, 0) {}

WsClient::WsClient(std::uint16_t port, const std::string& target, const std::string& subprotocol,
                   const Headers& headers, int receive_buffer)
    : impl_(std::make_unique<Impl>()) {
    impl_->socket.next_layer() = connect(impl_->loop, port, receive_buffer);
    impl_->socket.read_message_max(16 << 20);
    impl_->socket.set_option(
        beast::websocket::stream_base::decorator([&](beast::websocket::request_type& request) {
            if (!subprotocol.empty()) request.set(http::field::sec_websocket_protocol, subprotocol);
            for (const auto& [name, value] : headers)
                request.set(name, value);
        }));
    beast::websocket::response_type response;
    const auto error = impl_->loop.run([&](auto handler) {
        impl_->socket.async_handshake(response, "127.0.0.1:" + std::to_string(port), target,
                                      handler);
    });
    if (error)
        throw std::runtime_error(std::to_string(response.result_int()) + " " + response.body());
}

WsClient::~WsClient() = default;
WsClient::WsClient(WsClient&&) noexcept = default;

void WsClient::send(const std::string& text) {
    check(impl_->loop.run(
              [&](auto handler) { impl_->socket.async_write(asio::buffer(text), handler); }),
          "not sent");
}

std::string WsClient::receive() {
    impl_->buffer.clear();
    check(impl_->loop.run([&](auto handler) { impl_->socket.async_read(impl_->buffer, handler); }),
          "nothing received");
    return beast::buffers_to_string(impl_->buffer.data());
}

std::string WsClient::receive_with(const std::string& part) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (std::chrono::steady_clock::now() < until) {
        std::string text = receive();
        if (text.find(part) != std::string::npos) return text;
    }
    throw std::runtime_error("no message with " + part + " within 30 s");
}

unsigned WsClient::wait_for_close() {
    while (true) {
        impl_->buffer.clear();
        const auto error = impl_->loop.run(
            [&](auto handler) { impl_->socket.async_read(impl_->buffer, handler); });
        if (error) return impl_->socket.reason().code;
    }
}

namespace {

WsClient say_hello(WsClient screen) {
    screen.send(R"({"type":"hello","version":"0","screen":"test","size":[1,1],"renderer":"none"})");
    return screen;
}

}  // namespace

WsClient join_as_screen(std::uint16_t port) {
    return say_hello({port, "/v1/live", "waymark.v1", {}});
}

WsClient join_as_narrow_screen(std::uint16_t port) {
    return say_hello({port, "/v1/live", "waymark.v1", {}, 4096});
}

WsClient connect_feed(std::uint16_t port, const std::string& feed) {
    return {port, "/v1/feeds/" + feed + "/live", "waymark.feed.v1", {}};
}

}  // namespace waymark::test
