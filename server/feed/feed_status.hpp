#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/feed/feed_port.hpp"

namespace waymark::server {

/// How a feed stands, for data health: its link, what came in lately, what is not known. Server
/// thread only.
class FeedStatus {
public:
    struct Link {
        LinkState state = LinkState::connecting;
        Time since;       ///< when it came into this state
        std::string why;  ///< of a failure
    };
    using Gap = std::pair<Time, Time>;

    static constexpr std::size_t most_gaps = 100;  ///< the earliest are forgotten first

    void link(LinkState state, std::string why, Time now);
    void unlink() { link_.reset(); }

    /// Nothing is known of [from, to); gaps that touch are one.
    void gap(Time from, Time to);

    /// So many records came in; `least_behind` as of the intake.
    void took(std::uint64_t records, std::optional<Duration> least_behind, Time now);

    /// A desk day begins: gaps before it are forgotten.
    void begin_day(Time day);

    /// None: the system sends, it is not connected to.
    const std::optional<Link>& link() const { return link_; }
    const std::vector<Gap>& gaps() const { return gaps_; }

    /// Of the last five minutes.
    double records_a_minute(Time now) const;

    /// The least time between what happened and its coming, of the last ten minutes: a clock that
    /// is wrong, or a system that tells late. Negative: its clock is ahead. None: nothing came.
    std::optional<Duration> behind(Time now) const;

private:
    /// What came in within ten seconds.
    struct Slot {
        Time begin;
        std::uint64_t records = 0;
        std::optional<Duration> least_behind;
    };

    std::optional<Link> link_;
    std::vector<Gap> gaps_;  ///< in order
    std::deque<Slot> slots_;
};

/// "connecting", "connected" or "failed".
std::string_view word_of(LinkState state);

}  // namespace waymark::server
