#include "server/net/http_session.hpp"

#include <array>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <spdlog/logger.h>

#include "server/net/desk_pages.hpp"
#include "server/net/feed_session.hpp"
#include "server/net/http_words.hpp"
#include "server/net/screen_session.hpp"

namespace waymark::server {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Parser = http::request_parser<http::string_body>;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> awaited;
constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> tried;

/// Whether it is known who sends before the body is read.
enum class Sender : std::uint8_t { known, unknown };

// No temporary with a destructor stands in an expression with co_await: GCC 12 destroys some of
// them twice.
class HttpSession : public Connection, public std::enable_shared_from_this<HttpSession> {
public:
    HttpSession(Socket socket, std::shared_ptr<NetContext> context)
        : socket_(std::move(socket)), context_(std::move(context)) {}
    ~HttpSession() override { forget_body(); }

    Awaitable<void> run() {
        const auto self = shared_from_this();
        limit(context_->limits.header_time);
        while (co_await serve_one()) {
            forget_body();
            if (buffer_.size() == 0) {
                limit(context_->limits.idle_time);
                const auto [error] = co_await socket_.async_wait(Socket::wait_read, tried);
                if (error) break;
            }
            limit(context_->limits.header_time);
        }
        drop();
    }

    void check(SteadyTime now) override {
        if (now >= deadline_) drop();
    }
    void end(const std::string&) override {
        ending_ = true;
        if (!answering_) drop();
    }

private:
    /// One request; false when the connection is not to be used any more.
    Awaitable<bool> serve_one() {
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(context_->limits.header_octets));
        parser.body_limit(context_->limits.body_octets);
        const auto [error, read] =
            co_await http::async_read_header(socket_, buffer_, parser, tried);
        if (error) {
            if (const auto answer = answer_for(error)) co_await refuse(*answer, parser);
            co_return false;
        }
        ++context_->counts.requests;
        if (const auto refused = refuse_request(parser.get(), context_->hosts)) {
            co_await refuse(*refused, parser);
            co_return false;
        }
        Found found = find_route(path_of(parser.get()));
        found.query = query_of(parser.get());
        const auto method = parser.get().method_string();
        const auto refused = context_->routes.refuse(found, {method.data(), method.size()},
                                                     bearer_token(parser.get()));
        if (refused) co_return co_await refuse(*refused, parser);
        co_return co_await serve(found, parser);
    }

    Awaitable<bool> serve(const Found& found, Parser& parser) {
        if (!found.route->subprotocol.empty()) return upgrade(found, parser);
        const Page page = found.route->page;
        if (page == Page::records) return take_records(found, parser);
        if (page == Page::deliveries) return take_delivery(found, parser);
        if (page == Page::write) return take_lines(found, parser);
        if (page == Page::confirm || page == Page::dismiss) return take_decision(found, parser);
        return is_about_screens(page) ? ask_screens(found, parser) : show(found, parser);
    }

    Awaitable<bool> show(const Found& found, Parser& parser) {
        if (!co_await read_body(parser, Sender::known)) co_return false;
        const bool keep = parser.keep_alive();
        const Answer answer = context_->routes.page(found, context_->now());
        co_return co_await respond(answer, parser.get().method() == http::verb::head, keep) && keep;
    }

    Awaitable<bool> take_records(const Found& found, Parser& parser) {
        const auto type = parser.get()[http::field::content_type];
        const auto form = form_of({type.data(), type.size()});
        if (!form) {
            const Answer refused = unsupported_form({type.data(), type.size()});
            co_return co_await refuse(refused, parser);
        }
        if (!co_await read_body(parser, Sender::known)) co_return false;
        const std::string& body = parser.get().body();
        const FeedId feed{found.id};
        const auto begin = [&](auto done) {
            context_->desk.ingest(feed, body, *form, context_->now(), std::move(done));
        };
        const Ingested ingested = co_await outcome_of<Ingested>(begin);
        const Answer answer = answer_to(ingested);
        co_return co_await respond(answer, false, parser.keep_alive()) && parser.keep_alive() &&
            !ending_;
    }

    Awaitable<bool> take_decision(const Found& found, Parser& parser) {
        if (!co_await read_body(parser, Sender::known)) co_return false;
        const bool keep = parser.keep_alive();
        const Decision decision =
            found.route->page == Page::confirm ? Decision::confirm : Decision::dismiss;
        const auto by = read_decider(parser.get().body());
        if (!by) co_return co_await respond(by.error(), false, keep) && keep;
        const auto refused = refuse_decision(context_->desk, found.id, decision);
        if (refused) co_return co_await respond(*refused, false, keep) && keep;
        const auto begin = [&](auto done) {
            context_->desk.decide(found.id, decision, *by, context_->now(), std::move(done));
        };
        const Ingested ingested = co_await outcome_of<Ingested>(begin);
        const Answer answer = answer_to(ingested);
        co_return co_await respond(answer, false, keep) && keep && !ending_;
    }

