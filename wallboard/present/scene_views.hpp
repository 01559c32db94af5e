#pragma once

#include <string>
#include <variant>
#include <vector>

#include "wallboard/present/cascade_view.hpp"
#include "wallboard/present/celebration_view.hpp"
#include "wallboard/present/charter_views.hpp"
#include "wallboard/present/objective_view.hpp"
#include "wallboard/present/queues_view.hpp"
#include "wallboard/present/roadmap_view.hpp"
#include "wallboard/present/stakeholders_view.hpp"
#include "wallboard/present/tile_view.hpp"

namespace waymark::wallboard {

// What each scene says, as text, states and shapes. An empty text is not there.

/// One of the steps from nothing to a wall with live numbers.
struct SetUpStep {
    enum class Standing { done, now, later };
    Standing standing = Standing::later;
    std::string text;                  ///< "Start the server"
    std::vector<std::string> details;  ///< how; only of the one to take now
    bool operator==(const SetUpStep&) const = default;
};

/// Nothing is to be seen yet: a headline and what to do next.
struct WaitingView {
    std::string headline;
    std::vector<SetUpStep> steps;
    std::vector<std::string> lines;
    bool large = false;  ///< the headline is to be read out or found from afar: a code, a name
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

/// A text of the desk's own.
struct AnnouncementView {
    std::string title;
    std::string text;
    bool operator==(const AnnouncementView&) const = default;
};

using Body =
    std::variant<WaitingView, WallView, NumbersView, NumberView, CascadeView, ObjectiveSceneView,
                 QueuesView, RoadmapView, StakeholdersView, AnnouncementView, CelebrationView>;

}  // namespace waymark::wallboard
