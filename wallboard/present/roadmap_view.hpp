#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/model/state.hpp"
#include "wallboard/view/touch.hpp"

namespace waymark::wallboard {

/// A CSF on its way.
struct RoadmapRow {
    enum class Kind { achieved, on_pace, late, never, open };
    std::string title;
    std::string label;      ///< stands for a title that does not fit; may be empty
    std::string objective;  ///< which it serves
    State state = State::unknown;
    Kind kind = Kind::open;
    std::string hold;          ///< "day 7 of 20"; may be empty
    std::string text;          ///< "Achieved 3 March", "On pace: 12 May"
    About about;               ///< that objective
    std::optional<float> end;  ///< 0..1 on the axis: when it was or will be achieved
    bool operator==(const RoadmapRow&) const = default;
};

struct RoadmapTick {
    float at = 0;  ///< 0..1 on the axis
    std::string text;
    bool operator==(const RoadmapTick&) const = default;
};

/// The CSFs on the time from the vision's begin to the end of its year.
struct RoadmapView {
    std::string heading;
    std::vector<RoadmapTick> ticks;
    RoadmapTick today;
    std::vector<RoadmapRow> rows;
    std::string nothing;  ///< what to do while there are no CSFs
    bool operator==(const RoadmapView&) const = default;
};

}  // namespace waymark::wallboard
