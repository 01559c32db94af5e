#include "server/feed/tcp/tcp_client.hpp"

#include <array>
#include <random>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "server/feed/batch_courier.hpp"
#include "server/feed/loop_timer.hpp"
#include "shared/base/backoff.hpp"

namespace waymark::server {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

/// One try, or the connection it became.
struct Connection {
    explicit Connection(const asio::any_io_executor& executor)
        : resolver(executor), stream(tcp::socket{executor}, context) {}

    tcp::socket& socket() { return stream.next_layer(); }

    ssl::context context{ssl::context::tls_client};
    tcp::resolver resolver;
    ssl::stream<tcp::socket> stream;
    std::array<char, 64 << 10> octets{};
    std::string writing;
    bool open = false;
    bool reading = false;
};

}  // namespace

/// Its handlers keep it; once stopped, or when their connection is not the present one any more,
/// they do nothing.
class TcpClient::Impl : public std::enable_shared_from_this<Impl> {
public:
    Impl(asio::io_context& io, TcpPeer peer, std::unique_ptr<TcpSession> session, FeedPort& port)
        : executor_(io.get_executor()),
          peer_(std::move(peer)),
          session_(std::move(session)),
          port_(port),
          backoff_(peer_.retry_least, peer_.retry_most, std::random_device{}()),
          timer_(executor_),
          courier_(
              std::make_unique<BatchCourier>(io, port, BatchCourier::any_number, timers_of(io))) {
        courier_->on_stored([this] { work(); });
    }

    void start() {
        connect();
        tick();
    }
    void stop() {
        stopped_ = true;
        timer_.cancel();
        courier_.reset();
        close();
    }

private:
    using Present = std::shared_ptr<Connection>;

    void tick() {
        timer_.expires_after(peer_.pass_every);
        timer_.async_wait([self = shared_from_this()](const error_code& error) {
            if (error || self->stopped_) return;
            self->pass();
            self->tick();
        });
    }
    void pass() {
        const auto now = Clock::now();
        if (connection_ && !connection_->open && now >= answer_by_) fail("no answer");
        if (!connection_ && now >= try_at_) connect();
        session_->pass(now);
        work();
    }

    void connect();
    void connected(const Present& connection);
    void opened(const Present& connection);
    void read(const Present& connection);
    void write(const Present& connection);
    void work();
    void fail(const std::string& why);
    void close() {
        error_code ignored;
        if (connection_) connection_->socket().close(ignored);
        if (connection_) connection_->resolver.cancel();
        connection_.reset();
    }
    std::string address() const { return peer_.host + ":" + std::to_string(peer_.port); }
    /// Whether a handler of this connection has anything to do.
    bool is_over(const Present& connection) const { return stopped_ || connection != connection_; }

    asio::any_io_executor executor_;
    const TcpPeer peer_;
    const std::unique_ptr<TcpSession> session_;
    FeedPort& port_;
    Backoff backoff_;
    asio::steady_timer timer_;
    Present connection_;
    Clock::time_point answer_by_, try_at_;
    std::unique_ptr<BatchCourier> courier_;  ///< none once it is stopped
    bool stopped_ = false;
};

void TcpClient::Impl::connect() {
    port_.link(LinkState::connecting, address());
    const auto connection = std::make_shared<Connection>(executor_);
    connection_ = connection;
    answer_by_ = Clock::now() + peer_.answer_within;
    connection->resolver.async_resolve(
        peer_.host, std::to_string(peer_.port),
        [self = shared_from_this(), connection](const error_code& unknown,
                                                const tcp::resolver::results_type& found) {
            if (self->is_over(connection)) return;
            if (unknown) return self->fail("the host is not found");
            asio::async_connect(connection->socket(), found,
                                [self, connection](const error_code& error, const tcp::endpoint&) {
                                    if (self->is_over(connection)) return;
                                    if (error)
                                        return self->fail("can't be reached: " + error.message());
                                    self->connected(connection);
                                });
        });
}

