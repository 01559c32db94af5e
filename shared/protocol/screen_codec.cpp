#include "shared/protocol/screen_codec.hpp"

#include <nlohmann/json.hpp>

#include "shared/protocol/outline_codec.hpp"

namespace waymark {
namespace {

using nlohmann::json;

json interval_json(const OpenInterval& interval) {
    return {{"from", interval.from.count()}, {"to", interval.to.count()}};
}

OpenInterval interval_from_wire(const json& value) {
    constexpr std::int64_t day = 24 * 60;
    const std::chrono::minutes from{whole_from(value.at("from"), 0, day - 1)};
    return {from, std::chrono::minutes{whole_from(value.at("to"), from.count() + 1, 2 * day)}};
}

json turn_json(const Turn& turn) {
    json value{{"scene", turn.scene.text}, {"seconds", turn.duration.count()}};
    if (turn.days != all_days) value["days"] = turn.days;
    if (turn.time_of_day) value["time_of_day"] = interval_json(*turn.time_of_day);
    return value;
}

Turn turn_from(const json& value) {
    Turn turn{{value.at("scene")},
              std::chrono::seconds{whole_from(value.at("seconds"), 1, 86'400)},
              all_days,
              {}};
    if (value.contains("days")) turn.days = value["days"].get<std::array<bool, 7>>();
    if (value.contains("time_of_day")) turn.time_of_day = interval_from_wire(value["time_of_day"]);
    return turn;
}

json sound_json(const Sound& sound) {
    json value{{"times", sound.times}, {"every", sound.every.count()}};
    if (sound.quiet) value["quiet"] = interval_json(*sound.quiet);
    return value;
}

Sound sound_from(const json& value) {
    Sound sound{static_cast<int>(whole_from(value.at("times"), 1, 10)),
                std::chrono::seconds{whole_from(value.at("every"), 1, 86'400)},
                {}};
    if (value.contains("quiet")) sound.quiet = interval_from_wire(value["quiet"]);
    return sound;
}

}  // namespace

json scene_json(const Scene& scene) {
    json value{{"id", scene.id.text},
               {"kind", name_of(scene.kind)},
               {"title", scene.title},
               {"kpis", ids_json(scene.kpis)}};
    if (!scene.objective.empty()) value["objective"] = scene.objective.text;
    if (!scene.text.empty()) value["text"] = scene.text;
    return value;
}

Scene scene_from(const json& value) {
    return {{value.at("id")},
            scene_kind_named(value.value("kind", std::string{})).value_or(SceneKind::wall),
            value.value("title", std::string{}),
            kpi_ids_from(value, "kpis"),
            {value.value("objective", std::string{})},
            value.value("text", std::string{})};
}

json screen_json(const Screen& screen) {
    json turns = json::array();
    for (const Turn& turn : screen.turns)
        turns.push_back(turn_json(turn));
    json value{{"id", screen.id.text},
               {"place", screen.place},
               {"distance_m", screen.distance_m},
               {"turns", std::move(turns)}};
    if (screen.diagonal_inches > 0) value["diagonal_inches"] = screen.diagonal_inches;
    if (!screen.pinned.empty()) value["pinned"] = ids_json(screen.pinned);
    if (!screen.theme.empty()) value["theme"] = screen.theme;
    if (screen.reduced_motion) value["reduced_motion"] = true;
    if (screen.turned != 0) value["turned"] = screen.turned;
    if (screen.night) {
        value["night"] = interval_json(screen.night->span);
        value["night"]["shows"] = name_of(screen.night->shows);
    }
    if (screen.sound) value["sound"] = sound_json(*screen.sound);
    return value;
}

Screen screen_from(const json& value) {
    Screen screen;
    screen.id.text = value.at("id");
    screen.place = value.value("place", std::string{});
    screen.diagonal_inches = value.value("diagonal_inches", 0.0);
    screen.distance_m = value.value("distance_m", 1.5);
    for (const json& turn : value.at("turns"))
        screen.turns.push_back(turn_from(turn));
    screen.pinned = kpi_ids_from(value, "pinned");
    screen.theme = value.value("theme", std::string{});
    screen.reduced_motion = value.value("reduced_motion", false);
    if (value.contains("turned"))
        screen.turned = static_cast<int>(whole_from(value["turned"], 0, 270)) / 90 * 90;
    if (value.contains("night")) {
        const auto shows = night_shows_named(value["night"].at("shows").get<std::string>());
        screen.night = Night{interval_from_wire(value["night"]), shows.value_or(Night::Shows::dim)};
    }
    if (value.contains("sound")) screen.sound = sound_from(value["sound"]);
    return screen;
}

}  // namespace waymark
