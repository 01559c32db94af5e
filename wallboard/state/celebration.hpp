#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/model/milestone.hpp"

namespace waymark::wallboard {

/// What a screen has celebrated, by a milestone's id: when last (own clock).
using Celebrated = std::map<std::string, Time>;

/// What is celebrated now.
struct Celebrating {
    std::string milestone;
    Duration elapsed{0};       ///< since it began, without interruptions
    Time until = Time::max();  ///< own clock: then it is over, unless something interrupts
    bool operator==(const Celebrating&) const = default;
};

/// How long a celebration has the screen, and how long after the last one began comes the next, on
/// the day on which the server lets people celebrate.
inline constexpr std::chrono::seconds celebration_length{60};
inline constexpr std::chrono::hours celebrate_again_after{1};
/// A screen that was away for longer has missed it.
inline constexpr std::chrono::days late_for_celebration{30};

/// Whether there is something to celebrate: at once when this screen learns of it, also when it
/// was away at the time (then once), and every hour while the milestone says so. GUI thread only.
class Celebration {
public:
    /// `celebrated`: what an earlier run remembered. A screen that remembers nothing celebrates
    /// only what is celebrated now, not all that was ever reached.
    explicit Celebration(std::optional<Celebrated> celebrated);

    /// `milestones`: of the board, null while there is none. Unless `may_show`, it waits: an alarm
    /// or the night goes before it. `now` by the own clock.
    std::optional<Celebrating> look(const std::vector<Milestone>* milestones, bool may_show,
                                    Time now);

    /// People have seen enough of what is celebrated now; the next is in an hour.
    void skip();

    /// When something begins by itself; own clock.
    Time next_begin() const { return next_begin_; }

    /// What is to be remembered; true once after it changed.
    [[nodiscard]] bool take_change();
    const Celebrated& celebrated() const { return celebrated_; }

private:
    void learn_first(const std::vector<Milestone>& milestones, Time now);
    std::optional<Time> due(const Milestone& milestone) const;
    void choose(const std::vector<Milestone>& milestones, bool may_show, Time now);
    void remember(const std::string& milestone, Time when);

    Celebrated celebrated_;
    bool remembers_;
    bool changed_ = false;
    std::optional<std::string> current_;
    Duration elapsed_{0};
    Time looked_{};
    Time next_begin_ = Time::max();
};

}  // namespace waymark::wallboard
