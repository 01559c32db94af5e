#include "wallboard/link/http_call.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include "wallboard/link/words.hpp"

namespace waymark::wallboard {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = beast::tcp_stream;
using Tls = beast::ssl_stream<Tcp>;
using Endpoints = asio::ip::tcp::resolver::results_type;

constexpr auto outcome = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t longest_words = 200;

Error in_words(const Address& server, const boost::system::error_code& error) {
    const std::string what = error == beast::error::timeout ? "no answer in time" : error.message();
    return {"", "can't reach " + to_text(server) + ": " + plain_words(what, longest_words)};
}

template <class Stream>
asio::awaitable<Result<HttpReply>> exchange(Stream& stream, const Address& server,
                                            const HttpCall& call) {
    http::request<http::empty_body> request{http::string_to_verb(call.method), call.target, 11};
    request.set(http::field::host, to_text(server));
    request.set(http::field::user_agent, call.agent);
    request.set(http::field::connection, "close");
    request.content_length(0);
    if (!call.token.empty()) request.set(http::field::authorization, "Bearer " + call.token);
    const auto [unsent, sent] = co_await http::async_write(stream, request, outcome);
    if (unsent) co_return tl::unexpected(in_words(server, unsent));
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(call.largest);
    const auto [unread, octets] = co_await http::async_read(stream, buffer, parser, outcome);
    if (unread) co_return tl::unexpected(in_words(server, unread));
    co_return HttpReply{parser.get().result_int(), parser.get().body()};
}

asio::awaitable<Result<HttpReply>> call_plain(const Address& server, const HttpCall& call,
                                              const Endpoints& endpoints, Tcp& tcp) {
    const auto [error, endpoint] = co_await tcp.async_connect(endpoints, outcome);
    if (error) co_return tl::unexpected(in_words(server, error));
    co_return co_await exchange(tcp, server, call);
}

asio::awaitable<Result<HttpReply>> call_safely(const Address& server, const HttpCall& call,
                                               const Endpoints& endpoints, Tls& tls) {
    tls.set_verify_callback(asio::ssl::host_name_verification{server.host});
    SSL_set_tlsext_host_name(tls.native_handle(), server.host.c_str());
    const auto [error, endpoint] =
        co_await beast::get_lowest_layer(tls).async_connect(endpoints, outcome);
    if (error) co_return tl::unexpected(in_words(server, error));
    const auto [unsafe] = co_await tls.async_handshake(asio::ssl::stream_base::client, outcome);
    if (unsafe) co_return tl::unexpected(in_words(server, unsafe));
    co_return co_await exchange(tls, server, call);
}

}  // namespace

asio::awaitable<Result<HttpReply>> call_http(const Address& server, const HttpCall& call,
                                             std::function<void()>& closer) {
    const auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver{executor};
    closer = [&resolver] { resolver.cancel(); };
    const auto [unknown, endpoints] =
        co_await resolver.async_resolve(server.host, server.port, outcome);
    closer = nullptr;
    if (unknown) co_return failure("", "the host " + server.host + " is not found");
    asio::ssl::context trust{asio::ssl::context::tls_client};
    trust.set_default_verify_paths();
    trust.set_verify_mode(asio::ssl::verify_peer);
    Tls stream{executor, trust};
    Tcp& tcp = beast::get_lowest_layer(stream);
    closer = [&tcp] { tcp.close(); };
    tcp.expires_after(call.within);
    Result<HttpReply> reply = failure("", "");
    if (server.tls)
        reply = co_await call_safely(server, call, endpoints, stream);
    else
        reply = co_await call_plain(server, call, endpoints, tcp);
    closer = nullptr;
    co_return reply;
}

}  // namespace waymark::wallboard
