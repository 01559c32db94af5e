#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "shared/model/time.hpp"

namespace waymark::demo {

/// A length of time on the demo's clock, which like its logbook knows whole milliseconds.
inline Duration whole_ms(double seconds) {
    return std::chrono::floor<std::chrono::milliseconds>(from_seconds(seconds));
}

/// What is going to happen, by time; what falls on the same instant happens in the order in which
/// it was planned.
class Agenda {
public:
    using Act = std::function<void(Time now)>;

    void at(Time when, Act act);
    /// Does everything due up to and including `until`, also what is planned meanwhile.
    void run(Time until);
    /// Brings what lies after `from` nearer: its distance is divided by `factor` (above 0).
    void hasten(Time from, double factor);
    std::size_t size() const { return heap_.size(); }

private:
    struct Entry {
        Time when;
        std::uint64_t number;
        Act act;
    };
    static bool later(const Entry& a, const Entry& b);

    std::vector<Entry> heap_;
    std::uint64_t next_ = 0;
};

}  // namespace waymark::demo
