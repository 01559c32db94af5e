#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/base/shared_list.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/state.hpp"

namespace waymark::wallboard {

/// A point of a sparkline: x 0..1 over the time shown, y 0 (bottom) .. 1 (top).
struct SparkPoint {
    float x = 0;
    float y = 0;
    bool operator==(const SparkPoint&) const = default;
};

/// Something that happened while a sparkline was drawn, at x 0..1.
struct SparkMark {
    float x = 0;
    bool incident = false;  ///< else a release or another note
    bool operator==(const SparkMark&) const = default;
};

/// What a value is to be read with: "provisional until 28 March", in brief "provisional".
struct Note {
    std::string text;
    std::string brief;  ///< may be empty
    bool operator==(const Note&) const = default;
};

/// A KPI as the wall says it. An empty text is not there. A `_reserve` is the widest the text
/// beside it is likely to become: room is kept for it, so that nothing moves when it changes.
struct TileView {
    KpiId kpi;
    State state = State::no_data;
    bool outlined = false;    ///< off target for long: nothing large and bright stands still
    bool last_known = false;  ///< the link is down: nothing here is of now
    std::string title;
    std::string value;  ///< "84", "0:24", "7 of 9", "–"
    std::string value_reserve;
    std::string unit;    ///< "%", "min", "tickets"
    std::string status;  ///< the state's word, or "Last known 14:20"
    std::string status_reserve;
    std::string opening;  ///< "opens 08:00", of what is closed
    std::string target;   ///< "≥ 80 %"
    Trend trend = Trend::none;
    bool rising = false;  ///< which way the value moved
    std::string change;   ///< "2.1": how far
    std::string change_reserve;
    std::string window;       ///< "60 min", "today": what the value speaks of; empty: this instant
    std::vector<Note> notes;  ///< the weightiest first
    std::string age;          ///< "20 s ago", "last event 14:26"
    std::string age_reserve;
    bool late = false;    ///< the age is longer than it should be
    std::string why;      ///< "Easy to reach": the CSF it stands behind
    std::string serves;   ///< "Communication": that CSF's objective
    bool orphan = false;  ///< it supports nothing, and `why` says so
    SharedList<SparkPoint> spark;
    std::optional<float> spark_target;  ///< height of the target line, 0..1
    std::vector<SparkMark> spark_marks;
    bool operator==(const TileView&) const = default;
};

}  // namespace waymark::wallboard
