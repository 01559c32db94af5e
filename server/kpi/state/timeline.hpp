#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace waymark::server {

/// States in order of the minute they begin at. Cheap at both ends; in between an insert moves what
/// is behind it. Buckets are numbered from 0, the oldest, while nothing is inserted or taken away.
template <class State>
class Timeline {
public:
    bool empty() const { return first_ == buckets_.size(); }
    std::size_t size() const { return buckets_.size() - first_; }
    std::int64_t minute(std::size_t index) const { return buckets_[first_ + index].minute; }
    const State& state(std::size_t index) const { return buckets_[first_ + index].state; }

    /// The first bucket that begins at `minute` or later; size() when none does.
    std::size_t from(std::int64_t minute) const {
        if (last_ < minute) return size();
        // What is asked for is mostly among the last few.
        std::size_t begin = buckets_.size() - 1;
        for (std::size_t step = 1; begin > first_ && buckets_[begin].minute >= minute; step *= 2)
            begin -= std::min(step, begin - first_);
        const auto start = buckets_.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto at =
            std::ranges::lower_bound(start, buckets_.end(), minute, {}, &Bucket::minute);
        return static_cast<std::size_t>(at - buckets_.begin()) - first_;
    }

    /// The same, when it is likely to be `guess`.
    std::size_t from(std::int64_t minute, std::size_t guess) const {
        const bool right = guess < size() && this->minute(guess) >= minute &&
                           (guess == 0 || this->minute(guess - 1) < minute);
        return right ? guess : from(minute);
    }

    const State* find(std::int64_t minute) const {
        const std::size_t index = from(minute);
        return index < size() && this->minute(index) == minute ? &state(index) : nullptr;
    }

    /// The state of a minute, an empty one when there was none.
    State& at(std::int64_t minute) {
        const std::size_t index = first_ + from(minute);
        if (index < buckets_.size() && buckets_[index].minute == minute)
            return buckets_[index].state;
        last_ = std::max(last_, minute);
        return buckets_.insert(place(index), {minute, State{}})->state;
    }

    void pop_front() {
        buckets_[first_++].state = State{};
        note_last();
        // Room is made now and then, so that popping costs the same however many there are.
        if (first_ < 16 || first_ * 4 < buckets_.size()) return;
        buckets_.erase(buckets_.begin(), place(first_));
        first_ = 0;
    }

    void erase(std::int64_t minute) {
        if (find(minute)) buckets_.erase(place(first_ + from(minute)));
        note_last();
    }

private:
    struct Bucket {
        std::int64_t minute;
        State state;
    };
    void note_last() { last_ = empty() ? INT64_MIN : buckets_.back().minute; }
    auto place(std::size_t index) { return buckets_.begin() + static_cast<std::ptrdiff_t>(index); }

    std::vector<Bucket> buckets_;
    std::size_t first_ = 0;          ///< what is before was popped
    std::int64_t last_ = INT64_MIN;  ///< the minute of the newest, at hand without a look at it
};

}  // namespace waymark::server
