#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/model/ids.hpp"
#include "shared/model/time.hpp"

namespace waymark {

/// An objective or a vision that was reached.
struct Milestone {
    enum class Kind { objective, vision };
    enum class State {
        to_confirm,   ///< a vision is reached by its numbers; somebody has yet to say so
        celebrating,  ///< until a day is over on which the desk is open
        over,         ///< an objective: celebrated; a vision: a new one is there
        reimagine,    ///< a vision was celebrated, and no new one is there yet
        dismissed,    ///< somebody said that it was not reached, or is not to be celebrated
    };

    std::string id;  ///< opaque, unique for ever
    Kind kind = Kind::objective;
    std::string node;  ///< an ObjectiveId's text, or for a vision its UnitId's
    UnitId unit;
    std::string title;             ///< the objective's title or the vision's text, as it was then
    Time reached;                  ///< the end of the desk day that made it so
    std::optional<Time> began;     ///< since when it was measured
    std::optional<double> before;  ///< 0..1, its attainment on the first day that was measured
    std::optional<double> after;   ///< 0..1, on the day it was reached
    State state = State::celebrating;
    Time since;  ///< in this state

    bool operator==(const Milestone&) const = default;
};

/// The words on the wire.
std::string_view name_of(Milestone::Kind kind);
std::optional<Milestone::Kind> milestone_kind_named(std::string_view name);
std::string_view name_of(Milestone::State state);
std::optional<Milestone::State> milestone_state_named(std::string_view name);

}  // namespace waymark
