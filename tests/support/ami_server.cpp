#include "tests/support/ami_server.hpp"

#include <array>
#include <atomic>
#include <random>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include "tests/support/ami_peer.hpp"

namespace waymark::test {
namespace {

using Tcp = boost::asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t longest_piece = 700;

}  // namespace

class AmiServer::Impl {
public:
    Impl(const std::string& session, Faults faults)
        : peer_(session), faults_(faults), thread_([this] { serve(); }) {}

    ~Impl() {
        over_ = true;
        // A last connection wakes the acceptor.
        Tcp::socket last{io_};
        error_code ignored;
        last.connect(acceptor_.local_endpoint(), ignored);
        thread_.join();
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    bool is_done() const { return done_; }

private:
    void serve() {
        while (!over_) {
            Tcp::socket socket{io_};
            error_code error;
            acceptor_.accept(socket, error);
            if (!error && !over_) converse(socket);
            for (std::size_t i = 0; i < faults_.unheard && !peer_.at_end(); ++i)
                peer_.play();
        }
    }
    void converse(Tcp::socket& socket) {
        error_code error;
        say(socket, peer_.greet(), error);
        for (std::size_t played = 0; !error && !over_;) {
            if (socket.available(error) > 0 || !peer_.logged_in() || peer_.at_end()) {
                listen(socket, error);
            } else {
                const std::string event = peer_.play();
                say(socket, event, error);
                if (faults_.repeat_every > 0 && ++said_ % faults_.repeat_every == 0)
                    say(socket, event, error);
                if (faults_.drop_every > 0 && ++played == faults_.drop_every) break;
            }
            done_ = peer_.at_end();
        }
    }
    void listen(Tcp::socket& socket, error_code& error) {
        socket.non_blocking(true, error);
        std::array<char, 512> octets{};
        const std::size_t count = socket.read_some(boost::asio::buffer(octets), error);
        if (error == boost::asio::error::would_block) {
            error.clear();
            std::this_thread::yield();
            return;
        }
        const std::string answer = peer_.hear({octets.data(), count});
        if (!error) say(socket, answer, error);
    }
    void say(Tcp::socket& socket, std::string_view octets, error_code& error) {
        socket.non_blocking(false, error);
        while (!octets.empty() && !error) {
            const std::size_t piece =
                std::uniform_int_distribution<std::size_t>{1, longest_piece}(random_);
            boost::asio::write(socket, boost::asio::buffer(octets.substr(0, piece)), error);
            octets.remove_prefix(std::min(piece, octets.size()));
        }
    }

    AmiPeer peer_;
    const Faults faults_;
    std::minstd_rand random_{1};
    std::size_t said_ = 0;
    std::atomic<bool> over_ = false;
    std::atomic<bool> done_ = false;
    boost::asio::io_context io_;
    Tcp::acceptor acceptor_{io_, {boost::asio::ip::address_v4::loopback(), 0}};
    std::thread thread_;
};

AmiServer::AmiServer(std::string session, Faults faults)
    : impl_(std::make_unique<Impl>(session, faults)) {}
AmiServer::~AmiServer() = default;

std::uint16_t AmiServer::port() const {
    return impl_->port();
}
bool AmiServer::is_done() const {
    return impl_->is_done();
}

}  // namespace waymark::test
