#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/model/reading.hpp"
#include "shared/model/time.hpp"
#include "wallboard/state/board_state.hpp"
#include "wallboard/view/options.hpp"

namespace waymark::wallboard {

/// A point of a sparkline: x 0..1 over the time shown, y 0 (bottom) .. 1 (top).
struct SparkPoint {
    float x = 0;
    float y = 0;
    bool operator==(const SparkPoint&) const = default;
};

/// What a value is to be read with: "provisional until 28 March", in brief "provisional".
struct Note {
    std::string text;
    std::string brief;  ///< may be empty
    bool operator==(const Note&) const = default;
};

/// A KPI as the wall says it. An empty text is not there.
struct TileView {
    KpiId kpi;
    State state = State::no_data;
    bool last_known = false;  ///< the link is down: nothing here is of now
    std::string title;
    std::string value;    ///< "84", "0:24", "7 of 9", "–"
    std::string unit;     ///< "%", "min", "tickets"
    std::string status;   ///< the state's word, or "Last known 14:20"
    std::string opening;  ///< "opens 08:00", of what is closed
    std::string target;   ///< "≥ 80 %"
    Trend trend = Trend::none;
    bool rising = false;      ///< which way the value moved
    std::string change;       ///< "2.1": how far
    std::string window;       ///< "60 min", "today": what the value speaks of; empty: this instant
    std::vector<Note> notes;  ///< the weightiest first
    std::string age;          ///< "20 s ago", "last event 14:26"
    bool late = false;        ///< the age is longer than it should be
    std::string why;          ///< "Easy to reach": the CSF it stands behind
    std::string serves;       ///< "Communication": that CSF's objective
    bool orphan = false;      ///< it supports nothing, and `why` says so
    std::vector<SparkPoint> spark;
    std::optional<float> spark_target;  ///< height of the target line, 0..1
    bool operator==(const TileView&) const = default;
};

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
    std::string label;  ///< as a CSF's
    bool operator==(const ObjectiveView&) const = default;
};

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

struct BottomView {
    enum class Kind { legend, offline, problems };
    Kind kind = Kind::legend;
    std::string text;
    bool operator==(const BottomView&) const = default;
};

/// What is said while there is no board: a headline and what to do next.
struct WaitingView {
    std::string headline;
    std::vector<std::string> lines;
    bool operator==(const WaitingView&) const = default;
};

/// Everything the wall says, as text, states and shapes; nothing of pixels. Two equal views look
/// alike.
struct View {
    std::optional<WaitingView> waiting;  ///< set: nothing else is
    double diagonal_inches = 27;
    double distance_m = 1.5;
    HeaderView header;
    std::string vision_label;
    std::string vision;
    std::string vision_headline;  ///< for walls on which the sentence can't be legible
    std::string mission_label;
    std::string purpose;
    std::string objectives_label;
    std::string objectives_achieved;  ///< "2 of 4 achieved"
    std::vector<ObjectiveView> objectives;
    std::vector<TileView> tiles;
    std::string more;     ///< "+{} more": what is said of tiles that don't fit
    std::string nothing;  ///< what to do while the scene has no KPIs
    BottomView bottom;

    bool operator==(const View&) const = default;
};

/// A view, and when it would differ though no message came.
struct Presented {
    View view;
    Time next_change = Time::max();  ///< own clock, later than `now`
};

/// What to show at `now` (own clock). Pure. Whatever the server says, a value older than four
/// cadences of a feed (at least 30 s) is shown as stale, and all of it as last known once the
/// server was not heard for `offline_after`.
Presented present(const BoardState& state, const ViewOptions& options, Time now);

}  // namespace waymark::wallboard
