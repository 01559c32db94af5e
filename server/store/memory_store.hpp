#pragma once

#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "server/store/store.hpp"

namespace waymark::server {

/// Keeps the history in memory and answers before each call returns: for tests, benches and tools.
/// It keeps every promise of a store but the one about power cuts. Server thread only.
class MemoryStore : public Store {
public:
    /// What a server started now would find; the epoch is a new one at each call.
    Restored restore();

    /// From now on appends and notes fail with this error; nothing: they succeed again.
    void fail_with(std::optional<Error> error) { failure_ = std::move(error); }

    /// Every entry kept, in order.
    const std::vector<Entry>& entries() const { return entries_; }

    void append(const FeedId& feed, std::vector<Record> records, Time now,
                std::function<void(Result<Appended>)> done) override;
    void append_tick(Time now, std::function<void(std::uint64_t sequence)> done) override;
    void put_notes(std::vector<Note> notes, std::function<void(Result<void>)> done) override;
    void save(Checkpoint checkpoint) override;
    void read(Time from, std::uint64_t after, std::size_t most,
              std::function<void(Result<std::vector<Entry>>)> done) override;
    std::size_t pending() const override { return 0; }

private:
    std::optional<std::uint64_t> keep(const FeedId& feed, Record record, Time now);

    int starts_ = 0;
    std::uint64_t last_ = 0;
    std::vector<Entry> entries_;
    std::set<std::pair<std::string, std::string>> known_;  ///< (feed, id)
    std::optional<Error> failure_;
    std::map<std::string, std::string> notes_;
    std::optional<Checkpoint> checkpoint_;  ///< its rows stand in the maps below
    std::map<std::tuple<KpiId, std::string, std::string, int, std::int64_t>, std::string> series_;
    std::map<std::pair<std::string, std::string>, std::string> subjects_;
};

}  // namespace waymark::server
