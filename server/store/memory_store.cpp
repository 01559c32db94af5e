#include "server/store/memory_store.hpp"

#include <algorithm>
#include <iterator>

namespace waymark::server {

Restored MemoryStore::restore() {
    Restored restored{.epoch = "memory-" + std::to_string(++starts_), .salt = "salt of this desk"};
    const std::uint64_t done = checkpoint_ ? checkpoint_->sequence : 0;
    if (checkpoint_) {
        restored.checkpoint = checkpoint_;
        for (const auto& [key, text] : states_)
            restored.checkpoint->states.push_back({key.first, key.second, text});
    }
    std::ranges::copy_if(entries_, std::back_inserter(restored.entries),
                         [done](const Entry& entry) { return entry.sequence > done; });
    return restored;
}

std::optional<std::uint64_t> MemoryStore::keep(const FeedId& feed, Record record, Time now) {
    if (!record.id.empty() && !known_.emplace(feed.text, record.id).second) return std::nullopt;
    entries_.push_back({++last_, now, feed, std::move(record)});
    return last_;
}

void MemoryStore::append(const FeedId& feed, std::vector<Record> records, Time now,
                         std::function<void(Result<Appended>)> done) {
    if (failure_) return done(tl::unexpected(*failure_));
    Appended appended;
    for (Record& record : records)
        appended.push_back(keep(feed, std::move(record), now));
    done(std::move(appended));
}

void MemoryStore::append_tick(Time now, std::function<void(std::uint64_t)> done) {
    entries_.push_back({++last_, now, {}, std::nullopt});
    done(last_);
}

void MemoryStore::save(Checkpoint checkpoint) {
    for (StateRow& row : checkpoint.states)
        states_[{row.kpi, row.minute}] = std::move(row.text);
    checkpoint.states.clear();
    std::erase_if(states_,
                  [&](const auto& kept) { return kept.first.second < checkpoint.forget_before; });
    std::erase_if(entries_, [&](const Entry& entry) {
        return !entry.record && entry.sequence <= checkpoint.sequence;
    });
    checkpoint_ = std::move(checkpoint);
}

}  // namespace waymark::server
