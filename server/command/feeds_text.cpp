#include "server/command/feeds_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "server/command/length_text.hpp"
#include "shared/base/clock.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

std::string ago(const json& feed, const char* what, std::int64_t at) {
    if (!feed.contains(what)) return "never";
    const std::int64_t ms = at - feed[what].get<std::int64_t>();
    return length_text(static_cast<double>(std::max<std::int64_t>(ms, 0)) / 1000) + " ago";
}

std::string instant(const json& ms) {
    return to_rfc3339(from_epoch_ms(ms.get<std::int64_t>()));
}

std::string decimal(double number) {
    char text[64];
    std::snprintf(text, sizeof text, "%.1f", number);
    return text;
}

/// What a clock that is right, in a system that tells at once, does not come to.
constexpr double much_behind = 5;

std::string lines_of(const json& feed, std::int64_t at) {
    std::string text =
        feed.at("feed").get<std::string>() + " (" + feed.at("adapter").get<std::string>() + ")";
    if (feed.contains("link")) {
        const json& link = feed["link"];
        const auto why = link.at("why").get<std::string>();
        text += ": " + link.at("state").get<std::string>() + " since " + instant(link.at("since")) +
                (why.empty() ? "" : ", " + why);
    }
    text += "\n  heard " + ago(feed, "heard", at) + ", last event " + ago(feed, "last_event", at) +
            ", " + decimal(feed.at("records_a_minute").get<double>()) + " records a minute\n";
    if (const double behind = feed.value("behind", 0.0); std::abs(behind) > much_behind)
        text += "  its clock is " + length_text(std::abs(behind)) +
                (behind > 0 ? " behind, or it tells late\n" : " ahead\n");
    for (const json& one : feed.at("rejected"))
        text += "  today " + std::to_string(one.at("times").get<std::int64_t>()) + " x " +
                one.at("reason").get<std::string>() + "\n";
    for (const json& gap : feed.at("gaps"))
        text += "  nothing is known from " + instant(gap.at("from")) + " to " +
                instant(gap.at("to")) + "\n";
    return text;
}

}  // namespace

Result<std::string> feeds_text(const std::string& health) {
    try {
        const json told = json::parse(health);
        std::string text;
        for (const json& feed : told.at("feeds"))
            text += lines_of(feed, told.at("at").get<std::int64_t>());
        return text;
    } catch (const json::exception&) {
        return failure("", "what the server answered tells of no feeds; is it an older one?");
    }
}

}  // namespace waymark::server
