#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "shared/base/timer.hpp"

namespace waymark::test {

/// Timers whose time passes when a test says so.
class FakeTimers {
public:
    MakeTimer maker() {
        return [this] { return std::make_unique<One>(*this); };
    }

    /// Calls those back that fall due within `length`, in their order.
    void pass(Duration length) {
        const Duration until = now_ + length;
        while (One* const next = first()) {
            if (next->due_ > until) break;
            now_ = std::max(now_, next->due_);
            std::exchange(next->then_, nullptr)();
        }
        now_ = until;
    }

    /// How long until the next falls due; nothing: none is running.
    std::optional<Duration> next() const {
        const One* const one = first();
        return one ? std::optional{one->due_ - now_} : std::nullopt;
    }

private:
    class One : public Timer {
    public:
        explicit One(FakeTimers& all) : all_(all) { all_.timers_.push_back(this); }
        ~One() override { std::erase(all_.timers_, this); }
        void start(Duration length, std::function<void()> then) override {
            due_ = all_.now_ + length;
            then_ = std::move(then);
        }
        void stop() override { then_ = nullptr; }

        FakeTimers& all_;
        Duration due_{};
        std::function<void()> then_;
    };

    One* first() const {
        One* first = nullptr;
        for (One* one : timers_)
            if (one->then_ && (!first || one->due_ < first->due_)) first = one;
        return first;
    }

    std::vector<One*> timers_;
    Duration now_{};
};

}  // namespace waymark::test
