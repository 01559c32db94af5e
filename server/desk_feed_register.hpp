#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/feed/feed_status.hpp"
#include "server/kpi/health.hpp"
#include "server/store/store.hpp"

namespace waymark::server {

/// What a desk knows of its feeds beside its history, which it does not follow from: so no board
/// shows it, and notes bring it across a restart. Links and rates are of now and begin anew. Server
/// thread only.
class FeedRegister {
public:
    FeedStatus& status(const FeedId& feed) { return statuses_[feed]; }
    /// Null: there is nothing to say.
    const FeedStatus* find(const FeedId& feed) const;

    /// What came and never became an entry.
    const Health& refused() const { return refused_; }
    void count(const FeedId& feed, std::string_view reason, std::uint64_t times, Time now);

    void gap(const FeedId& feed, Time from, Time to);

    /// An adapter's own text.
    void remember(const FeedId& feed, std::string text);
    std::string remembered(const FeedId& feed) const;

    /// The desk day that begins then: counts and gaps of the day before are forgotten, once. The
    /// first day ever begins with whatever is known.
    void begin_day(Time day);

    /// Feeds that are gone: only what adapters remember stays.
    void keep_only(const std::vector<Feed>& feeds);

    /// What changed since the last call, for the store.
    std::vector<Note> take_changed();
    /// The store could not keep these: they are in the next `take_changed`.
    void put_back(const std::vector<Note>& notes);
    /// Takes back what the store kept; a damaged note changes nothing.
    void recall(const std::vector<Note>& notes);

private:
    Note note_named(const std::string& name) const;
    void read_state(const std::string& text);

    std::map<FeedId, FeedStatus> statuses_;
    Health refused_;
    Time day_;
    std::map<FeedId, std::string> remembered_;
    std::set<std::string> changed_;  ///< names of notes
};

}  // namespace waymark::server
