#include "server/feed/lines/line_feed.hpp"

#include <random>
#include <set>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/feed/lines/line_intake.hpp"
#include "shared/base/backoff.hpp"

namespace waymark::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using boost::system::error_code;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr std::size_t most_connections = 64;
constexpr std::size_t read_octets = 16'384;
constexpr std::size_t datagram_octets = 65'536;
constexpr auto longest_silence = 10min;  ///< of a connection
constexpr auto accept_again_after = 100ms;

/// One sender over TCP.
struct Sender {
    Sender(tcp::socket connection, bool quotes) : socket(std::move(connection)), reader(quotes) {}

    tcp::socket socket;
    LineReader reader;
    std::array<char, read_octets> buffer{};
    Steady::time_point heard = Steady::now();
    bool paused = false;
};

/// The sockets; kept by what is on its way, and still once it is closed.
class LineSockets : public std::enable_shared_from_this<LineSockets> {
public:
    LineSockets(const LineSetup& setup, const AdapterContext& context)
        : setup_(setup),
          port_(context.port),
          intake_(setup, context),
          acceptor_(context.io),
          datagrams_(context.io),
          tick_(context.io),
          accept_again_(context.io) {
        intake_.courier().on_stored([this] { read_on(); });
    }

    void start() {
        tick();
        if (setup_.listen) listen();
    }

    void end() {
        ended_ = true;
        error_code ignored;
        close();
        for (const auto& sender : senders_)
            sender->socket.close(ignored);
        senders_.clear();
        tick_.cancel();
        accept_again_.cancel();
    }

    LineIntake& intake() { return intake_; }
    LineProtocol protocol() const { return setup_.protocol; }
    std::uint16_t port() const { return bound_; }

private:
    void listen();
    void bind();
    void tick();
    void accept();
    void accepted(const error_code& error, tcp::socket socket);
    void read(const std::shared_ptr<Sender>& sender);
    void read_on();
    void receive();
    bool may_send(const asio::ip::address& address);

    void close() {
        error_code ignored;
        acceptor_.close(ignored);
        datagrams_.close(ignored);
    }

    const LineSetup setup_;
    FeedPort& port_;
    LineIntake intake_;
    tcp::acceptor acceptor_;
    udp::socket datagrams_;
    asio::steady_timer tick_;
    asio::steady_timer accept_again_;
    Backoff backoff_{1s, 60s, std::random_device{}()};
    std::optional<Steady::time_point> listen_again_;
    std::set<std::shared_ptr<Sender>> senders_;
    std::vector<char> datagram_ = std::vector<char>(datagram_octets);
    udp::endpoint from_;
    std::uint16_t bound_ = 0;
    bool ended_ = false;
};

void LineSockets::bind() {
    const auto address = asio::ip::make_address(setup_.listen->address);
    bound_ = setup_.listen->port;
    if (setup_.tcp) {
        const tcp::endpoint endpoint{address, bound_};
        acceptor_.open(endpoint.protocol());
        acceptor_.set_option(asio::socket_base::reuse_address(true));
        acceptor_.bind(endpoint);
        acceptor_.listen();
        bound_ = acceptor_.local_endpoint().port();
    }
    if (setup_.udp) {
        const udp::endpoint endpoint{address, bound_};
        datagrams_.open(endpoint.protocol());
        datagrams_.bind(endpoint);
        bound_ = datagrams_.local_endpoint().port();
    }
}

void LineSockets::listen() {
    listen_again_.reset();
    try {
        bind();
    } catch (const boost::system::system_error& error) {
        close();
        bound_ = 0;
        listen_again_ = Steady::now() + backoff_.next();
        return port_.link(LinkState::failed, "can't listen at " + setup_.listen->address + ":" +
                                                 std::to_string(setup_.listen->port) + ": " +
                                                 error.code().message());
    }
    backoff_.reset();
    port_.link(LinkState::connected, "");
    if (setup_.tcp) accept();
    if (setup_.udp) receive();
}

