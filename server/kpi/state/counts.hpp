#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "server/kpi/state/saturating.hpp"

namespace waymark::server {

/// Keys in ascending order, each with how often it came. One that came 0 times is not there; below
/// 0 it was taken back more often than it came (the rest may be in another bucket).
template <class Key>
class Counts {
public:
    struct Entry {
        Key key;
        std::int64_t times;
        bool operator==(const Entry&) const = default;
    };

    void add(Key key, std::int64_t times) {
        if (times == 0) return;
        if (entries_.empty() || entries_.back().key < key) {
            entries_.push_back({key, times});
            return;
        }
        const auto at = std::ranges::lower_bound(entries_, key, {}, &Entry::key);
        if (at->key != key) {
            entries_.insert(at, {key, times});
        } else if ((at->times = saturating_sum(at->times, times)) == 0) {
            entries_.erase(at);
        }
    }

    std::int64_t times(Key key) const {
        const auto at = std::ranges::lower_bound(entries_, key, {}, &Entry::key);
        return at != entries_.end() && at->key == key ? at->times : 0;
    }

    /// All of `other`, `sign` (1 or -1) times.
    void add_all(const Counts& other, int sign) {
        if (other.entries_.size() < 4) {
            for (const Entry& entry : other.entries_)
                add(entry.key, sign * entry.times);
            return;
        }
        std::vector<Entry> both;
        both.reserve(entries_.size() + other.entries_.size());
        auto own = entries_.begin();
        for (const Entry& entry : other.entries_) {
            for (; own != entries_.end() && own->key < entry.key; ++own)
                both.push_back(*own);
            std::int64_t times = sign * entry.times;
            if (own != entries_.end() && own->key == entry.key)
                times = saturating_sum(times, (own++)->times);
            if (times != 0) both.push_back({entry.key, times});
        }
        both.insert(both.end(), own, entries_.end());
        entries_ = std::move(both);
    }

    /// Keys from the front, or from the back, until `most` are left; the last one that went.
    Key drop_smallest(std::size_t most) {
        const auto last =
            entries_.begin() + static_cast<std::ptrdiff_t>(entries_.size() - most - 1);
        const Key key = last->key;
        entries_.erase(entries_.begin(), last + 1);
        return key;
    }
    Key drop_greatest(std::size_t most) {
        const Key key = entries_[most].key;
        entries_.resize(most);
        return key;
    }
    void drop_up_to(Key key) {
        entries_.erase(entries_.begin(), std::ranges::upper_bound(entries_, key, {}, &Entry::key));
    }
    void drop_from(Key key) {
        entries_.erase(std::ranges::lower_bound(entries_, key, {}, &Entry::key), entries_.end());
    }

    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }
    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }
    void clear() { entries_ = {}; }
    bool operator==(const Counts&) const = default;

private:
    std::vector<Entry> entries_;
};

}  // namespace waymark::server
