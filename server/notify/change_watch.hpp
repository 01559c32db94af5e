#pragma once

#include <map>
#include <set>
#include <utility>

#include "server/notify/notice.hpp"
#include "shared/model/board.hpp"

namespace waymark::server {

/// Notices what changes on the board, from one look to the next: statuses of KPIs, objectives and
/// visions as screens show them, feeds that go silent and come back, screens that go away and come
/// back. What is so at the very first look, and what an entry of the desk folder is when it is new,
/// is no change. What changes while the server does not run is seen when it runs again. Server
/// thread only.
class ChangeWatch {
public:
    /// A feed is down after being stale for so long, a screen after being away.
    void set_delays(Duration feed, Duration screen);

    /// `present`: the screens that are connected.
    std::vector<Notice> look(const Board& board, const std::set<ScreenId>& present, Time now);

    /// What it goes by at the next look, as text.
    std::string memory() const;
    /// Takes it back after a restart, before the first look; damaged text changes nothing.
    void recall(const std::string& memory);

private:
    /// How a feed or a screen stands.
    struct Life {
        bool told_down = false;
        std::optional<Time> gone_since;
    };
    using Key = std::pair<std::string, std::string>;  ///< subject, id

    /// Whether to tell of a feed or a screen, and that it is down (or back).
    std::optional<bool> turned(Life& life, bool gone, Duration delay, Time now) const;

    void look_at_kpis(const Board& board, Time now, std::vector<Notice>& notices);
    void look_at_nodes(const Board& board, Time now, std::vector<Notice>& notices);
    void look_at_feeds(const Board& board, Time now, std::vector<Notice>& notices);
    void look_at_screens(const Board& board, const std::set<ScreenId>& present, Time now,
                         std::vector<Notice>& notices);
    std::optional<State> changed(const Key& key, State now_shown);

    Duration feed_delay_{};
    Duration screen_delay_{};
    std::map<Key, std::optional<State>> judged_;  ///< the last judgement; none: not yet judged
    std::map<FeedId, Life> feeds_;
    std::map<ScreenId, Life> screens_;  ///< that were seen
    bool restarted_ = false;
    Time down_from_{};  ///< nothing is told to be down before
};

}  // namespace waymark::server