void LineSockets::tick() {
    intake_.tick();
    const auto now = Steady::now();
    error_code ignored;
    for (const auto& sender : senders_)
        if (!sender->paused && now - sender->heard > longest_silence) sender->socket.close(ignored);
    if (listen_again_ && now >= *listen_again_) listen();
    tick_.expires_after(1s);
    tick_.async_wait([self = shared_from_this()](const error_code& stopped) {
        if (!stopped && !self->ended_) self->tick();
    });
}

bool LineSockets::may_send(const asio::ip::address& address) {
    const bool may =
        setup_.allow.empty() || std::ranges::any_of(setup_.allow, [&](const Network& network) {
            return network.contains(octets_of(address));
        });
    if (!may) {
        intake_.refuse(line_reason::not_allowed, address.to_string());
        intake_.pass_on();
    }
    return may;
}

void LineSockets::accept() {
    acceptor_.async_accept(
        [self = shared_from_this()](const error_code& error, tcp::socket socket) {
            if (!self->ended_ && error != asio::error::operation_aborted)
                self->accepted(error, std::move(socket));
        });
}

void LineSockets::accepted(const error_code& error, tcp::socket socket) {
    if (error) {
        accept_again_.expires_after(accept_again_after);
        return accept_again_.async_wait([self = shared_from_this()](const error_code& stopped) {
            if (!stopped && !self->ended_) self->accept();
        });
    }
    error_code gone;
    const auto peer = socket.remote_endpoint(gone);
    if (!gone && may_send(peer.address())) {
        if (senders_.size() < most_connections)
            read(*senders_.insert(std::make_shared<Sender>(std::move(socket), intake_.has_quotes()))
                      .first);
        else
            intake_.refuse(line_reason::too_many_senders, peer.address().to_string());
    }
    accept();
}

void LineSockets::read(const std::shared_ptr<Sender>& sender) {
    sender->paused = intake_.courier().full();
    if (sender->paused) return;
    sender->heard = Steady::now();
    sender->socket.async_read_some(
        asio::buffer(sender->buffer),
        [self = shared_from_this(), sender](const error_code& error, std::size_t octets) {
            if (self->ended_) return;
            if (error) {
                // A line that the connection's end cut short may hold half a number.
                if (const auto rest = sender->reader.rest(); !rest.empty())
                    self->intake_.refuse(line_reason::cut_short, rest);
                self->intake_.pass_on();
                self->senders_.erase(sender);
                return;
            }
            sender->reader.read({sender->buffer.data(), octets},
                                [&](auto line) { self->intake_.take(line); });
            self->intake_.pass_on();
            self->read(sender);
        });
}

void LineSockets::read_on() {
    const auto senders = senders_;
    for (const auto& sender : senders)
        if (sender->paused) read(sender);
}

void LineSockets::receive() {
    datagrams_.async_receive_from(
        asio::buffer(datagram_), from_,
        [self = shared_from_this()](const error_code& error, std::size_t octets) {
            if (self->ended_ || error == asio::error::operation_aborted) return;
            if (!error && self->may_send(self->from_.address()))
                self->intake_.take_datagram({self->datagram_.data(), octets});
            self->receive();
        });
}

class ListeningFeed : public LineFeed {
public:
    ListeningFeed(const LineSetup& setup, const AdapterContext& context)
        : sockets_(std::make_shared<LineSockets>(setup, context)) {
        sockets_->start();
    }
    ~ListeningFeed() override { sockets_->end(); }

    Body read_body(std::string_view body, std::int64_t ticks_a_second) override {
        return sockets_->intake().read_body(body, ticks_a_second);
    }
    LineProtocol protocol() const override { return sockets_->protocol(); }
    std::uint16_t port() const override { return sockets_->port(); }

private:
    std::shared_ptr<LineSockets> sockets_;
};

}  // namespace

std::unique_ptr<LineFeed> make_line_feed(const LineSetup& setup, const AdapterContext& context) {
    return std::make_unique<ListeningFeed>(setup, context);
}

}  // namespace waymark::server
