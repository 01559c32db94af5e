#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/base/shared_list.hpp"
#include "shared/model/state.hpp"
#include "wallboard/view/touch.hpp"

namespace waymark::wallboard {

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
    About about;           ///< itself
    bool operator==(const ObjectiveView&) const = default;
};

/// A statement, and how far it is on its way.
struct StatementView {
    std::string label;
    std::string text;
    bool strong = false;  ///< the vision; else the mission
    State state = State::unknown;
    std::string percent;  ///< empty: it has no progress of its own
    About about;          ///< whose it is
    bool operator==(const StatementView&) const = default;
};

/// The desk's statements and how they stand.
struct CharterView {
    StatementView vision;
    std::string headline;  ///< of the vision, where the sentence has no room; may be empty
    StatementView mission;
    std::string objectives_label;
    std::string objectives_achieved;  ///< "2 of 4 achieved"
    SharedList<ObjectiveView> objectives;
    bool operator==(const CharterView&) const = default;
};

}  // namespace waymark::wallboard
