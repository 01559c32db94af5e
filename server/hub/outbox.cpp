#include "server/hub/outbox.hpp"

#include <utility>

namespace waymark::server {

Outbox::Outbox(std::size_t limit, std::function<void()> wake)
    : limit_(limit), wake_(std::move(wake)) {}

void Outbox::push(Frame frame) {
    if (snapshot_due_) return;
    if (octets_ + frame->size() > limit_) {
        ++overflows_;
        ask_for_snapshot();
        return;
    }
    const bool was_empty = empty();
    octets_ += frame->size();
    frames_.push_back(std::move(frame));
    if (was_empty) wake_();
}

void Outbox::ask_for_snapshot() {
    const bool was_empty = empty();
    frames_.clear();
    octets_ = 0;
    snapshot_due_ = true;
    if (was_empty) wake_();
}

bool Outbox::command(Frame frame) {
    if (commands_.size() >= most_commands) return false;
    const bool was_empty = empty();
    commands_.push_back(std::move(frame));
    if (was_empty) wake_();
    return true;
}

std::optional<Frame> Outbox::next(const std::function<Frame()>& snapshot) {
    if (snapshot_due_) {
        snapshot_due_ = false;
        return snapshot();
    }
    if (!commands_.empty()) {
        Frame frame = std::move(commands_.front());
        commands_.pop_front();
        return frame;
    }
    if (frames_.empty()) return std::nullopt;
    Frame frame = std::move(frames_.front());
    frames_.pop_front();
    octets_ -= frame->size();
    return frame;
}

}  // namespace waymark::server
