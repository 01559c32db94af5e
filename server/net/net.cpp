#include "server/net/net.hpp"

#include <charconv>

#include <spdlog/logger.h>

#include "server/net/http_session.hpp"
#include "shared/protocol/message.hpp"

namespace waymark::server {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using namespace std::chrono_literals;

constexpr int backlog = 4096;
constexpr auto watch_every = 250ms;
constexpr auto accept_again_after = 50ms;

/// The system is out of something that others will give back.
bool is_shortage(const error_code& error) {
    return error == asio::error::no_descriptors || error == asio::error::no_memory ||
           error == asio::error::no_buffer_space ||
           error == boost::system::errc::too_many_files_open_in_system;
}

}  // namespace

Result<Endpoint> read_endpoint(const std::string& text) {
    const auto bad = failure("", "\"" + text +
                                     "\" is not allowed; ADDRESS:PORT is, for instance "
                                     "127.0.0.1:8080 or [::]:8080");
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) return bad;
    std::string host = text.substr(0, colon);
    if (host == "localhost") host = "127.0.0.1";
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    error_code error;
    const auto address = asio::ip::make_address(host, error);
    std::uint16_t port = 0;
    const char* const last = text.data() + text.size();
    const auto [end, wrong] = std::from_chars(text.data() + colon + 1, last, port);
    if (error || wrong != std::errc{} || end != last) return bad;
    return Endpoint{address, port};
}

Frame NetContext::tick_frame() {
    const Time time = now();
    if (!tick_ || time - tick_time_ > 100ms || time < tick_time_) {
        tick_time_ = time;
        tick_ = std::make_shared<const std::string>(encode(ServerMessage{TickMessage{time}}));
    }
    return tick_;
}

Net::Net(asio::io_context& io, Desk& desk, Routes& routes, ScreenRoom& screens,
         ScreenPages& screen_pages, const Endpoint& endpoint, const std::set<std::string>& names,
         NetLimits limits, std::function<Time()> now, Log log)
    : endpoint_(endpoint),
      context_(std::make_shared<NetContext>(
          NetContext{desk, routes, screens, screen_pages,
                     HostNames{names, endpoint.address().is_unspecified()}, limits, std::move(now),
                     std::move(log)})),
      acceptor_(io.get_executor()),
      accept_again_(io.get_executor()),
      watch_(io.get_executor()) {}

Result<Endpoint> Net::listen() {
    try {
        acceptor_.open(endpoint_.protocol());
        acceptor_.set_option(asio::socket_base::reuse_address(true));
        acceptor_.bind(endpoint_);
        acceptor_.listen(backlog);
        endpoint_ = acceptor_.local_endpoint();
    } catch (const boost::system::system_error& error) {
        return failure(endpoint_.address().to_string() + ":" + std::to_string(endpoint_.port()),
                       "can't listen: " + error.code().message());
    }
    accept();
    watch();
    return endpoint_;
}

void Net::accept() {
    acceptor_.async_accept([this](const error_code& error, Socket socket) {
        if (error == asio::error::operation_aborted || ending_) return;
        accepted(error, std::move(socket));
    });
}

void Net::accepted(error_code error, Socket socket) {
    if (is_shortage(error)) {
        if (!std::exchange(short_, true))
            context_->log->warn("can't accept more connections for now: {}", error.message());
        accept_again_.expires_after(accept_again_after);
        accept_again_.async_wait([this](const error_code& stopped) {
            if (!stopped) accept();
        });
        return;
    }
    short_ = false;
    NetCounts& counts = context_->counts;
    if (!error && counts.open >= context_->limits.connections) {
        ++counts.turned_away;
    } else if (!error) {
        ++counts.connections;
        ++counts.open;
        error_code ignored;
        socket.set_option(asio::ip::tcp::no_delay(true), ignored);
        serve_http(std::move(socket), context_);
    }
    accept();
}

void Net::watch() {
    const auto now = std::chrono::steady_clock::now();
    context_->screens.pictures.check(now);
    // A copy: whoever is checked may open or close others.
    const auto connections = context_->connections;
    for (const auto& held : connections)
        if (const auto connection = held.lock()) connection->check(now);
    std::erase_if(context_->connections, [](const auto& held) { return held.expired(); });
    context_->counts.open = context_->connections.size();
    watch_.expires_after(watch_every);
    watch_.async_wait([this](const error_code& stopped) {
        if (!stopped) watch();
    });
}

void Net::end(const std::string& why) {
    ending_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    accept_again_.cancel();
    const auto connections = context_->connections;
    for (const auto& held : connections)
        if (const auto connection = held.lock()) connection->end(why);
}

std::size_t Net::open() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        context_->connections, [](const auto& held) { return !held.expired(); }));
}

NetCounts Net::counts() const {
    NetCounts counts = context_->counts;
    counts.open = open();
    for (const auto& held : context_->connections)
        if (const auto connection = held.lock()) counts.outbox_overflows += connection->overflows();
    return counts;
}

}  // namespace waymark::server
