#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "wallboard/present/celebration_view.hpp"
#include "wallboard/present/tile_view.hpp"

namespace waymark::wallboard {

// What each scene says, as text, states and shapes. An empty text is not there.

struct CsfView {
    std::string title;
    State state = State::unknown;
    std::vector<State> kpis;  ///< of the KPIs that support it
    std::string label;        ///< stands for a title that does not fit; may be empty
    std::string hold;         ///< "day 7 of 20": how long it has held of what it needs
    bool operator==(const CsfView&) const = default;
};

struct ObjectiveView {
    std::string title;
    State state = State::unknown;
    std::optional<float> attainment;  ///< 0..1
    std::string percent;              ///< "86 %", "–"
    std::string achieved;             ///< "2 of 3 achieved"; of a single CSF its days held
    std::vector<CsfView> csfs;
    std::string label;     ///< as a CSF's
    bool partial = false;  ///< something below it is not known
    bool operator==(const ObjectiveView&) const = default;
};

/// A statement, and how far it is on its way.
struct StatementView {
    std::string label;
    std::string text;
    bool strong = false;  ///< the vision; else the mission
    State state = State::unknown;
    std::string percent;  ///< empty: it has no progress of its own
    bool operator==(const StatementView&) const = default;
};

/// The desk's statements and how they stand.
struct CharterView {
    StatementView vision;
    std::string headline;  ///< of the vision, where the sentence has no room; may be empty
    StatementView mission;
    std::string objectives_label;
    std::string objectives_achieved;  ///< "2 of 4 achieved"
    std::vector<ObjectiveView> objectives;
    bool operator==(const CharterView&) const = default;
};

/// Nothing is to be seen yet: a headline and what to do next.
struct WaitingView {
    std::string headline;
    std::vector<std::string> lines;
    bool operator==(const WaitingView&) const = default;
};

/// Statements and objectives beside tiles.
struct WallView {
    CharterView charter;
    std::vector<TileView> tiles;
    std::string nothing;    ///< what to do while there are no tiles
    bool mirrored = false;  ///< the tiles stand on the left
    bool operator==(const WallView&) const = default;
};

/// Tiles only.
struct NumbersView {
    std::vector<TileView> tiles;
    std::string nothing;
    bool operator==(const NumbersView&) const = default;
};

/// One KPI a page, as large as possible.
struct NumberView {
    std::vector<TileView> tiles;
    std::string headline;  ///< why it is shown now: "Now off target"
    bool operator==(const NumberView&) const = default;
};

using Body = std::variant<WaitingView, WallView, NumbersView, NumberView, CelebrationView>;

}  // namespace waymark::wallboard
