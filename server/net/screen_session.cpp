#include "server/net/screen_session.hpp"

#include <boost/asio/post.hpp>

#include "shared/protocol/message.hpp"

namespace waymark::server {

ScreenSession::ScreenSession(Socket socket, std::shared_ptr<NetContext> context)
    : LiveSession(std::move(socket), context, context->limits.screen_octets,
                  context->limits.screen_silence) {}

ScreenSession::~ScreenSession() = default;

void ScreenSession::opened() {
    set_deadline(std::chrono::steady_clock::now() + context().limits.hello_time);
}

void ScreenSession::join() {
    set_deadline(SteadyTime::max());
    std::weak_ptr<LiveSession> weak = weak_from_this();
    // Posted, because the outbox is in the middle of a change when it wakes us.
    auto wake = [weak, executor = executor()] {
        boost::asio::post(executor, [weak] {
            if (const auto self = std::static_pointer_cast<ScreenSession>(weak.lock()))
                self->pump();
        });
    };
    outbox_ = std::make_shared<Outbox>(context().limits.outbox_octets, std::move(wake));
    context().desk.join(outbox_);
}

void ScreenSession::received(std::string_view text) {
    const auto message = decode_screen_message(text);
    if (!message) return leave(CloseCode::bad_message, to_text(message.error()), false);
    if (!outbox_ && !std::holds_alternative<Hello>(*message))
        return leave(CloseCode::bad_message, "the first message is a hello", false);
    if (const auto* hello = std::get_if<Hello>(&*message); hello && !outbox_) {
        screen_ = hello->screen;
        join();
    } else if (!std::holds_alternative<Report>(*message)) {
        outbox_->ask_for_snapshot();
    }
}

Frame ScreenSession::next_frame() {
    if (extra_) return std::exchange(extra_, {});
    if (leaving_) {
        close(leave_code_, leave_why_);
        return {};
    }
    if (!outbox_) return {};
    return outbox_->next([this] { return context().desk.snapshot(); }).value_or(Frame{});
}

void ScreenSession::look_around(SteadyTime now) {
    if (!outbox_ || !idle() || now - last_sent() < tick_every) return;
    extra_ = context().tick_frame();
    pump();
}

void ScreenSession::leave(CloseCode code, const std::string& why, bool come_back) {
    if (leaving_) return;
    leaving_ = true;
    leave_code_ = code;
    leave_why_ = why;
    extra_ = std::make_shared<const std::string>(encode(ServerMessage{Bye{why, come_back}}));
    set_deadline(std::chrono::steady_clock::now() + context().limits.close_time);
    pump();
}

void ScreenSession::end(const std::string& why) {
    leave(CloseCode::going_away, why, true);
}

void ScreenSession::closed() {
    if (!outbox_) return;
    context().counts.outbox_overflows += outbox_->overflows();
    outbox_.reset();
}

}  // namespace waymark::server
