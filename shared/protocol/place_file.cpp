#include "shared/protocol/place_file.hpp"

#include <array>
#include <exception>

#include <date/tz.h>
#include <nlohmann/json.hpp>

namespace waymark {
namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

std::optional<std::chrono::minutes> clock_time_from(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    for (const std::size_t i : {0, 1, 3, 4})
        if (!is_digit(text[i])) return std::nullopt;
    const int hour = (text[0] - '0') * 10 + (text[1] - '0');
    const int minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (hour > 23 || minute > 59) return std::nullopt;
    return std::chrono::hours{hour} + std::chrono::minutes{minute};
}

void check_zone(const FileNode& node, const std::string& zone) {
    std::vector<std::string_view> names;
    try {
        for (const auto& known : date::get_tzdb().zones) {
            if (known.name() == zone) return;
            names.emplace_back(known.name());
        }
        date::locate_zone(zone);
    } catch (const std::exception&) {
        const auto nearest = nearest_word(zone, names);
        node.refuse("is no time zone; " + (nearest.empty()
                                               ? "allowed are IANA names such as \"Europe/London\""
                                               : "did you mean " + in_quotes(nearest) + "?"));
    }
}

constexpr std::array<std::string_view, 3> languages{"en", "de", "da"};

bool is_locale(std::string_view text) {
    const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    for (const std::string_view language : languages) {
        if (text == language) return true;
        if (text.size() == 5 && text.starts_with(language) && text[2] == '-')
            return is_capital(text[3]) && is_capital(text[4]);
    }
    return false;
}

}  // namespace

void read_place_file(const FileNode& root, DeskFolder& desk) {
    FileObject object{root};
    object.find("$schema");
    desk.outline.name = object.text("name", longest_title);
    desk.outline.place = object.text_or_none("place", longest_title);
    if (const auto zone = object.need("zone")) {
        desk.zone = zone->text(longest_title);
        if (!desk.zone.empty()) check_zone(*zone, desk.zone);
    }
    if (const auto boundary = object.find("day_boundary")) {
        const auto* text = boundary->value().get_ptr<const std::string*>();
        const auto time = text != nullptr ? clock_time_from(*text) : std::nullopt;
        if (!time) boundary->refuse("is no time of day; allowed are \"00:00\" to \"23:59\"");
        desk.day_boundary = time.value_or(std::chrono::minutes{0});
    }
    if (const auto locale = object.need("locale")) {
        desk.outline.locale = locale->text(longest_title);
        if (!desk.outline.locale.empty() && !is_locale(desk.outline.locale))
            locale->refuse(
                "is no locale; allowed are en, de and da, with a region or without, as \"en-GB\"");
    }
    object.finish();
}

}  // namespace waymark
