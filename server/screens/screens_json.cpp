#include "server/screens/screens_json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/report_codec.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

/// What holds by order, where something does.
void put(json& one, const StandingOrders& stands) {
    if (stands.paused) one["paused"] = true;
    if (stands.blanked) one["blanked"] = true;
    if (stands.light && *stands.light < 100) one["light"] = *stands.light;
    if (stands.scene.empty()) return;
    one["ordered_scene"] = stands.scene.text;
    if (stands.scene_until) one["ordered_until"] = to_epoch_ms(*stands.scene_until);
}

json connected_json(ConnectionNumber number, const ConnectedScreen& connected) {
    const Hello& hello = connected.hello;
    json one{{"screen", connected.screen.text},    {"connection", number},
             {"address", connected.address},       {"since", to_epoch_ms(connected.since)},
             {"version", hello.version},           {"renderer", hello.renderer},
             {"size", {hello.width, hello.height}}};
    if (connected.report) {
        one["report"] = report_json(*connected.report);
        one["report"].erase("type");
        one["reported"] = to_epoch_ms(*connected.reported);
    }
    return one;
}

/// What was seen of it in the last hour; lengths in seconds.
json seen_json(const Seen& seen) {
    json one{{"known", in_seconds(seen.known)},
             {"vision", in_seconds(seen.vision)},
             {"vision_share", *seen.vision_share()},
             {"longest_absence", in_seconds(seen.longest_absence)},
             {"blind", json::object()}};
    for (const auto& [kpi, blind] : seen.blind)
        one["blind"][kpi.text] = in_seconds(blind);
    return one;
}

}  // namespace

std::string screens_text(const ScreenRoom& room, const Outline& desk, Time now) {
    json all{{"at", to_epoch_ms(now)}, {"screens", json::array()}, {"absent", json::array()}};
    for (const auto& [number, connected] : room.present.connected()) {
        json one = connected_json(number, connected);
        one["known"] =
            std::ranges::find(desk.screens, connected.screen, &Screen::id) != desk.screens.end();
        put(one, room.present.standing(connected.screen, now));
        const auto& seen = room.sightings.seen();
        if (const auto found = seen.find(connected.screen); found != seen.end())
            one["visibility"] = seen_json(found->second);
        all["screens"].push_back(std::move(one));
    }
    const auto present = room.present.present();
    for (const Screen& screen : desk.screens)
        if (!present.contains(screen.id)) all["absent"].push_back(screen.id.text);
    return write_json(all);
}

}  // namespace waymark::server
