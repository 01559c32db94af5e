#pragma once

#include <string>
#include <vector>

#include "wallboard/layout/card.hpp"
#include "wallboard/present/cascade_view.hpp"

namespace waymark::wallboard {

/// What the cascade says of a node, the most first: each step leaves something out.
struct CascadeDetail {
    bool bar = true;
    bool how = true;      ///< how it helps what is above it
    bool name = true;     ///< of the unit, beside its kind
    bool mission = true;  ///< else its links end at the vision
    bool purpose = true;  ///< the mission's own words; else only that there is one
    bool airy = true;     ///< else lines, cards and columns are as close as they can be told apart
    std::size_t title_lines = 3;
    float title = 40;  ///< em, at most
};

/// A node with what is said of it on a card of its own.
struct CascadeCard {
    std::size_t node = 0;  ///< in its level
    std::vector<FittedLine> title;
    FittedLine percent;
    std::vector<FittedLine> how;
    bool bar = false;
    bool airy = true;
    bool percent_below = false;  ///< the title's last line; else in it
    float height = 0;
    bool whole = true;
};

CascadeCard cascade_card(const Pen& pen, const CascadeLevel& level, std::size_t node, float width,
                         const CascadeDetail& detail);
/// Fills `rect`, at least as high as the card.
void put_cascade_card(Pen& pen, const CascadeLevel& level, const CascadeCard& card, Rect rect);

}  // namespace waymark::wallboard
