#include "server/command/screens_text.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "server/command/length_text.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

std::string ago(const json& instant, std::int64_t at) {
    const auto ms = std::max<std::int64_t>(at - instant.get<std::int64_t>(), 0);
    return length_text(static_cast<double>(ms) / 1000) + " ago";
}

std::string size_of(const json& screen) {
    const json& size = screen.at("size");
    return std::to_string(size.at(0).get<int>()) + "x" + std::to_string(size.at(1).get<int>());
}

/// "scene wall, page 1 of 2"; what it last said.
std::string shown(const json& report) {
    if (report.value("dark", false)) return "is dark";
    std::string text = "shows scene " + report.at("scene").get<std::string>();
    const json& page = report.at("page");
    if (page.at(1).get<int>() > 1)
        text += ", page " + page.at(0).dump() + " of " + page.at(1).dump();
    return text;
}

/// What was ordered of it and still holds.
std::string orders(const json& screen) {
    std::string text;
    if (screen.contains("ordered_scene"))
        text += "  ordered to show " + screen["ordered_scene"].get<std::string>() + "\n";
    if (screen.value("paused", false)) text += "  paused\n";
    if (screen.value("blanked", false)) text += "  blanked\n";
    if (screen.contains("light")) text += "  at " + screen["light"].dump() + " % of its light\n";
    return text;
}

/// "vision visible 82 %, out of sight for 140 s at most"; in the last hour.
std::string visibility(const json& seen) {
    const auto percent = std::lround(seen.at("vision_share").get<double>() * 100);
    return "  vision visible " + std::to_string(percent) + " %, out of sight for " +
           length_text(seen.at("longest_absence").get<double>()) + " at most\n";
}

std::string lines_of(const json& screen, std::int64_t at) {
    std::string text = screen.at("screen").get<std::string>() + ": connection " +
                       screen.at("connection").dump() + " from " +
                       screen.at("address").get<std::string>() + ", since " +
                       ago(screen.at("since"), at);
    if (!screen.at("known").get<bool>()) text += ", not in screens.json";
    text += "\n  version " + screen.at("version").get<std::string>() + ", " + size_of(screen) +
            ", " + screen.at("renderer").get<std::string>() + "\n";
    if (screen.contains("report"))
        text += "  " + shown(screen["report"]) + ", said " + ago(screen.at("reported"), at) + "\n";
    if (screen.contains("visibility")) text += visibility(screen["visibility"]);
    return text + orders(screen);
}

}  // namespace

Result<std::string> screen_lines(const std::string& answer) {
    try {
        const json told = json::parse(answer);
        std::string text;
        for (const json& screen : told.at("screens"))
            text += lines_of(screen, told.at("at").get<std::int64_t>());
        for (const json& screen : told.at("absent"))
            text += screen.get<std::string>() + ": not connected\n";
        return text.empty() ? "no screen is connected\n" : text;
    } catch (const json::exception&) {
        return failure("", "what the server answered tells of no screens; is it an older one?");
    }
}

}  // namespace waymark::server
