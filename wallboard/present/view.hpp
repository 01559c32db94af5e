#pragma once

#include <string>
#include <vector>

#include "shared/model/time.hpp"
#include "wallboard/present/scene_views.hpp"
#include "wallboard/view/options.hpp"

namespace waymark::wallboard {

struct StateCount {
    State state = State::unknown;
    std::string count;
    bool operator==(const StateCount&) const = default;
};

struct HeaderView {
    std::string name;
    std::string place;
    std::vector<StateCount> counts;  ///< of the scene's KPIs, only what there is
    std::string link;                ///< "Live", "Offline since 14:20"
    bool online = false;
    bool made_up = false;  ///< `link` says that the values are samples
    std::string weekday;
    std::string date;
    std::string clock;  ///< "14:32"
    bool operator==(const HeaderView&) const = default;
};

/// What stays in sight whatever scene is shown: the vision and the pinned KPIs.
struct StripView {
    StatementView vision;  ///< its headline; empty: the scene shows the whole sentence itself
    std::vector<TileView> pinned;
    bool operator==(const StripView&) const = default;
};

struct BottomView {
    enum class Kind { nothing, legend, notice, problems, offline };
    Kind kind = Kind::nothing;
    std::string text;
    bool operator==(const BottomView&) const = default;
};

/// Everything a screen says; nothing of pixels. Two equal views look alike.
struct View {
    Sight sight;
    std::string theme;
    HeaderView header;
    StripView strip;
    Body body;
    std::string page_text;  ///< "{} of {}": which page this is, where there are several
    int page = 0;           ///< of the body; beyond its last one it begins again
    BottomView bottom;

    bool operator==(const View&) const = default;
};

/// A view, and when it would differ though no message came.
struct Presented {
    View view;
    Time next_change = Time::max();  ///< own clock, later than `now`
};

}  // namespace waymark::wallboard
