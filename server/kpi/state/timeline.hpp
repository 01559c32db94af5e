#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {

/// States in order of the minute they begin at. Cheap at both ends; in between an insert moves what
/// is behind it.
class Timeline {
public:
    bool empty() const { return first_ == minutes_.size(); }
    /// Buckets are numbered from 0, the oldest, while nothing is inserted or popped.
    std::size_t size() const { return minutes_.size() - first_; }
    std::int64_t minute(std::size_t index) const { return minutes_[first_ + index]; }
    const KpiState& state(std::size_t index) const { return states_[first_ + index]; }
    KpiState& state(std::size_t index) { return states_[first_ + index]; }

    /// The first bucket that begins at `minute` or later; size() when none does.
    std::size_t from(std::int64_t minute) const {
        if (empty() || minutes_.back() < minute) return size();
        // What is asked for is mostly among the last few.
        std::size_t begin = minutes_.size();
        for (std::size_t step = 1; begin > first_ && minutes_[begin - 1] >= minute; step *= 2)
            begin -= std::min(step, begin - first_);
        const auto at = std::lower_bound(minutes_.begin() + static_cast<std::ptrdiff_t>(begin),
                                         minutes_.end(), minute);
        return static_cast<std::size_t>(at - minutes_.begin()) - first_;
    }

    const KpiState* find(std::int64_t minute_wanted) const {
        const std::size_t index = from(minute_wanted);
        return index < size() && minute(index) == minute_wanted ? &state(index) : nullptr;
    }

    /// The state of a minute, made from `empty_state` when there is none.
    KpiState& at(std::int64_t minute_wanted, const KpiState& empty_state);

    void pop_front();
    void erase(std::int64_t minute_wanted);

private:
    std::vector<std::int64_t> minutes_;
    std::vector<KpiState> states_;
    std::size_t first_ = 0;  ///< what is before was popped
};

}  // namespace waymark::server
