#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/model/time.hpp"
#include "shared/protocol/command.hpp"

namespace waymark::wallboard {

/// What people told this wall to do, as far as it is in force. All times are of the own clock; what
/// was to last for a while ends at once when that clock is set back. GUI thread only.
class Orders {
public:
    /// A command came at `now`.
    void take(const Command& command, Time now);

    /// The wall is to say in large letters which screen it is.
    bool identifying(Time now) const { return identify_.holds(now); }
    /// The scene to show whatever the rotation says; empty: the rotation's.
    SceneId scene(Time now) const { return show_.holds(now) ? scene_ : SceneId{}; }
    /// The rotation stays where it is.
    bool paused() const { return paused_; }
    /// Nothing is to be shown.
    bool blanked() const { return blanked_; }
    /// What people want to be read; empty: nothing.
    std::string message(Time now) const { return message_.holds(now) ? text_ : std::string{}; }
    /// What began to ring before this is to be quiet; Time::min(): nothing is.
    Time acknowledged() const { return acknowledged_; }
    /// How often everything was to be drawn anew.
    std::uint64_t reloads() const { return reloads_; }

    /// How often people had seen enough of a celebration.
    std::uint64_t skips() const { return skips_; }
    /// How bright the wall is to be: 1 as usual, 0 nothing is lit.
    float light() const { return light_; }

    /// When the next of these ends by itself; Time::max(): none does.
    Time next_change(Time now) const;

    /// The pictures that were asked for since the last call, by their ids; the newest few.
    std::vector<std::uint64_t> take_pictures();

private:
    /// From a moment on, for a while or without an end.
    struct Span {
        Time from = Time::max();
        Time until = Time::min();
        bool holds(Time now) const { return from <= now && now < until; }
    };
    static Span span_of(const Command& command, Time now);

    Span identify_;
    Span show_;
    SceneId scene_;
    Span message_;
    std::string text_;
    bool paused_ = false;
    bool blanked_ = false;
    Time acknowledged_ = Time::min();
    std::uint64_t reloads_ = 0;
    std::uint64_t skips_ = 0;
    float light_ = 1;
    std::vector<std::uint64_t> pictures_;
};

}  // namespace waymark::wallboard
