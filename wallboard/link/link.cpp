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
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr auto outcome = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t largest_message = 16 << 20;
constexpr std::size_t longest_words = 200;
constexpr SteadyTime never = SteadyTime::max();

/// How a connection ended.
struct Ending {
    std::string problem;
    bool needs_people = false;
};

std::string in_words(const error_code& error) {
    if (error == beast::error::timeout) return "no answer in time";
    return plain_words(error.message(), longest_words);
}

std::string seconds_text(Duration length) {
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(length).count()) + " s";
}

SteadyTime after(Duration length) {
    return std::chrono::steady_clock::now() + length;
}

}  // namespace

class Link::Impl {
public:
    Impl(LinkOptions options, const Clock& clock, Mailbox& mailbox, Log log);
    ~Impl();

    void ask_for_resync();
    void report(Report report);

private:
    asio::awaitable<void> stay_connected();
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
    asio::awaitable<void> speak(websocket::stream<Stream>& socket);

    std::optional<Ending> receive(std::string_view text);
    void note_sign_of_life();
    void dropped(const Ending& ending, Duration wait);
    void tell(LinkHealth health);
    void want_snapshot();
    void drop(std::string because);
    std::string next_words();

    const LinkOptions options_;
    const Clock& clock_;
    Mailbox& mailbox_;
    const Log log_;

    // All below belongs to the link's thread.
    asio::io_context io_{1};
    asio::ip::tcp::resolver resolver_{io_};
    asio::steady_timer retry_{io_};
    asio::steady_timer watch_{io_};
    asio::steady_timer speak_{io_};
    Backoff backoff_;
    bool stopping_ = false;
    bool finished_ = false;

    LinkHealth health_;
    std::optional<Time> heard_;
    std::optional<Position> position_;  ///< of the board that the GUI thread holds, when it does
    SteadyTime band_at_ = never;        ///< then the wall is offline

    // Of the present connection.
    std::function<void()> close_socket_;  ///< empty: there is none
    std::string dropped_because_;         ///< by us; empty: not dropped by us
    bool talking_ = false;
    bool board_came_ = false;
    SteadyTime board_by_ = never;    ///< a snapshot was asked for
    SteadyTime message_by_ = never;  ///< any
    SteadyTime good_since_ = never;  ///< the board came

    bool resync_wanted_ = false;
    std::optional<Report> report_;
    SteadyTime next_report_{};

    std::thread thread_;  ///< last: it uses everything above
};

Link::Impl::Impl(LinkOptions options, const Clock& clock, Mailbox& mailbox, Log log)
    : options_(std::move(options)),
      clock_(clock),
      mailbox_(mailbox),
      log_(std::move(log)),
      backoff_(options_.timing.retry_least, options_.timing.retry_most, std::random_device{}()),
      position_(options_.hello.position) {
    const auto rethrow = [](const std::exception_ptr& error) {
        if (error) std::rethrow_exception(error);
    };
    asio::co_spawn(io_, stay_connected(), rethrow);
    asio::co_spawn(io_, watch(), rethrow);
    thread_ = std::thread{[this] { io_.run(); }};
}

Link::Impl::~Impl() {
    asio::post(io_, [this] {
        stopping_ = true;
        resolver_.cancel();
        retry_.cancel();
        if (talking_) {
            message_by_ = after(options_.timing.farewell);
            speak_.cancel();
        } else if (close_socket_) {
            close_socket_();
        }
        watch_.cancel();
    });
    thread_.join();
}

void Link::Impl::ask_for_resync() {
    asio::post(io_, [this] { want_snapshot(); });
}

void Link::Impl::report(Report report) {
    asio::post(io_, [this, report = std::move(report)]() mutable {
        const bool first = !report_;
        report_ = std::move(report);
        if (first) speak_.cancel();
    });
}

/// Connection after connection, until the end.
asio::awaitable<void> Link::Impl::stay_connected() {
    while (!stopping_) {
        Ending ending;
        try {
            ending = co_await converse();
        } catch (const std::exception& error) {
            ending.problem = plain_words(error.what(), longest_words);
        }
        if (stopping_) break;
        if (good_since_ != never && after(-options_.timing.retry_most) >= good_since_)
            backoff_.reset();
        const Duration wait = ending.needs_people ? options_.timing.refused_retry : backoff_.next();
        dropped(ending, wait);
        retry_.expires_after(wait);
        co_await retry_.async_wait(outcome);
    }
    finished_ = true;
    watch_.cancel();
}

/// Says "offline" and closes the connection when it is time to.
asio::awaitable<void> Link::Impl::watch() {
    while (!finished_) {
        watch_.expires_at(std::min({band_at_, board_by_, message_by_}));
        co_await watch_.async_wait(outcome);
        const SteadyTime now = std::chrono::steady_clock::now();
        if (band_at_ <= now) {
            band_at_ = never;
            LinkHealth health = health_;
            health.phase = LinkHealth::Phase::offline;
            health.heard = heard_;
            tell(health);
        }
        if (message_by_ <= now)
            drop("the server said nothing for " + seconds_text(options_.timing.silence));
        else if (board_by_ <= now)
            drop("the server sent no board within " + seconds_text(options_.timing.first_board));
    }
}

asio::awaitable<Ending> Link::Impl::converse() {
    dropped_because_.clear();
    good_since_ = never;
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
            ending = co_await (listen(socket) && speak(socket));
            talking_ = false;
        }
    }
    close_socket_ = nullptr;
    board_by_ = message_by_ = never;
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
        if (!options_.token.empty())
            request.set(http::field::authorization, "Bearer " + options_.token);
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
                    .token_given = !options_.token.empty()});
    co_return Ending{refusal.problem, refusal.needs_people};
}

