#pragma once

#include <string>
#include <vector>

#include "wallboard/present/charter_views.hpp"

namespace waymark::wallboard {

struct Achievement {
    std::string title;
    std::string date;
    bool operator==(const Achievement&) const = default;
};

/// What the desk wants to become and how far it is; nothing of the day's business.
struct StakeholdersView {
    CharterView charter;
    std::string forecast_label;
    std::string forecast;  ///< "On pace: 12 May 2028"; empty: nothing can be foreseen
    State forecast_state = State::unknown;
    std::string achievements_label;
    std::vector<Achievement> achievements;  ///< newest first
    std::string no_achievements;
    std::string nothing;  ///< what to do while there are no objectives
    bool operator==(const StakeholdersView&) const = default;
};

}  // namespace waymark::wallboard
