#include "wallboard/link/link.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <random>
#include <thread>
#include <type_traits>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <spdlog/logger.h>

#include "shared/base/backoff.hpp"
#include "wallboard/link/pairing_talk.hpp"
#include "wallboard/link/questions.hpp"
#include "wallboard/link/words.hpp"

namespace waymark::wallboard {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
namespace http = beast::http;
using boost::system::error_code;
using Tcp = beast::tcp_stream;
using Tls = beast::ssl_stream<Tcp>;

constexpr auto outcome = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t largest_message = 16 << 20;
constexpr std::size_t longest_words = 200;

std::string in_words(const error_code& error) {
    if (error == beast::error::timeout) return "no answer in time";
    return plain_words(error.message(), longest_words);
}

SteadyTime steady_now() {
    return std::chrono::steady_clock::now();
}

}  // namespace

class Link::Impl {
public:
    Impl(LinkOptions options, const Clock& clock, Mailbox& mailbox, Log log);
    ~Impl();

    void ask_for_resync();
    void ask(std::string target);
    void report(Report report);
    void picture(std::uint64_t id, Result<std::string> png);

private:
    asio::awaitable<void> stay_connected();
    asio::awaitable<Ending> pair(Ending refused);
    asio::awaitable<void> watch();
    asio::awaitable<Ending> converse();
    template <class Stream>
    asio::awaitable<Ending> converse_over(websocket::stream<Stream>& socket,
                                          const asio::ip::tcp::resolver::results_type& endpoints);
    template <class Stream>
    asio::awaitable<Ending> open(websocket::stream<Stream>& socket);
    template <class Stream>
    asio::awaitable<Ending> listen(websocket::stream<Stream>& socket);
    template <class Stream>
    asio::awaitable<void> speak(websocket::stream<Stream>& socket, std::string words);

    void drop(const std::string& because);

    const LinkOptions options_;

    // All below belongs to the link's thread.
    asio::io_context io_{1};
    asio::ip::tcp::resolver resolver_{io_};
    asio::steady_timer retry_{io_};
    asio::steady_timer watch_{io_};
    asio::steady_timer speak_{io_};
    Backoff backoff_;
    bool stopping_ = false;
    bool finished_ = false;
    SteadyTime farewell_by_ = never;

    const Log log_;
    std::string token_;  ///< empty: none
    Dialogue dialogue_;
    Questions questions_;
    std::function<void()> close_socket_;  ///< empty: there is none
    std::string dropped_because_;         ///< by us; empty: not dropped by us
    bool talking_ = false;

    std::thread thread_;  ///< last: it uses everything above
};

Link::Impl::Impl(LinkOptions options, const Clock& clock, Mailbox& mailbox, Log log)
    : options_(std::move(options)),
      backoff_(options_.timing.retry_least, options_.timing.retry_most, std::random_device{}()),
      log_(log),
      token_(options_.token),
      dialogue_(options_.hello, to_text(options_.server), options_.timing, clock, mailbox,
                std::move(log)),
      questions_(options_, token_, mailbox, io_) {
    if (!options_.identity.empty())
        if (const auto known = load_identity(options_.identity, log_)) {
            token_ = known->token;
            dialogue_.become(known->screen);
        }
    const auto rethrow = [](const std::exception_ptr& error) {
        if (error) std::rethrow_exception(error);
    };
    asio::co_spawn(io_, stay_connected(), rethrow);
    asio::co_spawn(io_, watch(), rethrow);
    asio::co_spawn(io_, questions_.run(), rethrow);
    thread_ = std::thread{[this] { io_.run(); }};
}

Link::Impl::~Impl() {
    asio::post(io_, [this] {
        stopping_ = true;
        questions_.stop();
        resolver_.cancel();
        retry_.cancel();
        if (talking_) {
            farewell_by_ = steady_now() + options_.timing.farewell;
            speak_.cancel();
        } else if (close_socket_) {
            close_socket_();
        }
        watch_.cancel();
    });
    thread_.join();
}

void Link::Impl::ask_for_resync() {
    asio::post(io_, [this] {
        if (!dialogue_.want_snapshot(steady_now())) return;
        watch_.cancel();
        speak_.cancel();
    });
}

void Link::Impl::ask(std::string target) {
    asio::post(io_,
               [this, target = std::move(target)]() mutable { questions_.add(std::move(target)); });
}

void Link::Impl::report(Report report) {
    asio::post(io_, [this, report = std::move(report)]() mutable {
        const SteadyTime before = dialogue_.speaks_at();
        dialogue_.report(std::move(report));
        if (dialogue_.speaks_at() < before) speak_.cancel();
    });
}

