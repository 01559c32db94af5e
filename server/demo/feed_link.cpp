#include "server/demo/feed_link.hpp"

#include <chrono>
#include <random>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <spdlog/logger.h>

#include "shared/base/backoff.hpp"
#include "shared/protocol/message.hpp"

namespace waymark::demo {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
namespace http = beast::http;
using boost::system::error_code;
using Socket = websocket::stream<beast::tcp_stream>;

constexpr auto outcome = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t largest_answer = 1 << 20;
constexpr std::size_t records_a_message = 250;
constexpr std::size_t messages_on_the_way = 4;
constexpr std::size_t longest_words = 200;

}  // namespace

class FeedLink::Impl : public std::enable_shared_from_this<Impl> {
public:
    Impl(asio::io_context& io, FeedLinkOptions options, Log log)
        : options_(std::move(options)),
          log_(std::move(log)),
          io_(io),
          wake_(io),
          watch_(io),
          backoff_(options_.retry_least, options_.retry_most, std::random_device{}()),
          queue_(records_a_message, messages_on_the_way) {}

    asio::awaitable<void> stay_connected();
    void wake() { wake_.cancel(); }
    void stop() {
        stopping_ = true;
        drop();
        wake_.cancel();
    }

    FeedQueue& queue() { return queue_; }
    bool is_connected() const { return connected_; }
    std::uint64_t refused() const { return refused_; }

private:
    asio::awaitable<std::string> converse();
    asio::awaitable<std::string> open(Socket& socket);
    asio::awaitable<void> speak(Socket& socket);
    asio::awaitable<void> listen(Socket& socket);
    asio::awaitable<void> watch();
    void take(std::string_view text);
    void drop() {
        if (socket_) beast::get_lowest_layer(*socket_).close();
    }
    void end(const std::string& why) {
        if (ended_.empty()) ended_ = why;
        drop();
        wake_.cancel();
        watch_.cancel();
    }

    const FeedLinkOptions options_;
    const Log log_;
    asio::io_context& io_;
    asio::steady_timer wake_;
    asio::steady_timer watch_;
    Backoff backoff_;
    FeedQueue queue_;
    Socket* socket_ = nullptr;
    std::string ended_;    ///< why the present connection ended; empty: it has not
    std::string problem_;  ///< the one told last
    std::chrono::steady_clock::time_point answer_by_{};
    std::uint64_t refused_ = 0;
    bool connected_ = false;
    bool stopping_ = false;
};

asio::awaitable<void> FeedLink::Impl::stay_connected() {
    const auto self = shared_from_this();
    while (!stopping_) {
        const std::string problem = co_await converse();
        connected_ = false;
        if (stopping_) break;
        if (problem != problem_) log_->warn("{}: {}", options_.feed.text, problem);
        problem_ = problem;
        wake_.expires_after(backoff_.next());
        // A new record is no reason to hurry: wait to the end, unless it is over altogether.
        for (;;) {
            const auto [error] = co_await wake_.async_wait(outcome);
            if (!error || stopping_) break;
        }
    }
}

asio::awaitable<std::string> FeedLink::Impl::converse() {
    using asio::experimental::awaitable_operators::operator&&;
    Socket socket{io_};
    socket_ = &socket;
    ended_.clear();
    std::string problem = co_await open(socket);
    if (problem.empty() && !stopping_) {
        log_->info("{}: connected", options_.feed.text);
        problem_.clear();
        backoff_.reset();
        queue_.start_over();
        connected_ = true;
        co_await (speak(socket) && listen(socket) && watch());
        problem = ended_;
    }
    socket_ = nullptr;
    co_return problem;
}

