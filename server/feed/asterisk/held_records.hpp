#pragma once

#include <map>
#include <vector>

#include "shared/model/record.hpp"

namespace waymark::server {

/// Records in the order of their times, of which the later ones wait while it is not known what
/// happened at some earlier instant.
class HeldRecords {
public:
    void put(Record record) {
        const Time time = record.time;
        held_.emplace(time, std::move(record));
    }

    std::size_t size() const { return held_.size(); }

    /// Those before `time`, in order.
    std::vector<Record> release(Time time) {
        std::vector<Record> released;
        const auto end = held_.lower_bound(time);
        for (auto one = held_.begin(); one != end; ++one)
            released.push_back(std::move(one->second));
        held_.erase(held_.begin(), end);
        return released;
    }

private:
    std::multimap<Time, Record> held_;
};

}  // namespace waymark::server
