#include "tests/support/http_server.hpp"

#include <atomic>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace waymark::test {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using boost::system::error_code;

HeardRequest heard_of(const http::request<http::string_body>& request) {
    HeardRequest heard{
        std::string{request.method_string()}, std::string{request.target()}, {}, request.body()};
    for (const auto& field : request) {
        std::string name{field.name_string()};
        for (char& letter : name)
            if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter | 0x20);
        heard.headers[name] = field.value();
    }
    return heard;
}

}  // namespace

class HttpServer::Impl {
public:
    Impl(Answer answer, const TlsIdentity* identity)
        : answer_(std::move(answer)), acceptor_(io_, {asio::ip::address_v4::loopback(), 0}) {
        if (identity != nullptr) {
            tls_.emplace(asio::ssl::context::tls_server);
            tls_->use_certificate_chain(asio::buffer(identity->certificate));
            tls_->use_private_key(asio::buffer(identity->key), asio::ssl::context::pem);
        }
        accepting_ = std::jthread{[this] { accept(); }};
    }

    ~Impl() {
        over_ = true;
        // A last connection wakes the acceptor.
        Tcp::socket last{io_};
        error_code ignored;
        last.connect(acceptor_.local_endpoint(), ignored);
        accepting_.join();
        for (Connection& connection : connections_)
            connection.socket.shutdown(Tcp::socket::shutdown_both, ignored);
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    bool is_secure() const { return tls_.has_value(); }
    std::vector<HeardRequest> heard() const {
        const std::lock_guard lock{mutex_};
        return heard_;
    }

private:
    struct Connection {
        explicit Connection(asio::io_context& io) : socket(io) {}
        Tcp::socket socket;
        std::jthread thread;
    };

    void accept() {
        while (!over_) {
            Connection& connection = connections_.emplace_back(io_);
            error_code error;
            acceptor_.accept(connection.socket, error);
            if (error || over_) {
                connections_.pop_back();
                continue;
            }
            connection.thread = std::jthread{[this, &connection] { serve(connection.socket); }};
        }
    }

    void serve(Tcp::socket& socket) {
        error_code error;
        if (tls_) {
            asio::ssl::stream<Tcp::socket&> stream{socket, *tls_};
            stream.handshake(asio::ssl::stream_base::server, error);
            if (!error) talk(stream);
        } else {
            talk(socket);
        }
        socket.shutdown(Tcp::socket::shutdown_both, error);
    }

    void talk(auto& stream) {
        error_code error;
        boost::beast::flat_buffer buffer;
        while (!over_) {
            http::request<http::string_body> request;
            http::read(stream, buffer, request, error);
            if (error) return;
            const Said said = answer(heard_of(request));
            if (said.hang) {
                char octet = 0;
                stream.read_some(asio::buffer(&octet, 1), error);
                return;
            }
            if (!said.raw.empty()) {
                asio::write(stream, asio::buffer(said.raw), error);
                return;
            }
            http::response<http::string_body> response{http::int_to_status(said.reply.status), 11};
            response.result(said.reply.status);
            for (const auto& [name, value] : said.reply.headers)
                response.set(name, value);
            response.body() = said.reply.body;
            if (said.reply.status != 304) response.prepare_payload();
            http::write(stream, response, error);
            if (error) return;
        }
    }

    Said answer(HeardRequest request) {
        const std::lock_guard lock{mutex_};
        heard_.push_back(request);
        return answer_(request);
    }

    Answer answer_;
    asio::io_context io_;
    std::optional<asio::ssl::context> tls_;
    Tcp::acceptor acceptor_;
    std::atomic<bool> over_ = false;
    mutable std::mutex mutex_;
    std::vector<HeardRequest> heard_;    ///< under the mutex
    std::list<Connection> connections_;  ///< the accepting thread's until it has ended
    std::jthread accepting_;
};

HttpServer::HttpServer(Answer answer) : impl_(std::make_unique<Impl>(std::move(answer), nullptr)) {}
HttpServer::HttpServer(Answer answer, const TlsIdentity& identity)
    : impl_(std::make_unique<Impl>(std::move(answer), &identity)) {}
HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const {
    return impl_->port();
}
std::string HttpServer::url() const {
    return (impl_->is_secure() ? "https" : "http") + std::string{"://127.0.0.1:"} +
           std::to_string(port());
}
std::vector<HeardRequest> HttpServer::heard() const {
    return impl_->heard();
}

Said say_json(const std::string& body) {
    return {{200, {{"Content-Type", "application/json"}}, body}};
}
Said say_status(unsigned status, Headers headers) {
    return {{status, std::move(headers), ""}};
}

}  // namespace waymark::test
