#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/feed/feed_port.hpp"

namespace waymark::test {

/// A server that keeps what a feed tells it, each id once where there is one. Its time is that of
/// the newest record, as with `--clock feed`, unless a test sets it.
class FakePort : public server::FeedPort {
public:
    void take(server::FeedBatch batch, std::function<void(server::Kept)> done) override {
        if (on_take) on_take();
        holds_now = batch.holds_now;
        if (hold) return held.push_back(std::move(done));
        if (kept == server::Kept::stored)
            for (Record& record : batch.records)
                keep(std::move(record));
        done(kept);
    }
    void keep(Record record) {
        ++told;
        time = std::max(time, record.time);
        if (record.id.empty() || ids.insert(record.id).second) records.push_back(std::move(record));
    }
    void alive() override { ++lives; }
    void link(server::LinkState state, std::string why) override {
        links.emplace_back(state, std::move(why));
    }
    void gap(Time from, Time to) override { gaps.emplace_back(from, to); }
    void count(std::string_view reason, std::uint64_t times) override {
        counts[std::string{reason}] += times;
    }
    Time now() const override { return time; }
    std::optional<Time> heard() const override { return heard_at; }
    void remember(std::string text) override { note = std::move(text); }
    std::string remembered() const override { return note; }

    server::Kept kept = server::Kept::stored;
    bool hold = false;  ///< batches get no answer
    std::vector<std::function<void(server::Kept)>> held;
    std::function<void()> on_take;
    std::vector<Record> records;
    std::set<std::string> ids;
    std::uint64_t told = 0;  ///< repeats included
    bool holds_now = false;  ///< the last batch does
    int lives = 0;
    std::vector<std::pair<server::LinkState, std::string>> links;
    std::vector<std::pair<Time, Time>> gaps;
    std::map<std::string, std::uint64_t> counts;
    Time time;
    std::optional<Time> heard_at;
    std::string note;
};

}  // namespace waymark::test
