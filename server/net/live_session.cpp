#include "server/net/live_session.hpp"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace waymark::server {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

constexpr std::size_t read_at_once = 64 << 10;

SteadyTime steady_now() {
    return std::chrono::steady_clock::now();
}

}  // namespace

LiveSession::LiveSession(Socket socket, std::shared_ptr<NetContext> context,
                         std::size_t message_octets, std::chrono::seconds silence)
    : socket_(std::move(socket)), context_(std::move(context)), silence_(silence) {
    socket_.read_message_max(message_octets);
    socket_.auto_fragment(false);
    socket_.text(true);
    // Its own idle timer takes every octet for a sign of life: ours counts whole messages.
    websocket::stream_base::timeout times{};
    times.handshake_timeout = context_->limits.close_time;
    times.idle_timeout = websocket::stream_base::none();
    times.keep_alive_pings = false;
    socket_.set_option(times);
    socket_.control_callback(
        [this](websocket::frame_type, boost::beast::string_view) { last_heard_ = steady_now(); });
}

void LiveSession::start(UpgradeRequest request, std::string_view subprotocol) {
    socket_.set_option(websocket::stream_base::decorator(
        [chosen = std::string{subprotocol}](websocket::response_type& response) {
            response.set(http::field::sec_websocket_protocol, chosen);
            response.erase(http::field::server);
        }));
    const auto kept = std::make_shared<UpgradeRequest>(std::move(request));
    last_heard_ = last_sent_ = steady_now();
    set_deadline(last_heard_ + context_->limits.close_time);
    socket_.async_accept(*kept, [self = shared_from_this(), kept](error_code error) {
        if (error) return self->drop();
        self->open_ = true;
        self->set_deadline(SteadyTime::max());
        self->opened();
        self->read_on();
        self->pump();
    });
}

void LiveSession::read_on() {
    paused_ = false;
    if (reading_ || !open_) return;
    reading_ = true;
    socket_.async_read_some(buffer_, read_at_once,
                            [self = shared_from_this()](error_code error, std::size_t) {
                                self->reading_ = false;
                                self->on_read(error);
                            });
}

void LiveSession::on_read(error_code error) {
    if (error) return drop();
    last_heard_ = steady_now();
    if (socket_.is_message_done()) {
        message_began_ = SteadyTime::max();
        if (!closing_) received({static_cast<const char*>(buffer_.cdata().data()), buffer_.size()});
        buffer_.clear();
        if (buffer_.capacity() > read_at_once) buffer_.shrink_to_fit();
    } else if (message_began_ == SteadyTime::max()) {
        message_began_ = last_heard_;
    }
    if (!paused_) read_on();
}

void LiveSession::pump() {
    if (!open_ || writing_ || closing_) return;
    writing_frame_ = next_frame();
    if (!writing_frame_) return;
    writing_ = true;
    last_sent_ = steady_now();
    socket_.async_write(
        asio::buffer(*writing_frame_),
        [self = shared_from_this()](error_code error, std::size_t) { self->on_written(error); });
}

void LiveSession::on_written(error_code error) {
    writing_ = false;
    writing_frame_.reset();
    if (error) return drop();
    if (closing_) return begin_close();
    pump();
}

void LiveSession::close(CloseCode code, std::string_view why) {
    if (closing_ || over_) return;
    closing_ = true;
    // A close frame holds 123 octets of UTF-8, and `why` may quote the peer: ASCII can be cut.
    std::string text{why.substr(0, 120)};
    std::ranges::replace_if(
        text, [](char letter) { return letter < ' ' || letter > '~'; }, '?');
    reason_ = websocket::close_reason{static_cast<websocket::close_code>(code), text};
    set_deadline(steady_now() + context_->limits.close_time);
    if (!writing_) begin_close();
    if (paused_) read_on();  // for the peer's own close frame
}

void LiveSession::begin_close() {
    if (!open_) return drop();
    // It reads and drops what is still on its way until the peer's close frame comes.
    socket_.async_close(reason_, [self = shared_from_this()](error_code) { self->drop(); });
}

void LiveSession::ping(SteadyTime now) {
    const SteadyTime since = std::max(last_heard_, last_ping_);
    if (pinging_ || closing_ || now - since < context_->limits.ping_after) return;
    pinging_ = true;
    last_ping_ = now;
    socket_.async_ping({}, [self = shared_from_this()](error_code error) {
        self->pinging_ = false;
        if (error) self->drop();
    });
}

void LiveSession::check(SteadyTime now) {
    if (over_) return;
    if (writing_ && now - last_sent_ > context_->limits.stall_time) {
        ++context_->counts.slow_screens;
        return drop();
    }
    // A peer that we don't read from, or whose last message is still read, can't prove its life.
    const bool listening = reading_ && !writing_;
    if (open_ && listening && now - last_heard_ > silence_) {
        ++context_->counts.silent_peers;
        return drop();
    }
    const bool trickles =
        message_began_ != SteadyTime::max() && now - message_began_ > context_->limits.message_time;
    if (now >= deadline_ || trickles) return drop();
    if (!open_) return;
    ping(now);
    if (!closing_) look_around(now);
}

void LiveSession::drop() {
    if (over_) return;
    over_ = true;
    const bool was_open = std::exchange(open_, false);
    error_code ignored;
    socket().close(ignored);
    if (was_open) closed();
}

}  // namespace waymark::server
