#pragma once

#include <string>
#include <vector>

#include "wallboard/present/charter_views.hpp"
#include "wallboard/present/tile_view.hpp"

namespace waymark::wallboard {

/// A CSF with what its KPIs say.
struct CsfCard {
    CsfView csf;
    std::vector<TileView> kpis;
    bool operator==(const CsfCard&) const = default;
};

/// How an objective stood day by day.
struct CourseView {
    std::string label;
    std::vector<SparkPoint> points;
    std::vector<SparkMark> marks;
    std::string from;     ///< "22 September"
    std::string to;       ///< "today"
    std::string nothing;  ///< said while there are no two points
    bool operator==(const CourseView&) const = default;
};

/// One objective: how far it is, what it needs, why it matters and how it got there.
struct ObjectiveSceneView {
    ObjectiveView objective;
    std::string why_label;
    std::string why;
    std::vector<CsfCard> csfs;
    CourseView course;
    std::string nothing;  ///< what to do while there are no objectives, or no CSFs
    bool operator==(const ObjectiveSceneView&) const = default;
};

}  // namespace waymark::wallboard
