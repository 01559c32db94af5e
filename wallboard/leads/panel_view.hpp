#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/model/state.hpp"
#include "wallboard/present/tile_view.hpp"
#include "wallboard/view/touch.hpp"

namespace waymark::wallboard {

// What a panel says, as text, states and shapes; nothing of pixels. An empty text is not there.

/// A line of a panel. Lines are never cut: they take as many lines of text as they need.
struct Row {
    enum class Kind {
        heading,
        text,
        fact,   ///< `text` names what `value` says
        item,   ///< `text` after a sign, `value` at its right, `note` below
        event,  ///< `value` first: when
    };
    Kind kind = Kind::text;
    std::string text;
    std::string value;
    std::string note;
    std::optional<State> sign;
    int indent = 0;
    bool strong = false;       ///< the one of several that is chosen, or what counts
    std::optional<float> bar;  ///< 0..1: how far it is
    About about;
    bool operator==(const Row&) const = default;
};

/// One of several to choose from.
struct Choice {
    std::string text;
    bool chosen = false;
    About about;
    bool operator==(const Choice&) const = default;
};

/// The course of a value. All places are 0..1, from the left and from the bottom.
struct ChartView {
    struct Level {
        float from = 0;
        float to = 1;
        float at = 0;
        bool operator==(const Level&) const = default;
    };
    struct Label {
        float at = 0;
        std::string text;
        bool operator==(const Label&) const = default;
    };
    struct Reading {
        float x = 0;
        float y = 0;
        std::string text;  ///< "84 % at 14:32"
        bool operator==(const Reading&) const = default;
    };
    std::vector<std::vector<SparkPoint>> lines;  ///< broken where nothing is known
    std::vector<Level> targets;
    std::vector<SparkMark> marks;
    std::vector<Label> heights;  ///< of the value
    std::vector<Label> times;
    std::vector<Choice> lengths;
    std::optional<Reading> reading;  ///< where the pointer is
    std::string legend;
    std::string nothing;  ///< why there is no line
    bool operator==(const ChartView&) const = default;
};

/// Whose panel it is, large.
struct PanelHead {
    std::string title;
    std::optional<State> sign;
    std::string status;
    std::string value;
    std::string unit;
    std::string note;
    bool operator==(const PanelHead&) const = default;
};

struct PanelView {
    PanelHead head;
    bool can_go_back = false;
    std::vector<Choice> tabs;
    std::optional<ChartView> chart;
    bool chart_first = false;  ///< the chart is what it is about: it has most of the room
    std::vector<Row> rows;
    std::string nothing;  ///< said below the rows: what is missing and why
    bool operator==(const PanelView&) const = default;
};

/// What stands above the wall in a window.
struct ToolbarView {
    std::vector<Choice> left;
    std::vector<Choice> right;
    bool operator==(const ToolbarView&) const = default;
};

}  // namespace waymark::wallboard
