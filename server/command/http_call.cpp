#include "server/command/http_call.hpp"

#include <charconv>
#include <chrono>
#include <cstdint>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace waymark::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

constexpr auto longest_wait = std::chrono::seconds{10};
constexpr std::uint64_t largest_answer = 16 << 20;

/// Resolve, connect, write, read: each begins the next.
class Call {
public:
    explicit Call(const HttpCall& call) : call_(call) {
        const bool brackets = call.server.host.find(':') != std::string::npos;
        request_.method_string(call.method);
        request_.target(call.target);
        request_.version(11);
        request_.set(
            http::field::host,
            (brackets ? "[" + call.server.host + "]" : call.server.host) + ":" + call.server.port);
        if (!call.token.empty()) request_.set(http::field::authorization, "Bearer " + call.token);
        if (!call.body.empty()) request_.set(http::field::content_type, "application/json");
        request_.keep_alive(false);
        request_.body() = call.body;
        request_.prepare_payload();
        parser_.body_limit(largest_answer);
    }

    error_code run() {
        stream_.expires_after(longest_wait);
        resolver_.async_resolve(
            call_.server.host, call_.server.port,
            [this](error_code error, const auto& found) { error ? end(error) : connect(found); });
        io_.run_for(longest_wait);
        return result_;
    }

    HttpAnswer answer() { return {parser_.get().result_int(), std::move(parser_.get().body())}; }

private:
    void connect(const asio::ip::tcp::resolver::results_type& found) {
        stream_.async_connect(
            found, [this](error_code error, const auto&) { error ? end(error) : write(); });
    }
    void write() {
        http::async_write(stream_, request_,
                          [this](error_code error, std::size_t) { error ? end(error) : read(); });
    }
    void read() {
        http::async_read(stream_, buffer_, parser_,
                         [this](error_code error, std::size_t) { end(error); });
    }
    void end(error_code error) { result_ = error; }

    const HttpCall& call_;
    asio::io_context io_{1};
    asio::ip::tcp::resolver resolver_{io_};
    beast::tcp_stream stream_{io_};
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response_parser<http::string_body> parser_;
    error_code result_ = beast::error::timeout;
};

}  // namespace

Result<ServerAddress> read_server(const std::string& url) {
    const std::string_view scheme = "http://";
    std::string_view rest = url;
    const bool known = rest.starts_with(scheme);
    if (known) rest.remove_prefix(scheme.size());
    if (rest.ends_with('/')) rest.remove_suffix(1);
    const std::size_t colon = rest.rfind(':');
    const std::string_view digits =
        colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
    std::uint16_t port = 0;
    const char* const last = digits.data() + digits.size();
    if (!known || digits.empty() || colon == 0 ||
        std::from_chars(digits.data(), last, port).ptr != last || port == 0 ||
        rest.find_first_of("/@?# ") != std::string_view::npos)
        return failure("", "\"" + url + "\" is not allowed; http://HOST:PORT is");
    std::string_view host = rest.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return ServerAddress{std::string{host}, std::string{digits}};
}

Result<HttpAnswer> http_call(const HttpCall& call) {
    Call made{call};
    if (const error_code error = made.run()) {
        const std::string where = "http://" + call.server.host + ":" + call.server.port;
        if (error == beast::error::timeout)
            return failure(where, "the server did not answer within 10 s");
        if (error == asio::error::connection_refused)
            return failure(where, "no server listens there; --server says where it does");
        return failure(where, error.message());
    }
    return made.answer();
}

}  // namespace waymark::server
