#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "shared/base/clock.hpp"
#include "wallboard/link/link.hpp"
#include "wallboard/state/board_state.hpp"

namespace waymark::test {

/// A wall without pictures: a link, its mailbox and the board state they fill.
class WallSide {
public:
    explicit WallSide(wallboard::LinkOptions options)
        : mailbox_({}, [this] { wake(); }),
          link_(std::move(options), clock_, mailbox_, make_quiet_log()) {}

    /// Takes mail until `holds(state)`; false when that does not come within half a minute.
    template <class Condition>
    bool until(Condition holds) {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{30};
        for (;;) {
            take();
            if (holds(state_)) return true;
            std::unique_lock lock{mutex_};
            if (!woken_.wait_until(lock, give_up, [this] { return awake_; })) return false;
            awake_ = false;
        }
    }
    bool until_phase(wallboard::LinkHealth::Phase phase) {
        return until([&](const auto& state) { return state.link().phase == phase; });
    }
    /// Until the problem says so.
    bool until_problem(const std::string& words) {
        return until([&](const auto& state) {
            return state.link().problem.find(words) != std::string::npos;
        });
    }

    wallboard::Link& link() { return link_; }
    /// What the server told to questions so far.
    const std::vector<wallboard::Told>& answers() const { return answers_; }
    const wallboard::BoardState& state() const { return state_; }

private:
    void take() {
        wallboard::Mail mail = mailbox_.take();
        for (wallboard::Told& told : mail.answers)
            answers_.push_back(std::move(told));
        if (mail.health) state_.set_link(*mail.health);
        for (const wallboard::Received& received : mail.messages)
            if (state_.apply(received.message, received.at) ==
                wallboard::BoardState::Next::ask_for_resync)
                link_.ask_for_resync();
    }
    void wake() {
        const std::scoped_lock lock{mutex_};
        awake_ = true;
        woken_.notify_all();
    }

    SystemClock clock_;
    std::mutex mutex_;
    std::condition_variable woken_;
    bool awake_ = false;
    wallboard::Mailbox mailbox_;
    wallboard::BoardState state_;
    std::vector<wallboard::Told> answers_;
    wallboard::Link link_;
};

}  // namespace waymark::test
