#include "shared/model/kpi.hpp"

#include <charconv>

#include "shared/model/names.hpp"

namespace waymark {
namespace {

constexpr Names<ValueUnit, 4> units{{{ValueUnit::count, "count"},
                                     {ValueUnit::ratio, "ratio"},
                                     {ValueUnit::duration, "duration"},
                                     {ValueUnit::points, "points"}}};

constexpr Names<Window::Kind, 8> kinds{{{Window::Kind::now, "now"},
                                        {Window::Kind::today, "today"},
                                        {Window::Kind::shift, "shift"},
                                        {Window::Kind::week, "week"},
                                        {Window::Kind::month, "month"},
                                        {Window::Kind::quarter, "quarter"},
                                        {Window::Kind::year, "year"},
                                        {Window::Kind::vision, "vision"}}};

constexpr std::string_view rolling = "rolling ";
constexpr std::chrono::minutes longest_rolling = std::chrono::days{400};

/// The length of a rolling window: "60min", "8h", "28d".
std::optional<std::chrono::minutes> length_from(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 1 || number > longest_rolling.count()) return std::nullopt;
    const std::string_view suffix{end, static_cast<std::size_t>(text.data() + text.size() - end)};
    std::chrono::minutes length{number};
    if (suffix == "h") length = std::chrono::hours{number};
    if (suffix == "d") length = std::chrono::days{number};
    if (suffix != "min" && suffix != "h" && suffix != "d") return std::nullopt;
    return length <= longest_rolling ? std::optional{length} : std::nullopt;
}

}  // namespace

std::string_view name_of(ValueUnit unit) {
    return find_name(units, unit);
}
std::optional<ValueUnit> value_unit_named(std::string_view name) {
    return find_value(units, name);
}

std::string to_text(Window window) {
    using namespace std::chrono_literals;
    if (window.kind != Window::Kind::rolling) return std::string{find_name(kinds, window.kind)};
    const std::chrono::minutes length = window.length;
    const std::string text{rolling};
    if (length >= 48h && length % 24h == 0min) return text + std::to_string(length / 24h) + "d";
    if (length > 1h && length % 1h == 0min) return text + std::to_string(length / 1h) + "h";
    return text + std::to_string(length / 1min) + "min";
}

std::optional<Window> window_from(std::string_view text) {
    if (const auto kind = find_value(kinds, text)) return Window{*kind, {}};
    if (!text.starts_with(rolling)) return std::nullopt;
    const auto length = length_from(text.substr(rolling.size()));
    return length ? std::optional{Window{Window::Kind::rolling, *length}} : std::nullopt;
}

}  // namespace waymark