void TcpClient::Impl::connected(const Present& connection) {
    error_code error;
    connection->socket().set_option(tcp::no_delay{true}, error);
    if (!peer_.tls) return opened(connection);
    if (peer_.verify) {
        connection->context.set_default_verify_paths(error);
        if (!peer_.ca_file.empty()) connection->context.load_verify_file(peer_.ca_file, error);
        if (error) return fail("the certificates to trust can't be read: " + error.message());
        connection->stream.set_verify_mode(ssl::verify_peer, error);
        connection->stream.set_verify_callback(ssl::host_name_verification{peer_.host}, error);
    }
    SSL_set_tlsext_host_name(connection->stream.native_handle(), peer_.host.c_str());
    connection->stream.async_handshake(
        ssl::stream_base::client, [self = shared_from_this(), connection](const error_code& bad) {
            if (self->is_over(connection)) return;
            if (bad) return self->fail("no TLS: " + bad.message());
            self->opened(connection);
        });
}

void TcpClient::Impl::opened(const Present& connection) {
    connection->open = true;
    session_->opened(Clock::now());
    work();
}

void TcpClient::Impl::fail(const std::string& why) {
    if (!connection_) return;
    const bool was_open = connection_->open;
    const auto over = was_open ? session_->over() : std::nullopt;
    if (was_open && session_->settled()) backoff_.reset();
    close();
    if (was_open) session_->closed(Clock::now());
    port_.link(LinkState::failed, address() + ": " + (over ? over->why : why));
    try_at_ = Clock::now() + (over && over->slow ? peer_.retry_slowly : backoff_.next());
}

/// Whatever the session has to give or may be given.
void TcpClient::Impl::work() {
    if (connection_ && connection_->open && session_->over()) fail("");
    if (courier_->idle()) courier_->put(session_->take_batch());
    if (courier_->idle() && session_->busy())
        asio::post(executor_, [self = shared_from_this()] {
            if (self->stopped_ || !self->courier_->idle()) return;
            self->session_->pass(Clock::now());
            self->work();
        });
    const Present connection = connection_;
    if (!connection || !connection->open) return;
    if (connection->writing.empty()) {
        connection->writing = session_->take_output();
        if (!connection->writing.empty()) write(connection);
    }
    if (courier_->idle() && !connection->reading) read(connection);
}

void TcpClient::Impl::read(const Present& connection) {
    connection->reading = true;
    const auto done = [self = shared_from_this(), connection](const error_code& error,
                                                              std::size_t octets) {
        if (self->is_over(connection)) return;
        connection->reading = false;
        if (octets > 0) self->session_->take({connection->octets.data(), octets}, Clock::now());
        if (error && !self->session_->over()) return self->fail("the connection ended");
        self->work();
    };
    const auto room = asio::buffer(connection->octets);
    if (peer_.tls)
        connection->stream.async_read_some(room, done);
    else
        connection->socket().async_read_some(room, done);
}

void TcpClient::Impl::write(const Present& connection) {
    const auto done = [self = shared_from_this(), connection](const error_code& error,
                                                              std::size_t) {
        if (self->is_over(connection)) return;
        connection->writing.clear();
        if (error) return self->fail("the connection ended");
        self->work();
    };
    const auto octets = asio::buffer(connection->writing);
    if (peer_.tls)
        asio::async_write(connection->stream, octets, done);
    else
        asio::async_write(connection->socket(), octets, done);
}

TcpClient::TcpClient(boost::asio::io_context& io, TcpPeer peer, std::unique_ptr<TcpSession> session,
                     FeedPort& port)
    : impl_(std::make_shared<Impl>(io, std::move(peer), std::move(session), port)) {
    impl_->start();
}

TcpClient::~TcpClient() {
    impl_->stop();
}

}  // namespace waymark::server
