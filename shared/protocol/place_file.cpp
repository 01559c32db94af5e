#include "shared/protocol/place_file.hpp"

#include <array>

#include <nlohmann/json.hpp>

#include "shared/protocol/clock_text.hpp"
#include "shared/protocol/hours_file.hpp"

namespace waymark {
namespace {

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
    if (const auto zone = object.need("zone")) desk.zone = read_zone(*zone);
    if (const auto boundary = object.find("day_boundary")) {
        const auto* text = boundary->value().get_ptr<const std::string*>();
        const auto time = text != nullptr ? clock_time_from(*text) : std::nullopt;
        if (!time || *time >= std::chrono::hours{24})
            boundary->refuse("is no time of day; allowed are \"00:00\" to \"23:59\"");
        desk.day_boundary = time.value_or(std::chrono::minutes{0});
    }
    if (const auto locale = object.need("locale")) {
        desk.outline.locale = locale->text(longest_title);
        if (!desk.outline.locale.empty() && !is_locale(desk.outline.locale))
            locale->refuse(
                "is no locale; allowed are en, de and da, with a region or without, as \"en-GB\"");
    }
    read_hours(object, desk);
    read_promises(object, desk);
    read_shifts(object, desk);
    object.finish();
}

}  // namespace waymark
