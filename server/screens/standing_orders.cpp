#include "server/screens/standing_orders.hpp"

#include <nlohmann/json.hpp>

#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using Action = Command::Action;
using nlohmann::json;

json orders_json(const ScreenId& screen, const StandingOrders& orders) {
    json one{{"screen", screen.text}, {"paused", orders.paused}, {"blanked", orders.blanked}};
    if (!orders.scene.empty()) one["scene"] = orders.scene.text;
    if (orders.scene_until) one["until"] = to_epoch_ms(*orders.scene_until);
    if (orders.light) one["light"] = *orders.light;
    return one;
}

StandingOrders orders_from(const json& one) {
    StandingOrders orders{.paused = one.at("paused"), .blanked = one.at("blanked")};
    orders.scene.text = one.value("scene", std::string{});
    if (one.contains("until")) orders.scene_until = from_epoch_ms(one["until"].get<std::int64_t>());
    if (one.contains("light")) orders.light = one["light"].get<int>();
    return orders;
}

}  // namespace

bool StandingOrders::take(const Command& command, Time now) {
    switch (command.action) {
        case Action::show:
            scene = command.scene;
            scene_until =
                command.length.count() > 0 ? std::optional{now + command.length} : std::nullopt;
            return true;
        case Action::pause:
            paused = true;
            return true;
        case Action::resume:
            *this = {.blanked = blanked, .light = light};
            return true;
        case Action::blank:
        case Action::unblank:
            blanked = command.action == Action::blank;
            return true;
        case Action::light:
            light = command.percent;
            return true;
        default:
            return false;
    }
}

std::vector<Command> StandingOrders::commands(Time now) const {
    std::vector<Command> all{{.action = Action::resume}};
    if (!scene.empty() && (!scene_until || *scene_until > now)) {
        const auto left = scene_until ? std::chrono::ceil<std::chrono::seconds>(*scene_until - now)
                                      : std::chrono::seconds{0};
        all.push_back({.action = Action::show, .scene = scene, .length = left});
    }
    if (paused) all.push_back({.action = Action::pause});
    all.push_back({.action = blanked ? Action::blank : Action::unblank});
    if (light) all.push_back({.action = Action::light, .percent = *light});
    return all;
}

std::string to_text(const OrdersByScreen& orders) {
    json list = json::array();
    for (const auto& [screen, one] : orders)
        list.push_back(orders_json(screen, one));
    return write_json(list);
}

Result<OrdersByScreen> standing_orders_from(const std::string& text) {
    OrdersByScreen orders;
    if (text.empty()) return orders;
    const auto list = read_json(text, {});
    if (!list) return tl::unexpected(list.error());
    try {
        for (const json& one : *list)
            orders[{one.at("screen").get<std::string>()}] = orders_from(one);
    } catch (const json::exception&) {
        return failure("", "is no list of what screens were ordered");
    }
    return orders;
}

}  // namespace waymark::server
