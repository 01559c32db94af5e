#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "server/kpi/state/state_math.hpp"
#include "server/kpi/state/timeline.hpp"

namespace waymark::server {

/// The buckets of one series, from fine to coarse, which do not overlap.
template <class State>
using Timelines = std::array<Timeline<State>, 3>;

/// Adds the buckets that begin within `from` .. `to`.
template <class State>
void add_range(State& into, const Timelines<State>& buckets, std::int64_t from, std::int64_t to) {
    for (const Timeline<State>& tier : buckets)
        for (std::size_t i = tier.from(from); i < tier.size() && tier.minute(i) <= to; ++i)
            add_to(into, tier.state(i));
}

/// The merges over the last few windows asked for. A window that moves on costs what comes in and
/// what goes out, where that can be unmerged; else it is merged anew.
template <class State>
class RememberedMerges {
public:
    /// The merge of the buckets that begin within `from` .. `to`. Those after `closed` are likely
    /// to change and kept apart. All must be as they were, or told to be forgotten.
    const State& over(const Timelines<State>& buckets, std::int64_t from, std::int64_t closed,
                      std::int64_t to) {
        closed = std::clamp(closed, from - 1, to);
        Window& window = nearest(from, closed);
        window.used = ++uses_;
        if (window.from == from && window.closed == closed && window.to == to) return window.total;
        move(window, buckets, from, closed);
        window.total = window.merge;
        if (to > closed) add_range(window.total, buckets, closed + 1, to);
        window.to = to;
        return window.total;
    }

    /// A bucket that begins at `minute` changes.
    void forget(std::int64_t minute) {
        for (Window& window : windows_) {
            if (window.from > minute) continue;
            if (minute <= window.closed) window.forget();
            if (minute <= window.to) window.to = nothing;
        }
    }

    /// What is in the bucket at `from` becomes part of the one at `to`. A window that has both or
    /// neither stays as it is.
    void forget_moved(std::int64_t from, std::int64_t to) {
        for (Window& window : windows_)
            if ((window.from <= from) != (window.from <= to)) window.forget();
        // Both are long closed, so that a window that ends between them is an old one.
        for (Window& window : windows_)
            if ((window.closed < from) != (window.closed < to)) window.forget();
    }

private:
    static constexpr std::int64_t nothing = INT64_MIN / 2;

    struct Window {
        std::int64_t from = 0;
        std::int64_t closed = nothing;  ///< `merge` is of `from` .. this
        std::int64_t to = nothing;      ///< `total` is of `from` .. this
        std::uint64_t used = 0;
        // Of the finest tier: the number, most likely, of the first bucket within, and a minute
        // before which none begins.
        std::size_t first = 0;
        std::int64_t none_before = 0;
        State merge;
        State total;
        void forget() {
            closed = to = nothing;
            used = 0;
        }
    };

    void move(Window& window, const Timelines<State>& buckets, std::int64_t from,
              std::int64_t closed) {
        if (window.closed >= from - 1 && take_out_before(window, buckets, from)) {
            if (window.closed < closed) add_range(window.merge, buckets, window.closed + 1, closed);
        } else {
            window.merge = State{};
            add_range(window.merge, buckets, from, closed);
            window.none_before = from;
        }
        window.from = from;
        window.closed = closed;
    }

    bool take_out_before(Window& window, const Timelines<State>& buckets, std::int64_t from) {
        if (window.from == from) return true;
        for (std::size_t coarse = 1; coarse < buckets.size(); ++coarse) {
            const Timeline<State>& tier = buckets[coarse];
            for (auto i = tier.from(window.from); i < tier.size() && tier.minute(i) < from; ++i)
                if (!take_from(window.merge, tier.state(i))) return false;
        }
        if (window.none_before >= from) return true;
        const Timeline<State>& fine = buckets.front();
        std::size_t i = fine.from(window.from, window.first);
        for (; i < fine.size() && fine.minute(i) < from; ++i)
            if (!take_from(window.merge, fine.state(i))) return false;
        window.first = i;
        window.none_before = i < fine.size() ? std::min(fine.minute(i), window.closed + 1) : from;
        return true;
    }

    Window& nearest(std::int64_t from, std::int64_t closed) {
        // Moving on by so many minutes must be less than merging all of them.
        std::int64_t least = closed - from + 1;
        Window* found = nullptr;
        for (Window& window : windows_) {
            if (window.from == from && window.closed == closed) return window;
            if (window.closed < window.from || window.from > from || window.closed > closed)
                continue;
            const std::int64_t moved = (from - window.from) + (closed - window.closed);
            if (moved >= least) continue;
            least = moved;
            found = &window;
        }
        if (found) return *found;
        Window& oldest = *std::ranges::min_element(windows_, {}, &Window::used);
        oldest.forget();
        return oldest;
    }

    std::array<Window, 3> windows_;
    std::uint64_t uses_ = 0;
};

}  // namespace waymark::server