/// Takes messages until the connection ends.
template <class Stream>
asio::awaitable<Ending> Link::Impl::listen(websocket::stream<Stream>& socket) {
    board_came_ = false;
    board_by_ = after(options_.timing.first_board);
    message_by_ = after(options_.timing.silence);
    watch_.cancel();
    Ending ending;
    for (beast::flat_buffer buffer;;) {
        const auto [error, octets] = co_await socket.async_read(buffer, outcome);
        if (error) {
            ending.problem = "the connection ended: " + in_words(error);
            break;
        }
        const auto data = buffer.cdata();
        const auto end = receive({static_cast<const char*>(data.data()), data.size()});
        if (end) {
            ending = *end;
            break;
        }
        buffer.clear();
    }
    talking_ = false;
    speak_.cancel();
    if (close_socket_) close_socket_();
    co_return ending;
}

/// Says hello, then what is asked for, one message at a time, until the connection ends.
template <class Stream>
asio::awaitable<void> Link::Impl::speak(websocket::stream<Stream>& socket) {
    Hello hello = options_.hello;
    hello.position = position_;
    resync_wanted_ = false;
    std::string words = encode(ScreenMessage{hello});
    while (talking_) {
        if (stopping_) {
            co_await socket.async_close(websocket::close_code::going_away, outcome);
            co_return;
        }
        if (words.empty()) {
            speak_.expires_at(report_ ? next_report_ : never);
            co_await speak_.async_wait(outcome);
        } else if (const auto [error, octets] =
                       co_await socket.async_write(asio::buffer(words), outcome);
                   error) {
            co_return;
        }
        words = next_words();
    }
}

/// What the screen has to say now; empty: nothing.
std::string Link::Impl::next_words() {
    if (resync_wanted_) {
        resync_wanted_ = false;
        return encode(ScreenMessage{Resync{}});
    }
    if (report_ && std::chrono::steady_clock::now() >= next_report_) {
        next_report_ = after(options_.timing.report_every);
        const Report report = *std::exchange(report_, std::nullopt);
        return encode(ScreenMessage{report});
    }
    return {};
}

/// Hands one message on. An ending: nothing more is wanted from this connection.
std::optional<Ending> Link::Impl::receive(std::string_view text) {
    auto message = decode_server_message(text);
    if (!message)
        return Ending{"the server sent what this wall does not understand: " +
                      plain_words(to_text(message.error()), longest_words)};
    if (const auto* bye = std::get_if<Bye>(&*message)) {
        const std::string why = plain_words(bye->why, longest_words);
        return Ending{"the server said goodbye" + (why.empty() ? "" : ": " + why), !bye->come_back};
    }
    const bool is_board = std::holds_alternative<SnapshotMessage>(*message);
    if (const auto* snapshot = std::get_if<SnapshotMessage>(&*message))
        position_ = snapshot->board.position;
    else if (const auto* changed = std::get_if<DeltaMessage>(&*message))
        position_ = changed->delta.position;
    if (is_board) {
        if (!board_came_) good_since_ = after(Duration{0});
        board_came_ = true;
        board_by_ = never;
    }
    if (mailbox_.put({std::move(*message), clock_.now()}, text.size()) == Mailbox::Put::lost) {
        log_->info("the wall fell behind and asks for a whole board");
        position_.reset();
        want_snapshot();
    }
    note_sign_of_life();
    return std::nullopt;
}

void Link::Impl::note_sign_of_life() {
    message_by_ = after(options_.timing.silence);
    // Numbers of an earlier connection are not current before this one's board has come.
    if (!board_came_) return;
    heard_ = clock_.now();
    const bool watched = band_at_ != never;
    band_at_ = message_by_;
    if (!watched) watch_.cancel();
    const bool news = health_.phase != LinkHealth::Phase::live || !health_.problem.empty();
    if (!news) return;
    log_->info("live from {}", to_text(options_.server));
    tell({.phase = LinkHealth::Phase::live, .heard = heard_});
}

void Link::Impl::dropped(const Ending& ending, Duration wait) {
    const auto level = ending.problem == health_.problem ? spdlog::level::debug : spdlog::level::warn;
    log_->log(level, "{}; next try in {} ms", ending.problem, wait.count());
    LinkHealth health = health_;
    health.problem = ending.problem;
    health.heard = heard_;
    health.next_try = clock_.now() + wait;
    // A short break is not shown: the band comes when the server was silent for long enough.
    if (ending.needs_people || health.phase == LinkHealth::Phase::connecting) {
        health.phase = LinkHealth::Phase::offline;
        band_at_ = never;
    }
    tell(health);
}

void Link::Impl::tell(LinkHealth health) {
    if (health == health_) return;
    health_ = std::move(health);
    mailbox_.put(health_);
}

void Link::Impl::want_snapshot() {
    if (!talking_ || board_by_ != never) return;
    resync_wanted_ = true;
    board_by_ = after(options_.timing.first_board);
    watch_.cancel();
    speak_.cancel();
}

void Link::Impl::drop(std::string because) {
    board_by_ = message_by_ = never;
    if (!close_socket_) return;
    dropped_because_ = std::move(because);
    close_socket_();
}

Link::Link(LinkOptions options, const Clock& clock, Mailbox& mailbox, Log log)
    : impl_(std::make_unique<Impl>(std::move(options), clock, mailbox, std::move(log))) {}

Link::~Link() = default;

void Link::ask_for_resync() {
    impl_->ask_for_resync();
}

void Link::report(Report report) {
    impl_->report(std::move(report));
}

}  // namespace waymark::wallboard