/// Empty: the connection stands.
asio::awaitable<std::string> FeedLink::Impl::open(Socket& socket) {
    asio::ip::tcp::resolver resolver{io_};
    const auto [unknown, endpoints] =
        co_await resolver.async_resolve(options_.host, options_.port, outcome);
    if (unknown) co_return "the host " + options_.host + " is not found";
    auto& tcp = beast::get_lowest_layer(socket);
    tcp.expires_after(options_.answer_within);
    if (const auto [error, at] = co_await tcp.async_connect(endpoints, outcome); error)
        co_return "can't reach " + options_.host + ":" + options_.port + ": " + error.message();
    error_code ignored;
    tcp.socket().set_option(asio::ip::tcp::no_delay{true}, ignored);
    tcp.expires_never();
    socket.set_option(websocket::stream_base::timeout{options_.answer_within,
                                                      websocket::stream_base::none(), false});
    socket.set_option(websocket::stream_base::decorator{[this](websocket::request_type& request) {
        request.set(http::field::user_agent, "waymark-demo");
        request.set(http::field::sec_websocket_protocol, feed_subprotocol);
        if (!options_.token.empty())
            request.set(http::field::authorization, "Bearer " + options_.token);
    }});
    socket.read_message_max(largest_answer);
    socket.auto_fragment(false);
    socket.text(true);
    websocket::response_type response;
    const auto [error] =
        co_await socket.async_handshake(response, options_.host + ":" + options_.port,
                                        "/v1/feeds/" + options_.feed.text + "/live", outcome);
    if (error == websocket::error::upgrade_declined)
        co_return "the server refused it: " + std::to_string(response.result_int()) + " " +
            response.body().substr(0, longest_words);
    if (error) co_return "no WebSocket: " + error.message();
    if (response[http::field::sec_websocket_protocol] != feed_subprotocol)
        co_return "the server does not speak " + std::string{feed_subprotocol};
    co_return "";
}

/// Sends what there is, until the connection ends.
asio::awaitable<void> FeedLink::Impl::speak(Socket& socket) {
    using std::chrono::steady_clock;
    auto alive_at = steady_clock::now();
    while (ended_.empty()) {
        const auto now = steady_clock::now();
        auto message = queue_.next();
        if (!message && now >= alive_at && queue_.on_the_way() == 0) message = queue_.alive();
        if (!message) {
            wake_.expires_at(queue_.on_the_way() > 0 ? steady_clock::time_point::max() : alive_at);
            co_await wake_.async_wait(outcome);
            continue;
        }
        if (queue_.on_the_way() == 1) answer_by_ = now + options_.answer_within;
        alive_at = now + options_.alive_every;
        const auto [error, octets] = co_await socket.async_write(asio::buffer(*message), outcome);
        if (error) end("the connection ended: " + error.message());
    }
}

/// Ends a connection over which the server no longer acknowledges.
asio::awaitable<void> FeedLink::Impl::watch() {
    while (ended_.empty()) {
        const auto now = std::chrono::steady_clock::now();
        if (queue_.on_the_way() > 0 && now >= answer_by_) {
            const auto waited = std::chrono::ceil<std::chrono::seconds>(options_.answer_within);
            end("no acknowledgement within " + std::to_string(waited.count()) + " s");
            break;
        }
        watch_.expires_at(queue_.on_the_way() > 0 ? answer_by_ : now + options_.answer_within);
        co_await watch_.async_wait(outcome);
    }
}

/// Takes acknowledgements until the connection ends.
asio::awaitable<void> FeedLink::Impl::listen(Socket& socket) {
    for (beast::flat_buffer buffer; ended_.empty(); buffer.clear()) {
        const auto [error, octets] = co_await socket.async_read(buffer, outcome);
        if (error)
            end("the connection ended: " + error.message());
        else
            take({static_cast<const char*>(buffer.cdata().data()), buffer.size()});
    }
}

void FeedLink::Impl::take(std::string_view text) {
    const auto ack = decode_ack(text);
    if (!ack) return end("an answer that can't be read: " + to_text(ack.error()));
    if (const auto settled = queue_.settle(ack->upto); !settled)
        return end("an answer that can't be: " + to_text(settled.error()));
    refused_ += ack->rejected.size();
    if (!ack->rejected.empty())
        log_->warn("{}: {} records refused, the first at {}: {}", options_.feed.text,
                   ack->rejected.size(), ack->rejected.front().at, ack->rejected.front().why);
    answer_by_ = std::chrono::steady_clock::now() + options_.answer_within;
    wake_.cancel();
}

FeedLink::FeedLink(asio::io_context& io, FeedLinkOptions options, Log log)
    : impl_(std::make_shared<Impl>(io, std::move(options), std::move(log))) {
    asio::co_spawn(io, impl_->stay_connected(), [](const std::exception_ptr& error) {
        if (error) std::rethrow_exception(error);
    });
}

FeedLink::~FeedLink() {
    impl_->stop();
}

FeedQueue& FeedLink::queue() {
    return impl_->queue();
}
void FeedLink::wake() {
    impl_->wake();
}
void FeedLink::stop() {
    impl_->stop();
}
bool FeedLink::is_connected() const {
    return impl_->is_connected();
}
std::uint64_t FeedLink::refused() const {
    return impl_->refused();
}

}  // namespace waymark::demo
