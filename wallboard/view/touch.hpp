#pragma once

#include <string>

namespace waymark::wallboard {

/// What a person asks about, or wants, who clicks somewhere in a window.
struct About {
    enum class Kind {
        nothing,
        kpi,        ///< id: a KpiId's
        objective,  ///< id: an ObjectiveId's
        unit,       ///< id: a UnitId's: its statements
        queue,      ///< id: its name; empty: all queues
        scene,      ///< id: a SceneId's; empty: the screen's own turns
        panel,      ///< id: its name
        tab,        ///< id: its name
        hours,      ///< id: of a history, in hours
        chart,      ///< to read a value off it
        back,
        close,
    };
    Kind kind = Kind::nothing;
    std::string id;
    bool operator==(const About&) const = default;
};

}  // namespace waymark::wallboard
