#include "wallboard/leads/place.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "shared/protocol/json_reader.hpp"

namespace waymark::wallboard {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 9> panel_names = {
    "none", "kpi", "objective", "charter", "health", "lints", "scenes", "queues", "help"};
constexpr std::array<std::string_view, 4> tab_names = {"why", "definition", "history", "events"};

/// A window that is larger or farther away than this was never on a desktop.
constexpr std::int64_t farthest = 100'000;
constexpr std::int64_t smallest_side = 200;

template <class Enum, std::size_t count>
std::optional<Enum> find_name(const std::array<std::string_view, count>& names,
                              std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

std::string text_at(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<int> number_at(const json& object, const char* key, std::int64_t least) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer()) return std::nullopt;
    const auto number = found->get<std::int64_t>();
    if (number < least || number > farthest) return std::nullopt;
    return static_cast<int>(number);
}

std::optional<WindowPlace> window_in(const json& value) {
    const auto found = value.find("window");
    if (found == value.end() || !found->is_object()) return std::nullopt;
    const auto x = number_at(*found, "x", -farthest), y = number_at(*found, "y", -farthest);
    const auto width = number_at(*found, "width", smallest_side);
    const auto height = number_at(*found, "height", smallest_side);
    if (!x || !y || !width || !height) return std::nullopt;
    const auto maximised = found->find("maximised");
    return WindowPlace{
        *x,
        *y,
        {*width, *height},
        maximised != found->end() && maximised->is_boolean() && maximised->get<bool>()};
}

}  // namespace

std::string_view name_of(Panel panel) {
    return panel_names.at(static_cast<std::size_t>(panel));
}

std::optional<Panel> panel_named(std::string_view name) {
    return find_name<Panel>(panel_names, name);
}

std::string_view name_of(Tab tab) {
    return tab_names.at(static_cast<std::size_t>(tab));
}

std::optional<Tab> tab_named(std::string_view name) {
    return find_name<Tab>(tab_names, name);
}

std::chrono::hours next_length(std::chrono::hours length, bool longer) {
    const auto* const found = std::ranges::lower_bound(history_lengths, length);
    const auto* const last = std::end(history_lengths) - 1;
    const auto* const at = std::min(found, last);
    if (longer) return at == last ? *at : at[1];
    return at == std::begin(history_lengths) ? *at : at[-1];
}

std::string to_place_text(const Place& place) {
    json value{{"panel", name_of(place.subject.panel)},
               {"id", place.subject.id},
               {"tab", name_of(place.tab)},
               {"hours", place.history.count()},
               {"queue", place.queue},
               {"scene", place.scene.text}};
    if (place.window)
        value["window"] = {{"x", place.window->x},
                           {"y", place.window->y},
                           {"width", place.window->size.width},
                           {"height", place.window->size.height},
                           {"maximised", place.window->maximised}};
    return write_json(value) + "\n";
}

Result<Place> from_place_text(const std::string& text) {
    const auto value = read_json(text, {});
    if (!value) return tl::unexpected(value.error());
    if (!value->is_object()) return failure("", "must be an object");
    Place place;
    place.subject = {panel_named(text_at(*value, "panel")).value_or(Panel::none),
                     text_at(*value, "id")};
    place.tab = tab_named(text_at(*value, "tab")).value_or(place.tab);
    if (const auto hours = number_at(*value, "hours", 1))
        if (const std::chrono::hours length{*hours};
            std::ranges::find(history_lengths, length) != std::end(history_lengths))
            place.history = length;
    place.queue = text_at(*value, "queue");
    place.scene = SceneId{text_at(*value, "scene")};
    place.window = window_in(*value);
    return place;
}

}  // namespace waymark::wallboard
