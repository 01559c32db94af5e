#include "tests/support/scripted_server.hpp"

#include <stdexcept>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

namespace waymark::test {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;

class ScriptedServer::Impl {
public:
    tcp::socket accept() { return acceptor.accept(); }

    asio::io_context io;
    tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
};

class ScriptedServer::Peer::Impl {
public:
    explicit Impl(tcp::socket socket) : stream(std::move(socket)) {}

    websocket::stream<tcp::socket> stream;
    http::request<http::string_body> request;
};

ScriptedServer::ScriptedServer() : impl_(std::make_unique<Impl>()) {}
ScriptedServer::~ScriptedServer() = default;

std::uint16_t ScriptedServer::port() const {
    return impl_->acceptor.local_endpoint().port();
}

std::string ScriptedServer::url() const {
    return "http://127.0.0.1:" + std::to_string(port());
}

ScriptedServer::Peer ScriptedServer::accept(const std::string& subprotocol) {
    auto peer = std::make_unique<Peer::Impl>(impl_->accept());
    beast::flat_buffer buffer;
    http::read(peer->stream.next_layer(), buffer, peer->request);
    peer->stream.set_option(
        websocket::stream_base::decorator{[&](websocket::response_type& response) {
            if (!subprotocol.empty())
                response.set(http::field::sec_websocket_protocol, subprotocol);
        }});
    peer->stream.accept(peer->request);
    return Peer{std::move(peer)};
}

ScriptedServer::Peer ScriptedServer::accept() {
    return accept(std::string{screen_subprotocol});
}

void ScriptedServer::answer_raw(const std::string& octets) {
    tcp::socket socket = impl_->accept();
    beast::error_code gone;
    std::string request;
    asio::read_until(socket, asio::dynamic_buffer(request), "\r\n\r\n", gone);
    asio::write(socket, asio::buffer(octets), gone);
    socket.shutdown(tcp::socket::shutdown_send, gone);
    char rest[512];
    while (!gone)
        socket.read_some(asio::buffer(rest), gone);
}

void ScriptedServer::refuse() {
    impl_->accept();
}

ScriptedServer::Peer::Peer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ScriptedServer::Peer::Peer(Peer&&) noexcept = default;
ScriptedServer::Peer::~Peer() = default;

std::string ScriptedServer::Peer::receive() {
    beast::flat_buffer buffer;
    impl_->stream.read(buffer);
    return beast::buffers_to_string(buffer.data());
}

ScreenMessage ScriptedServer::Peer::receive_screen_message() {
    const std::string text = receive();
    const auto message = decode_screen_message(text);
    if (!message) throw std::runtime_error(to_text(message.error()) + " in " + text);
    return *message;
}

void ScriptedServer::Peer::send(const ServerMessage& message) {
    send_text(encode(message));
}

void ScriptedServer::Peer::send_text(const std::string& text) {
    beast::error_code gone;
    impl_->stream.text(true);
    impl_->stream.write(asio::buffer(text), gone);
}

void ScriptedServer::Peer::send_raw(const std::string& octets) {
    beast::error_code gone;
    asio::write(impl_->stream.next_layer(), asio::buffer(octets), gone);
}

unsigned ScriptedServer::Peer::wait_for_close() {
    beast::error_code gone;
    for (beast::flat_buffer buffer; !gone; buffer.clear())
        impl_->stream.read(buffer, gone);
    return impl_->stream.reason().code;
}

std::string ScriptedServer::Peer::header(const std::string& name) const {
    return std::string{impl_->request[name]};
}

}  // namespace waymark::test
