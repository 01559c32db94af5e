#pragma once

#include <deque>
#include <map>
#include <optional>

#include "shared/base/shared_list.hpp"
#include "shared/model/outline.hpp"
#include "wallboard/state/board_state.hpp"
#include "wallboard/state/celebration.hpp"
#include "wallboard/state/critical_watch.hpp"

namespace waymark::wallboard {

/// What a screen shows now.
struct Showing {
    SceneId scene;               ///< empty: the desk has none
    int page = 0;                ///< 0 is the first
    std::optional<KpiId> alarm;  ///< instead of the scene: a critical KPI that went off target
    std::optional<Celebrating> celebration;  ///< instead of the scene, unless there is an alarm
    SharedList<KpiId> long_off;  ///< off target for so long that a filled band could burn in
    Time until = Time::max();    ///< own clock: then something else may have its turn
    bool operator==(const Showing&) const = default;
};

/// How long a critical KPI that went off target takes the screen.
inline constexpr std::chrono::seconds alarm_length{20};

/// Whose turn it is, page by page: the screen's turns in their order as far as their days and times
/// allow, interrupted by critical KPIs that go off target and by what people ordered. A screen
/// whose turns are all over for today shows its first. GUI thread only.
class Rotation {
public:
    /// `now` by the own clock, never earlier than before. `screen`: of the board; null: none.
    Showing look(const BoardState& state, const Screen* screen, Time now);

    /// The scene has so many pages, at least one.
    void learn(const SceneId& scene, int pages) { pages_[scene] = pages; }

private:
    void watch_critical(const Board& board, bool online, Time now);
    void step(const Screen& screen, const LocalClock& clock, Time local_now, Time now);
    int pages_of(const SceneId& scene) const;
    Showing show_ordered(const SceneId& scene, Time now);

    std::size_t turn_ = 0;
    int page_ = 0;
    std::optional<Time> since_;  ///< the page has been shown; own clock
    std::map<SceneId, int> pages_;
    CriticalWatch critical_;
    std::deque<KpiId> alarms_;
    std::optional<Time> alarm_since_;
    Time last_look_{};
    bool interrupted_ = false;
    SceneId ordered_;
    Time ordered_since_{};
};

}  // namespace waymark::wallboard
