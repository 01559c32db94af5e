#pragma once

#include <string>
#include <vector>

#include "shared/model/charter.hpp"
#include "shared/model/kpi.hpp"
#include "shared/model/screen.hpp"

namespace waymark {

/// A system that sends data, as screens know it.
struct Feed {
    FeedId id;
    std::string title;
    std::string adapter;    ///< "records": pushes the contract's records; or its preset's name
    Duration cadence{};     ///< how often it proves life at least; late at 2x, stale at 4x
    bool quiet_ok = false;  ///< it can't prove life: its silence is not staleness
    bool operator==(const Feed&) const = default;
};

/// What a screen needs to know of a desk, and all it is told: no measures, no secrets. Changes only
/// when the desk folder or the desk's offset from UTC does.
struct Outline {
    std::string name;
    std::string place;
    std::string locale;  ///< "en-GB": decimal sign, date order, language of the wall's own words
    LocalClock clock;
    std::vector<Unit> units;
    std::vector<Kpi> kpis;
    std::vector<Feed> feeds;
    std::vector<Scene> scenes;
    std::vector<Screen> screens;
    bool operator==(const Outline&) const = default;
};

}  // namespace waymark