void Link::Impl::picture(std::uint64_t id, Result<std::string> png) {
    asio::post(io_, [this, id, png = std::move(png)]() mutable {
        dialogue_.picture(id, std::move(png));
        speak_.cancel();
    });
}

/// Connection after connection, until the end.
asio::awaitable<void> Link::Impl::stay_connected() {
    while (!stopping_) {
        Ending ending;
        bool paired = false;
        try {
            ending = co_await converse();
            if (ending.wants_token && !stopping_) {
                // Built first: GCC 12 destroys temporaries in an expression with co_await twice.
                auto pairing = pair(ending);
                ending = co_await std::move(pairing);
                paired = ending.problem.empty();
            }
        } catch (const std::exception& error) {
            ending.problem = plain_words(error.what(), longest_words);
        }
        if (stopping_) break;
        if (paired) continue;
        if (dialogue_.held_well(steady_now())) backoff_.reset();
        const Duration wait = ending.needs_people ? options_.timing.refused_retry : backoff_.next();
        dialogue_.end(ending, wait);
        retry_.expires_after(wait);
        co_await retry_.async_wait(outcome);
    }
    finished_ = true;
    watch_.cancel();
}

/// Has people say which screen this wall is, as far as it may be paired. No problem: the server
/// knows it now.
asio::awaitable<Ending> Link::Impl::pair(Ending refused) {
    if (options_.identity.empty()) co_return refused;
    // What made this wall a screen before is not good any more.
    std::error_code ignored;
    std::filesystem::remove(options_.identity, ignored);
    token_.clear();
    PairingTalk talk{options_, dialogue_, retry_, close_socket_, stopping_};
    const auto paired = co_await talk.run();
    if (!paired) co_return paired.error();
    if (const auto kept = keep_identity(options_.identity, *paired); !kept)
        log_->warn("this wall has to be paired again after its next start: {}",
                   to_text(kept.error()));
    token_ = paired->token;
    dialogue_.become(paired->screen);
    log_->info("this wall is paired as screen {}", paired->screen.text);
    co_return Ending{};
}

/// Lets the dialogue know when time has passed, and drops the connection when it says so.
asio::awaitable<void> Link::Impl::watch() {
    while (!finished_) {
        watch_.expires_at(std::min(dialogue_.deadline(), farewell_by_));
        co_await watch_.async_wait(outcome);
        const SteadyTime now = steady_now();
        if (const auto why = dialogue_.pass(now)) drop(*why);
        if (farewell_by_ <= now) {
            farewell_by_ = never;
            drop("the server did not say goodbye");
        }
    }
}

asio::awaitable<Ending> Link::Impl::converse() {
    dropped_because_.clear();
    const Address& server = options_.server;
    const auto [unknown, endpoints] =
        co_await resolver_.async_resolve(server.host, server.port, outcome);
    if (unknown || stopping_) co_return Ending{"the host " + server.host + " is not found"};

    if (!server.tls) {
        websocket::stream<Tcp> socket{io_};
        co_return co_await converse_over(socket, endpoints);
    }
    asio::ssl::context trust{asio::ssl::context::tls_client};
    trust.set_default_verify_paths();
    trust.set_verify_mode(asio::ssl::verify_peer);
    websocket::stream<Tls> socket{io_, trust};
    socket.next_layer().set_verify_callback(asio::ssl::host_name_verification{server.host});
    SSL_set_tlsext_host_name(socket.next_layer().native_handle(), server.host.c_str());
    co_return co_await converse_over(socket, endpoints);
}

template <class Stream>
asio::awaitable<Ending> Link::Impl::converse_over(
    websocket::stream<Stream>& socket, const asio::ip::tcp::resolver::results_type& endpoints) {
    using asio::experimental::awaitable_operators::operator&&;
    Tcp& tcp = beast::get_lowest_layer(socket);
    close_socket_ = [&tcp] { tcp.close(); };
    tcp.expires_after(options_.timing.connect);
    Ending ending;
    if (const auto [error, endpoint] = co_await tcp.async_connect(endpoints, outcome); error) {
        ending.problem = "can't reach " + to_text(options_.server) + ": " + in_words(error);
    } else {
        ending = co_await open(socket);
        if (ending.problem.empty() && !stopping_) {
            talking_ = true;
            const std::string hello = dialogue_.begin(steady_now());
            watch_.cancel();
            ending = co_await (listen(socket) && speak(socket, hello));
            talking_ = false;
        }
    }
    close_socket_ = nullptr;
    if (!dropped_because_.empty()) ending.problem = dropped_because_;
    co_return ending;
}

