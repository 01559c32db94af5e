#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <tuple>
#include <vector>

#include "shared/model/time.hpp"

namespace waymark::server {

/// Which subject has more to tell at what time though nothing is heard of it: a promise falls due,
/// a contact is given up. Most are called off before; what is left of them is thrown away when its
/// time comes, without a look at the subject.
template <class Subject>
class Dues {
public:
    /// What a subject keeps while something is awaited of it.
    using Place = std::uint32_t;
    static constexpr Place nowhere = UINT32_MAX;

    /// At `time` there is more to tell of the subject, and not before; Time::max(): never. `place`
    /// is what this set before, first `nowhere`.
    void await(Subject subject, Place& place, Time time) {
        if (time == Time::max()) return call_off(place);
        if (place == nowhere) {
            if (free_.empty()) {
                free_.push_back(static_cast<Place>(slots_.size()));
                slots_.emplace_back();
            }
            place = free_.back();
            free_.pop_back();
        }
        Slot& slot = slots_[place];
        slot.subject = subject;
        slot.time = time;
        if (time < slot.queued) queue(place, time);
    }
    /// Before the subject goes.
    void call_off(Place& place) {
        if (place == nowhere) return;
        Slot& slot = slots_[place];
        slot = {.round = slot.round + 1};
        free_.push_back(place);
        place = nowhere;
    }

    /// Nothing falls due before.
    Time soonest() const { return queue_.empty() ? Time::max() : queue_.front().time; }

    /// Calls `look(subject, time)` for each whose time has come, in order of time; it must set anew
    /// what is awaited.
    void take_come(Time now, auto look) {
        while (!queue_.empty() && queue_.front().time <= now) {
            std::ranges::pop_heap(queue_, std::greater<>{});
            const Queued queued = queue_.back();
            queue_.pop_back();
            Slot& slot = slots_[queued.place];
            if (slot.round != queued.round || slot.queued != queued.time) continue;
            slot.queued = Time::max();
            if (slot.time > queued.time)
                queue(queued.place, slot.time);
            else
                look(slot.subject, queued.time);
        }
    }

private:
    struct Slot {
        Subject subject{};
        Time time = Time::max();
        Time queued = Time::max();  ///< the earliest; not later than `time`
        std::uint32_t round = 0;    ///< how often the slot was free
    };
    struct Queued {
        Time time;
        Place place;
        std::uint32_t round;
        bool operator>(const Queued& other) const {
            return std::tie(time, place) > std::tie(other.time, other.place);
        }
    };
    void queue(Place place, Time time) {
        slots_[place].queued = time;
        queue_.push_back({time, place, slots_[place].round});
        std::ranges::push_heap(queue_, std::greater<>{});
    }

    std::vector<Slot> slots_;
    std::vector<Place> free_;
    std::vector<Queued> queue_;  ///< a heap, the earliest first
};

}  // namespace waymark::server
