#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/model/ids.hpp"
#include "wallboard/view/input.hpp"

namespace waymark::wallboard {

/// What stands beside the wall in a team lead's window.
enum class Panel {
    none,
    kpi,        ///< one KPI: its number, definition, history and events
    objective,  ///< one objective with all below it
    charter,    ///< a unit's statements with all below them
    health,     ///< what is odd in the data
    lints,      ///< what is missing or weak in statements and KPIs
    scenes,     ///< to choose from
    queues,     ///< to choose from
    help,
};
std::string_view name_of(Panel panel);
std::optional<Panel> panel_named(std::string_view name);

/// The parts of a KPI's panel.
enum class Tab { why, definition, history, events };
std::string_view name_of(Tab tab);
std::optional<Tab> tab_named(std::string_view name);

/// One thing that is looked at.
struct Subject {
    Panel panel = Panel::none;
    std::string id;  ///< of a KPI, an objective or a unit
    bool operator==(const Subject&) const = default;
};

/// What a team lead looks at: everything that a window comes back with.
struct Place {
    Subject subject;
    Tab tab = Tab::why;
    std::chrono::hours history{8};  ///< how much of it is shown; one of `history_lengths`
    std::string queue;              ///< only this one's values; empty: all
    SceneId scene;                  ///< shown whoever's turn it is; empty: the screen's turns
    std::optional<WindowPlace> window;
    bool operator==(const Place&) const = default;
};

/// From an hour to 60 days, the shortest first.
inline constexpr std::chrono::hours history_lengths[] = {
    std::chrono::hours{1},   std::chrono::hours{4},   std::chrono::hours{8},
    std::chrono::hours{24},  std::chrono::hours{72},  std::chrono::hours{168},
    std::chrono::hours{720}, std::chrono::hours{1440}};
/// The next longer one, or the next shorter one; at the ends the same.
std::chrono::hours next_length(std::chrono::hours length, bool longer);

/// The text of the file that keeps a place, and back; what it does not know it leaves out.
std::string to_place_text(const Place& place);
Result<Place> from_place_text(const std::string& text);

}  // namespace waymark::wallboard