    /// The whole body is read before anything is refused, so that who is asked for a password can
    /// send it again on this connection.
    Awaitable<bool> take_delivery(const Found& found, Parser& parser) {
        // Only what it says tells who sent it.
        if (!co_await read_body(parser, Sender::unknown)) co_return false;
        const bool keep = parser.keep_alive();
        const FeedId feed{found.id};
        auto opened = open(feed, parser.get());
        if (!opened) co_return co_await respond(opened.error(), false, keep) && keep;
        const auto begin = [&](auto done) {
            context_->desk.ingest(feed, std::move(*opened), context_->now(), std::move(done));
        };
        const Ingested ingested = co_await outcome_of<Ingested>(begin);
        const Answer answer = context_->routes.answer_to_delivery(feed, ingested);
        co_return co_await respond(answer, false, keep) && keep && !ending_;
    }

    tl::expected<FeedBatch, Answer> open(const FeedId& feed, const Parser::value_type& request) {
        const auto fields = fields_of(request);
        const auto target = request.target();
        return context_->routes.open(
            feed, {fields, {target.data(), target.size()}, request.body(), context_->now()});
    }

    Awaitable<bool> take_lines(const Found& found, Parser& parser) {
        if (!co_await read_body(parser, Sender::known)) co_return false;
        const bool keep = parser.keep_alive();
        const FeedId feed{found.id};
        auto lines = read_lines(feed, parser.get());
        if (!lines) co_return co_await respond(lines.error(), false, keep) && keep;
        const auto begin = [&](auto done) {
            context_->desk.ingest(feed, std::move(lines->batch), context_->now(), std::move(done));
        };
        const Ingested ingested = co_await outcome_of<Ingested>(begin);
        const Answer answer = answer_to_lines(*lines, ingested);
        co_return co_await respond(answer, false, keep) && keep && !ending_;
    }

    tl::expected<LineFeed::Body, Answer> read_lines(const FeedId& feed,
                                                    const Parser::value_type& request) {
        const auto fields = fields_of(request);
        const auto target = request.target();
        return context_->routes.read_lines(
            feed, {fields, {target.data(), target.size()}, request.body(), context_->now()});
    }

    /// The answer may take its time: a picture has to be drawn and sent first.
    Awaitable<bool> ask_screens(const Found& found, Parser& parser) {
        const bool anybody = found.route->guard == Guard::everybody;
        if (!co_await read_body(parser, anybody ? Sender::unknown : Sender::known)) co_return false;
        const bool keep = parser.keep_alive();
        const auto type = parser.get()[http::field::content_type];
        const ScreenRequest request{found.route->page,
                                    found.id,
                                    std::string{bearer_token(parser.get())},
                                    address_of(socket_),
                                    {type.data(), type.size()},
                                    parser.get().body(),
                                    context_->now(),
                                    std::chrono::steady_clock::now()};
        const auto begin = [&](auto done) {
            context_->screen_pages.answer(request, std::move(done));
        };
        const Answer answer = co_await outcome_of<Answer>(begin);
        co_return co_await respond(answer, false, keep) && keep && !ending_;
    }

    /// What becomes of what `begin` hands over, with what is to be called then; that is called
    /// always.
    template <class Outcome, class Begin>
    Awaitable<Outcome> outcome_of(const Begin& begin) {
        deadline_ = SteadyTime::max();
        answering_ = true;
        const auto hand_over = [&](auto handler) {
            auto kept = std::make_shared<decltype(handler)>(std::move(handler));
            begin([kept, executor = socket_.get_executor()](Outcome outcome) {
                asio::post(executor, [kept, outcome = std::move(outcome)]() mutable {
                    std::move (*kept)(std::move(outcome));
                });
            });
        };
        auto outcome =
            co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(Outcome)>(
                hand_over, awaited);
        answering_ = false;
        co_return outcome;
    }

    Awaitable<bool> upgrade(const Found& found, Parser& parser) {
        auto refused = refuse_upgrade(parser.get(), found.route->subprotocol);
        // What has come in already would be lost in the change of protocols.
        if (!refused && (buffer_.size() > 0 || !parser.is_done()))
            refused = error_answer(400, "", "nothing may follow before the answer to the upgrade");
        if (refused) {
            co_await refuse(*refused, parser);
            co_return false;
        }
        std::shared_ptr<LiveSession> session;
        if (found.route->page == Page::live) {
            socket_.set_option(asio::socket_base::send_buffer_size(64 << 10));
            session = std::make_shared<ScreenSession>(
                std::move(socket_), context_, address_of(socket_),
                context_->routes.paired().pairing_of(bearer_token(parser.get())));
        } else {
            session = std::make_shared<FeedSession>(std::move(socket_), context_, FeedId{found.id});
        }
        context_->connections.push_back(session);
        session->start(parser.release(), found.route->subprotocol);
        co_return false;
    }

