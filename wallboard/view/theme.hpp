#pragma once

#include <array>
#include <string_view>

#include "wallboard/view/scene.hpp"

namespace waymark::wallboard {

/// The colours of a wall. Status colours are for signs and fills only; words and values are in
/// `ink`, `soft_ink` or, on a status colour, `dark_ink`: all of them at least 7:1 on what they
/// stand on.
struct Theme {
    Color background;
    Color card;
    Color risk_card;  ///< below a tile that is at risk
    Color off_card;   ///< below a tile that is off target
    Color rule;       ///< thin lines between parts
    Color track;      ///< the empty part of a bar
    Color ink;
    Color soft_ink;  ///< labels, and values that are not of now
    Color dark_ink;  ///< on a status colour or the accent; the light theme's is light
    Color accent;    ///< curves, bars and headings: no status
    Color good;
    Color warn;
    Color bad;
    Color stale;
    Color online_pill;
    std::array<Color, 5> party;  ///< of confetti: no status
};

/// Dark and calm.
const Theme& default_theme();
/// The theme of that name (`theme_names`); the default one for all others.
const Theme& find_theme(std::string_view name);

/// The colour of a state's sign: only judged states have one of their own.
Color state_color(const Theme& theme, State state);

}  // namespace waymark::wallboard
