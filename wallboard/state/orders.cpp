#include "wallboard/state/orders.hpp"

#include <algorithm>
#include <utility>

namespace waymark::wallboard {
namespace {

using Action = Command::Action;

/// More pictures than these are not drawn at once.
constexpr std::size_t most_pictures = 4;

}  // namespace

Orders::Span Orders::span_of(const Command& command, Time now) {
    const auto usual = usual_length(command.action);
    if (command.length.count() > 0) return {now, now + std::min(command.length, longest_command)};
    return {now, usual ? now + *usual : Time::max()};
}

void Orders::take(const Command& command, Time now) {
    switch (command.action) {
        case Action::identify:
            identify_ = span_of(command, now);
            break;
        case Action::show:
            show_ = span_of(command, now);
            scene_ = command.scene;
            break;
        case Action::pause:
        case Action::resume:
            paused_ = command.action == Action::pause;
            if (!paused_) show_ = {};
            break;
        case Action::blank:
        case Action::unblank:
            blanked_ = command.action == Action::blank;
            break;
        case Action::reload:
            ++reloads_;
            break;
        case Action::message:
            message_ = span_of(command, now);
            text_ = command.text;
            break;
        case Action::screenshot:
            if (pictures_.size() == most_pictures) pictures_.erase(pictures_.begin());
            pictures_.push_back(command.id);
            break;
        case Action::acknowledge:
            acknowledged_ = now;
            break;
        case Action::skip:
            ++skips_;
            break;
        case Action::light:
            light_ = static_cast<float>(std::clamp(command.percent, 0, 100)) / 100;
            break;
        case Action::unknown:
            break;
    }
}

Time Orders::next_change(Time now) const {
    Time next = Time::max();
    for (const Span* span : {&identify_, &show_, &message_})
        if (span->holds(now)) next = std::min(next, span->until);
    return next;
}

std::vector<std::uint64_t> Orders::take_pictures() {
    return std::exchange(pictures_, {});
}

}  // namespace waymark::wallboard
