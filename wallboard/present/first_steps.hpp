#pragma once

#include <vector>

#include "shared/model/board.hpp"
#include "shared/model/words.hpp"
#include "wallboard/present/scene_views.hpp"
#include "wallboard/state/board_state.hpp"

namespace waymark::wallboard {

/// How far a wall is on its way to live numbers.
struct Arrival {
    bool answered = false;   ///< the server is reached, whatever it says
    bool known = false;      ///< it sends its board: this wall is one of its screens
    bool described = false;  ///< the desk has KPIs
    bool fed = false;        ///< any of its feeds was ever heard
    bool operator==(const Arrival&) const = default;
};
Arrival arrival_of(const LinkHealth& link, const Board* board);

/// What is done and what is to do, in order, until numbers are live: all steps, of which the first
/// that is open says how. `server` is its address; `code` pairs this wall, if it has one; `problem`
/// is what the link says went wrong.
std::vector<SetUpStep> first_steps(const Arrival& arrival, const std::string& server,
                                   const std::string& code, const std::string& problem,
                                   const Words& words);

}  // namespace waymark::wallboard
