#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "shared/model/record.hpp"
#include "shared/protocol/message.hpp"

namespace waymark::server {

/// What an adapter made of what its system sent in one go.
struct FeedBatch {
    std::vector<Record> records;  ///< as told: neither their times nor `customer` are looked at yet
    std::vector<Rejection> rejected;
    std::vector<std::string> places;  ///< of each record in the message; empty: there are none
    std::uint64_t without_value = 0;  ///< dropped, since what they are about was not stated
    /// It was asked for: full states in it hold now, however long ago the last change was.
    bool holds_now = false;
};

/// What became of a batch.
enum class Kept {
    stored,   ///< on disk, counted and on its way to the screens; repeats too
    busy,     ///< too much is waiting for the disk: offer the same again in a second
    no_room,  ///< the store can't write: offer the same again later
};

/// How an adapter stands with its system.
enum class LinkState { connecting, connected, failed };

/// What an adapter needs of the server: one for each feed. Server thread only; outlives the
/// adapter.
class FeedPort {
public:
    virtual ~FeedPort() = default;

    /// Stores and counts a batch; `done` runs once, later or at once. An adapter has at most one
    /// batch on its way and stops reading meanwhile.
    virtual void take(FeedBatch batch, std::function<void(Kept)> done) = 0;

    /// The system proved that it is there (an answered ping, a poll without news): readings stay
    /// fresh.
    virtual void alive() = 0;

    /// For data health: `why` says what a failure is, for people; never holds a secret.
    virtual void link(LinkState state, std::string why) = 0;

    /// Nothing is known of [from, to) and nothing will be: data health names the gap.
    virtual void gap(Time from, Time to) = 0;

    /// Something could not be used, so many times; the reasons are few and fixed.
    virtual void count(std::string_view reason, std::uint64_t times) = 0;

    virtual Time now() const = 0;

    /// When the system last proved to be there, by the same clock and also before a restart of the
    /// server; nothing: it never did. What came after is what the adapter has to catch up on.
    virtual std::optional<Time> heard() const = 0;

    /// Keeps a short text for the adapter, in the place of the last one, also across restarts of
    /// the server and the adapter; what was stored before is on disk before it. Never a secret.
    virtual void remember(std::string text) = 0;
    /// What it remembered last; empty: nothing.
    virtual std::string remembered() const = 0;
};

}  // namespace waymark::server
