#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/time.hpp"
#include "shared/protocol/command.hpp"

namespace waymark::server {

/// What was ordered of every wall of a name, and holds until something else is ordered.
struct StandingOrders {
    bool paused = false;
    bool blanked = false;
    SceneId scene;                    ///< empty: the rotation's
    std::optional<Time> scene_until;  ///< nothing: until something else is ordered
    std::optional<int> light;         ///< percent; nothing: nobody ever said
    bool operator==(const StandingOrders&) const = default;

    /// Takes an order in; false: it is none that holds on.
    bool take(const Command& command, Time now);
    /// The commands that make a wall do what holds at `now`.
    std::vector<Command> commands(Time now) const;
};

using OrdersByScreen = std::map<ScreenId, StandingOrders>;

/// As they are kept across restarts; times to the millisecond.
std::string to_text(const OrdersByScreen& orders);
/// Reads them back; an empty text is no orders. An error says what is wrong with the text.
Result<OrdersByScreen> standing_orders_from(const std::string& text);

}  // namespace waymark::server
