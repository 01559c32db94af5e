#include "tests/support/relay.hpp"

#include <array>
#include <atomic>
#include <list>
#include <thread>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

namespace waymark::test {
namespace {

using Tcp = boost::asio::ip::tcp;
using boost::system::error_code;

Tcp::endpoint on_loopback(std::uint16_t port) {
    return {boost::asio::ip::address_v4::loopback(), port};
}

/// Two sockets, each of which hears what the other says, until one of them falls silent.
struct Pair {
    explicit Pair(boost::asio::io_context& io) : near(io), far(io) {}

    void close() {
        error_code ignored;
        near.shutdown(Tcp::socket::shutdown_both, ignored);
        far.shutdown(Tcp::socket::shutdown_both, ignored);
    }
    void pump(Tcp::socket& from, Tcp::socket& to) {
        std::array<char, 4096> piece{};
        for (error_code error; !error;) {
            const std::size_t octets = from.read_some(boost::asio::buffer(piece), error);
            if (!error) boost::asio::write(to, boost::asio::buffer(piece.data(), octets), error);
        }
        close();
    }

    Tcp::socket near;
    Tcp::socket far;
    std::jthread there;
    std::jthread back;
};

}  // namespace

class Relay::Impl {
public:
    explicit Impl(std::uint16_t target)
        : target_(target), acceptor_(io_, on_loopback(0)), accepting_([this] { accept(); }) {}

    ~Impl() {
        over_ = true;
        // A last connection wakes the acceptor.
        Tcp::socket last{io_};
        error_code ignored;
        last.connect(on_loopback(port()), ignored);
        accepting_.join();
        for (Pair& pair : pairs_)
            pair.close();
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    void aim(std::uint16_t target) { target_ = target; }

private:
    void accept() {
        while (!over_) {
            Pair& pair = pairs_.emplace_back(io_);
            error_code error;
            acceptor_.accept(pair.near, error);
            if (!error && !over_) pair.far.connect(on_loopback(target_), error);
            if (error || over_) {
                pairs_.pop_back();
                continue;
            }
            pair.there = std::jthread{[&pair] { pair.pump(pair.near, pair.far); }};
            pair.back = std::jthread{[&pair] { pair.pump(pair.far, pair.near); }};
        }
    }

    boost::asio::io_context io_;
    std::atomic<std::uint16_t> target_;
    std::atomic<bool> over_ = false;
    Tcp::acceptor acceptor_;
    std::list<Pair> pairs_;  ///< the accepting thread's until it has ended
    std::jthread accepting_;
};

Relay::Relay(std::uint16_t target) : impl_(std::make_unique<Impl>(target)) {}
Relay::~Relay() = default;

std::uint16_t Relay::port() const {
    return impl_->port();
}
void Relay::aim(std::uint16_t target) {
    impl_->aim(target);
}

}  // namespace waymark::test
