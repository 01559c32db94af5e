#pragma once

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "shared/model/time.hpp"

namespace waymark::server {

/// What is to be looked at again when its time comes, to the hour: so that nothing needs to go
/// through all there is.
template <class Subject>
class Lookouts {
public:
    struct Lookout {
        Time due;
        Subject subject;
    };

    void add(Time due, Subject subject) {
        hours_[std::chrono::floor<std::chrono::hours>(due)].push_back({due, std::move(subject)});
    }

    /// Calls `look` with all that is due at `now` or a little later, each once. It may add more.
    void take_due(Time now, auto look) {
        std::vector<Lookout> due;
        while (!hours_.empty() && hours_.begin()->first <= now) {
            std::ranges::move(hours_.begin()->second, std::back_inserter(due));
            hours_.erase(hours_.begin());
        }
        for (const Lookout& lookout : due)
            look(lookout);
    }

private:
    std::map<Time, std::vector<Lookout>> hours_;
};

}  // namespace waymark::server
