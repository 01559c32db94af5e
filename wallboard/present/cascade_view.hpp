#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "shared/model/state.hpp"
#include "wallboard/view/touch.hpp"

namespace waymark::wallboard {

/// A vision, a mission or an objective, and how it stands.
struct CascadeNode {
    enum class Kind { vision, mission, objective };
    Kind kind = Kind::objective;
    std::string title;
    std::string label;  ///< stands for a title that does not fit; may be empty
    State state = State::unknown;
    std::optional<float> attainment;  ///< 0..1
    std::string percent;              ///< empty: nothing measures it
    About about;
    bool operator==(const CascadeNode&) const = default;
};

/// From a node of a level to one of the level above it.
struct CascadeLink {
    std::size_t from = 0;
    std::size_t to = 0;
    bool contributes = false;  ///< else it aligns
    std::string how;
    bool operator==(const CascadeLink&) const = default;
};

/// A unit: its vision first, then its mission if it has one, then its objectives.
struct CascadeLevel {
    std::string kind;  ///< "Department"
    std::string name;
    std::vector<CascadeNode> nodes;
    std::vector<CascadeLink> links;  ///< to the level before
    std::string nothing;             ///< said where there are no objectives
    bool operator==(const CascadeLevel&) const = default;
};

/// The desk's line of units, the organisation first.
struct CascadeView {
    std::string heading;
    std::vector<CascadeLevel> levels;
    std::string nothing;  ///< what to do while there are none
    bool operator==(const CascadeView&) const = default;
};

}  // namespace waymark::wallboard