    /// False when the body could not be read; that was answered then.
    Awaitable<bool> read_body(Parser& parser, Sender sender) {
        if (parser.is_done()) co_return true;
        limit(context_->limits.body_time);
        const auto expected = parser.get()[http::field::expect];
        if (!expected.empty()) {
            if (!boost::beast::iequals(expected, "100-continue")) {
                const Answer refused = error_answer(417, "Expect", "only 100-continue is known");
                co_await refuse(refused, parser);
                co_return false;
            }
            constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            const auto [error, sent] =
                co_await asio::async_write(socket_, asio::buffer(go_on), tried);
            if (error) co_return false;
        }
        // Chunk extensions and trailers count too: the parser itself bounds only the body.
        const std::size_t most = 2 * context_->limits.body_octets + (64 << 10);
        std::size_t total = 0;
        while (!parser.is_done()) {
            const auto [error, read] =
                co_await http::async_read_some(socket_, buffer_, parser, tried);
            total += read;
            const error_code found =
                !error && total > most ? error_code{http::error::body_limit} : error;
            if (!found && (sender == Sender::known || hold(read))) continue;
            const auto answer = found ? answer_for(found) : std::optional{no_room_for_bodies()};
            std::string{}.swap(parser.get().body());
            forget_body();
            if (answer) co_await refuse(*answer, parser);
            co_return false;
        }
        co_return true;
    }

    /// Counts octets of a body whose sender is not known; false when there are too many of them.
    bool hold(std::size_t octets) {
        held_octets_ += octets;
        context_->unknown_octets += octets;
        return held_octets_ <= context_->limits.unknown_octets_each ||
               context_->unknown_octets <= context_->limits.unknown_octets;
    }

    void forget_body() {
        context_->unknown_octets -= held_octets_;
        held_octets_ = 0;
    }

    /// Answers without having read a body; when there is one, the connection ends.
    Awaitable<bool> refuse(const Answer& answer, const Parser& parser) {
        const bool head = parser.is_header_done() && parser.get().method() == http::verb::head;
        const bool keep = parser.is_header_done() && parser.is_done() && parser.keep_alive() &&
                          answer.status != 400;
        const bool sent = co_await respond(answer, head, keep);
        if (sent && !keep) co_await linger();
        co_return sent&& keep;
    }

    template <class Body>
    Awaitable<bool> send(http::response<Body>& response, const Answer& answer, bool keep) {
        response.result(static_cast<unsigned>(answer.status));
        response.version(11);
        response.set(http::field::date, http_date());
        if (!answer.content_type.empty())
            response.set(http::field::content_type, answer.content_type);
        response.set(http::field::cache_control, "no-store");
        response.set("X-Content-Type-Options", "nosniff");
        response.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.set("Referrer-Policy", "no-referrer");
        for (const auto& [name, value] : answer.headers)
            response.set(name, value);
        if (answer.status != 204) response.content_length(answer.body.size());
        if (!keep) response.set(http::field::connection, "close");
        if (answer.status >= 400) ++context_->counts.refused_requests;
        limit(context_->limits.body_time * 3);
        const auto [error, sent] = co_await http::async_write(socket_, response, tried);
        co_return !error;
    }

    Awaitable<bool> respond(const Answer& answer, bool head, bool keep) {
        if (head) {
            http::response<http::empty_body> response;
            co_return co_await send(response, answer, keep);
        }
        http::response<http::string_body> response;
        response.body() = answer.body;
        co_return co_await send(response, answer, keep);
    }

    /// Reads on for a moment: closing a socket with unread octets would destroy the answer.
    Awaitable<void> linger() {
        error_code ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
        limit(std::chrono::seconds{2});
        std::array<char, 4096> waste;
        for (std::size_t total = 0; total < 4 * context_->limits.body_octets;) {
            const auto [error, read] = co_await socket_.async_read_some(asio::buffer(waste), tried);
            if (error) break;
            total += read;
        }
    }

    void limit(std::chrono::seconds time) { deadline_ = std::chrono::steady_clock::now() + time; }

    void drop() {
        error_code ignored;
        socket_.close(ignored);
    }

    Socket socket_;
    std::shared_ptr<NetContext> context_;
    boost::beast::flat_buffer buffer_{64 << 10};
    SteadyTime deadline_ = SteadyTime::max();
    std::size_t held_octets_ = 0;  ///< of the body being dealt with, if its sender is unknown
    bool answering_ = false;       ///< somebody else is busy with the request
    bool ending_ = false;
};

}  // namespace

void serve_http(Socket socket, std::shared_ptr<NetContext> context) {
    const auto executor = socket.get_executor();
    const Log log = context->log;
    auto session = std::make_shared<HttpSession>(std::move(socket), context);
    context->connections.push_back(session);
    asio::co_spawn(
        executor, [session] { return session->run(); },
        [log](const std::exception_ptr& problem) {
            // Whatever went wrong ends this connection, never the server.
            if (!problem) return;
            try {
                std::rethrow_exception(problem);
            } catch (const std::exception& error) {
                log->error("a connection ended: {}", error.what());
            }
        });
}

}  // namespace waymark::server
