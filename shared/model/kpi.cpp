#include "shared/model/kpi.hpp"

#include <charconv>

#include "shared/model/names.hpp"

namespace waymark {
namespace {

constexpr Names<ValueUnit, 4> units{{{ValueUnit::count, "count"},
                                     {ValueUnit::ratio, "ratio"},
                                     {ValueUnit::duration, "duration"},
                                     {ValueUnit::points, "points"}}};

constexpr std::chrono::minutes longest_rolling = std::chrono::hours{48};

}  // namespace

std::string_view name_of(ValueUnit unit) {
    return find_name(units, unit);
}
std::optional<ValueUnit> value_unit_named(std::string_view name) {
    return find_value(units, name);
}

std::string to_text(Window window) {
    switch (window.kind) {
        case Window::Kind::now:
            return "now";
        case Window::Kind::today:
            return "today";
        case Window::Kind::rolling:
            break;
    }
    return "rolling " + std::to_string(window.length.count()) + "min";
}

std::optional<Window> window_from(std::string_view text) {
    if (text == "now") return Window{Window::Kind::now, {}};
    if (text == "today") return Window{Window::Kind::today, {}};
    constexpr std::string_view rolling = "rolling ";
    if (!text.starts_with(rolling)) return std::nullopt;
    text.remove_prefix(rolling.size());
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number <= 0) return std::nullopt;
    const std::string_view suffix{end, static_cast<std::size_t>(text.data() + text.size() - end)};
    std::chrono::minutes length{number};
    if (suffix == "h") length = std::chrono::hours{number};
    if (suffix != "h" && suffix != "min") return std::nullopt;
    if (length > longest_rolling || number > longest_rolling.count()) return std::nullopt;
    return Window{Window::Kind::rolling, length};
}

}  // namespace waymark
