#include "server/net/screen_session.hpp"

#include <boost/asio/post.hpp>

#include "shared/protocol/message.hpp"

namespace waymark::server {

ScreenSession::ScreenSession(Socket socket, std::shared_ptr<NetContext> context,
                             std::string address, std::string pairing)
    : LiveSession(std::move(socket), context, context->limits.screen_octets,
                  context->limits.screen_silence),
      address_(std::move(address)),
      pairing_(std::move(pairing)) {}

ScreenSession::~ScreenSession() = default;

void ScreenSession::opened() {
    set_deadline(std::chrono::steady_clock::now() + context().limits.hello_time);
}

void ScreenSession::join(Hello hello) {
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
    // Who says not which screen it is shows the desk's first.
    const auto& screens = context().desk.folder().outline.screens;
    if (hello.screen.empty() && !screens.empty()) hello.screen = screens.front().id;
    if (hello.for_leads) return;
    number_ = context().screens.present.join(std::move(hello), address_, outbox_, context().now());
}

void ScreenSession::received(std::string_view text) {
    auto message = decode_screen_message(text);
    if (!message) return leave(CloseCode::bad_message, to_text(message.error()), false);
    if (!outbox_ && !std::holds_alternative<Hello>(*message))
        return leave(CloseCode::bad_message, "the first message is a hello", false);
    if (auto* report = std::get_if<Report>(&*message))
        context().screens.present.report(number_, std::move(*report), context().now());
    else if (const auto* part = std::get_if<PicturePart>(&*message))
        context().screens.pictures.take(number_, *part);
    else if (auto* hello = std::get_if<Hello>(&*message); hello && !outbox_)
        join(std::move(*hello));
    else
        outbox_->ask_for_snapshot();
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
    if (!pairing_.empty() && !context().routes.paired().holds(pairing_))
        return leave(CloseCode::not_paired, "this wall is not paired any more", true);
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
    context().screens.present.leave(number_);
    context().screens.pictures.leave(number_);
    outbox_.reset();
}

}  // namespace waymark::server
