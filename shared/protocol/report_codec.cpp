#include "shared/protocol/report_codec.hpp"

#include <nlohmann/json.hpp>

#include "shared/protocol/outline_codec.hpp"
#include "shared/protocol/reading_codec.hpp"

namespace waymark {
namespace {

using nlohmann::json;

constexpr std::int64_t most_pixels = 100'000;
constexpr std::int64_t most_pages = 1'000;
constexpr std::size_t most_kpis = 200;
constexpr std::size_t most_monitors = 16;

const json& list_in(const json& value, const char* field, std::size_t most) {
    static const json none = json::array();
    if (!value.contains(field)) return none;
    const json& list = value[field];
    if (!list.is_array() || list.size() > most)
        throw std::invalid_argument(std::string{"\""} + field + "\" is no list of at most " +
                                    std::to_string(most));
    return list;
}

std::vector<KpiId> ids_in(const json& value, const char* field) {
    std::vector<KpiId> ids;
    for (const json& id : list_in(value, field, most_kpis))
        ids.push_back({id.get<std::string>()});
    return ids;
}

int pixels_in(const json& size, std::size_t at) {
    return static_cast<int>(whole_from(size.at(at), 0, most_pixels));
}

std::uint64_t count_in(const json& value, const char* field) {
    return value.contains(field)
               ? static_cast<std::uint64_t>(whole_from(value[field], 0, largest_whole))
               : 0;
}

json geometry_json(const WallGeometry& wall) {
    return {{"size", {wall.width, wall.height}},
            {"diagonal_inches", wall.diagonal_inches},
            {"distance_m", wall.distance_m},
            {"px_per_arcmin", wall.px_per_arcmin}};
}

WallGeometry geometry_from(const json& value) {
    return {pixels_in(value.at("size"), 0), pixels_in(value.at("size"), 1),
            value.value("diagonal_inches", 0.0), value.value("distance_m", 0.0),
            value.value("px_per_arcmin", 0.0)};
}

json monitor_json(const MonitorInUse& monitor) {
    return {{"name", monitor.name},
            {"size", {monitor.width, monitor.height}},
            {"shows", monitor.shows}};
}

MonitorInUse monitor_from(const json& value) {
    return {value.at("name"), pixels_in(value.at("size"), 0), pixels_in(value.at("size"), 1),
            value.value("shows", false)};
}

Shown shown_from(const json& value) {
    Shown shown;
    shown.scene.text = value.value("scene", std::string{});
    if (value.contains("page")) {
        shown.page = static_cast<int>(whole_from(value["page"].at(0), 1, most_pages));
        shown.pages = static_cast<int>(whole_from(value["page"].at(1), 1, most_pages));
    }
    if (value.contains("since")) shown.since = time_from(value["since"]);
    if (value.contains("vision")) shown.vision = value["vision"].get<bool>();
    shown.kpis = ids_in(value, "kpis");
    shown.pinned = ids_in(value, "pinned");
    shown.dark = value.value("dark", false);
    if (value.contains("geometry")) shown.geometry = geometry_from(value["geometry"]);
    if (value.contains("frame_ms"))
        shown.frame_times = {value["frame_ms"].at(0), value["frame_ms"].at(1),
                             value["frame_ms"].at(2)};
    if (value.contains("memory")) shown.memory = count_in(value, "memory");
    for (const json& monitor : list_in(value, "monitors", most_monitors))
        shown.monitors.push_back(monitor_from(monitor));
    shown.renderer = value.value("renderer", std::string{});
    return shown;
}

}  // namespace

json command_json(const Command& command) {
    json value{{"type", "command"}, {"action", word_of(command.action)}};
    if (!command.scene.empty()) value["scene"] = command.scene.text;
    if (!command.text.empty()) value["text"] = command.text;
    if (command.length.count() > 0) value["seconds"] = command.length.count();
    if (command.id > 0) value["id"] = command.id;
    if (command.action == Command::Action::light) value["percent"] = command.percent;
    return value;
}

Command command_from(const json& value) {
    Command command{.action = action_of(value.at("action").get<std::string>())};
    // What a newer server means by these fields is not ours to judge.
    if (command.action == Command::Action::unknown) return command;
    command.scene.text = value.value("scene", std::string{});
    command.text = value.value("text", std::string{});
    if (value.contains("seconds"))
        command.length =
            std::chrono::seconds{whole_from(value["seconds"], 0, longest_command.count())};
    command.id = count_in(value, "id");
    if (value.contains("percent"))
        command.percent = static_cast<int>(whole_from(value["percent"], 0, 100));
    return command;
}

json report_json(const Report& report) {
    const Shown& shown = report.shown;
    json value{{"type", "report"},
               {"position", position_json(report.position)},
               {"frames", report.frames},
               {"scene", shown.scene.text},
               {"page", {shown.page, shown.pages}}};
    if (shown.since) value["since"] = to_epoch_ms(*shown.since);
    if (shown.vision) value["vision"] = *shown.vision;
    if (!shown.kpis.empty()) value["kpis"] = ids_json(shown.kpis);
    if (!shown.pinned.empty()) value["pinned"] = ids_json(shown.pinned);
    if (shown.dark) value["dark"] = true;
    if (shown.geometry) value["geometry"] = geometry_json(*shown.geometry);
    if (const auto& times = shown.frame_times)
        value["frame_ms"] = {times->median_ms, times->p99_ms, times->longest_ms};
    if (shown.memory) value["memory"] = *shown.memory;
    for (const MonitorInUse& monitor : shown.monitors)
        value["monitors"].push_back(monitor_json(monitor));
    if (!shown.renderer.empty()) value["renderer"] = shown.renderer;
    return value;
}

Report report_from(const json& value) {
    return {position_from(value.at("position")), count_in(value, "frames"), shown_from(value)};
}

json picture_json(const PicturePart& part) {
    json value{{"type", "picture"}, {"id", part.id}};
    if (!part.data.empty()) value["data"] = part.data;
    if (part.last) value["last"] = true;
    if (!part.problem.empty()) value["problem"] = part.problem;
    return value;
}

PicturePart picture_from(const json& value) {
    return {count_in(value, "id"), value.value("data", std::string{}), value.value("last", false),
            value.value("problem", std::string{})};
}

}  // namespace waymark