/// TLS and WebSocket handshake. No problem: the server will send its board.
template <class Stream>
asio::awaitable<Ending> Link::Impl::open(websocket::stream<Stream>& socket) {
    Tcp& tcp = beast::get_lowest_layer(socket);
    error_code ignored;
    tcp.socket().set_option(asio::ip::tcp::no_delay{true}, ignored);
    if constexpr (std::is_same_v<Stream, Tls>) {
        tcp.expires_after(options_.timing.handshake);
        const auto [error] =
            co_await socket.next_layer().async_handshake(asio::ssl::stream_base::client, outcome);
        if (error) co_return Ending{"no safe connection: " + in_words(error)};
    }
    tcp.expires_never();
    socket.set_option(websocket::stream_base::timeout{options_.timing.handshake,
                                                      websocket::stream_base::none(), false});
    socket.set_option(websocket::stream_base::decorator{[this](websocket::request_type& request) {
        request.set(http::field::user_agent, "waymark-wallboard/" + options_.hello.version);
        request.set(http::field::sec_websocket_protocol, screen_subprotocol);
        if (!token_.empty()) request.set(http::field::authorization, "Bearer " + token_);
    }});
    socket.read_message_max(largest_message);
    socket.auto_fragment(false);
    socket.text(true);

    websocket::response_type response;
    const auto [error] =
        co_await socket.async_handshake(response, to_text(options_.server), "/v1/live", outcome);
    if (error && error != websocket::error::upgrade_declined)
        co_return Ending{"can't talk to " + to_text(options_.server) + ": " + in_words(error)};
    const Refusal refusal =
        refusal_of({.status = response.result_int(),
                    .reason = std::string{response.reason()},
                    .subprotocol = std::string{response[http::field::sec_websocket_protocol]},
                    .body = response.body(),
                    .token_given = !token_.empty()});
    co_return Ending{refusal.problem, refusal.needs_people, refusal.token};
}

/// Takes messages until the connection ends.
template <class Stream>
asio::awaitable<Ending> Link::Impl::listen(websocket::stream<Stream>& socket) {
    Ending ending;
    for (beast::flat_buffer buffer;;) {
        const auto [error, octets] = co_await socket.async_read(buffer, outcome);
        if (error) {
            ending.problem = "the connection ended: " + in_words(error);
            break;
        }
        const auto data = buffer.cdata();
        const SteadyTime due = dialogue_.deadline();
        const auto end =
            dialogue_.receive({static_cast<const char*>(data.data()), data.size()}, steady_now());
        if (end) {
            ending = *end;
            break;
        }
        buffer.clear();
        // The timer need not follow a deadline that moves away: it wakes early and waits on.
        if (dialogue_.deadline() < due) watch_.cancel();
        if (dialogue_.has_words()) speak_.cancel();
    }
    talking_ = false;
    speak_.cancel();
    if (close_socket_) close_socket_();
    co_return ending;
}

/// Says these words, then what is asked for, one message at a time, until the connection ends.
template <class Stream>
asio::awaitable<void> Link::Impl::speak(websocket::stream<Stream>& socket, std::string words) {
    while (talking_) {
        if (stopping_) {
            co_await socket.async_close(websocket::close_code::going_away, outcome);
            co_return;
        }
        if (words.empty()) {
            speak_.expires_at(dialogue_.speaks_at());
            co_await speak_.async_wait(outcome);
        } else if (const auto [error, octets] =
                       co_await socket.async_write(asio::buffer(words), outcome);
                   error) {
            co_return;
        }
        words = dialogue_.next_words(steady_now());
    }
}

void Link::Impl::drop(const std::string& because) {
    if (!close_socket_) return;
    dropped_because_ = because;
    close_socket_();
}

Link::Link(LinkOptions options, const Clock& clock, Mailbox& mailbox, Log log)
    : impl_(std::make_unique<Impl>(std::move(options), clock, mailbox, std::move(log))) {}

Link::~Link() = default;

void Link::ask_for_resync() {
    impl_->ask_for_resync();
}

void Link::ask(std::string target) {
    impl_->ask(std::move(target));
}

void Link::report(Report report) {
    impl_->report(std::move(report));
}

void Link::picture(std::uint64_t id, Result<std::string> png) {
    impl_->picture(id, std::move(png));
}

}  // namespace waymark::wallboard
