#include "wallboard/link/mailbox.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace waymark::wallboard {
namespace {

constexpr std::chrono::seconds noticeable_skew{1};

template <class Message>
bool holds(const Received& received) {
    return std::holds_alternative<Message>(received.message);
}

}  // namespace

Mailbox::Mailbox(Limits limits, std::function<void()> wake)
    : limits_(limits), wake_(std::move(wake)) {}

Mailbox::Put Mailbox::put(Received received, std::size_t octets) {
    std::unique_lock lock{mutex_};
    if (holds<Command>(received)) {
        put_command(std::move(received));
        wake_for(true, std::move(lock));
        return Put::taken;
    }
    if (holds<SnapshotMessage>(received)) {
        drop_all_but_commands();
        only_snapshot_helps_ = false;
    } else if (only_snapshot_helps_) {
        return Put::taken;
    } else if (!has_room(octets)) {
        drop_all_but_commands();
        only_snapshot_helps_ = true;
        return Put::lost;
    }
    const bool news = is_news(received);
    const bool merges = holds<TickMessage>(received) && !mail_.messages.empty() &&
                        holds<TickMessage>(mail_.messages.back());
    if (merges) {
        mail_.messages.back() = std::move(received);
    } else {
        mail_.messages.push_back(std::move(received));
        octets_ += octets;
    }
    wake_for(news, std::move(lock));
    return Put::taken;
}

void Mailbox::put_command(Received received) {
    auto& messages = mail_.messages;
    if (std::ranges::count_if(messages, holds<Command>) >=
        static_cast<std::ptrdiff_t>(limits_.commands))
        messages.erase(std::ranges::find_if(messages, holds<Command>));
    messages.push_back(std::move(received));
}

void Mailbox::drop_all_but_commands() {
    std::erase_if(mail_.messages, std::not_fn(holds<Command>));
    octets_ = 0;
}

void Mailbox::put(LinkHealth health) {
    std::unique_lock lock{mutex_};
    mail_.health = std::move(health);
    wake_for(true, std::move(lock));
}

void Mailbox::put(Told answer) {
    std::unique_lock lock{mutex_};
    mail_.answers.push_back(std::move(answer));
    wake_for(true, std::move(lock));
}

void Mailbox::wake_for(bool news, std::unique_lock<std::mutex> lock) {
    if (!news || woken_) return;
    woken_ = true;
    lock.unlock();
    wake_();
}

Mail Mailbox::take() {
    const std::scoped_lock lock{mutex_};
    octets_ = 0;
    woken_ = false;
    return std::exchange(mail_, {});
}

bool Mailbox::has_room(std::size_t octets) const {
    return mail_.messages.size() < limits_.messages && octets_ + octets <= limits_.octets;
}

bool Mailbox::is_news(const Received& received) {
    const auto* tick = std::get_if<TickMessage>(&received.message);
    const auto* snapshot = std::get_if<SnapshotMessage>(&received.message);
    if (tick == nullptr && snapshot == nullptr) return true;
    const Duration skew = (tick != nullptr ? tick->time : snapshot->time) - received.at;
    if (tick != nullptr && told_skew_ && std::chrono::abs(skew - *told_skew_) < noticeable_skew)
        return false;
    told_skew_ = skew;
    return true;
}

}  // namespace waymark::wallboard
