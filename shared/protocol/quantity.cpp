#include "shared/protocol/quantity.hpp"

#include <array>
#include <charconv>
#include <utility>

#include <nlohmann/json.hpp>

namespace waymark {
namespace {

struct Measured {
    double number = 0;
    std::string_view suffix;
};

/// Digits, with a fraction where there is one, and what comes after them.
std::optional<Measured> split(std::string_view text) {
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    Measured measured;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(),
                                              measured.number, std::chars_format::fixed);
    if (error != std::errc{}) return std::nullopt;
    measured.suffix = text.substr(static_cast<std::size_t>(end - text.data()));
    return measured;
}

constexpr std::array<std::pair<std::string_view, double>, 5> time_units{
    {{"ms", 0.001}, {"s", 1}, {"min", 60}, {"h", 3600}, {"d", 86400}}};

std::optional<double> ratio_in(const FileNode& node) {
    std::optional<double> ratio;
    if (node.value().is_number()) ratio = node.value().get<double>();
    if (node.value().is_string())
        ratio = percentage_from(node.value().get_ref<const std::string&>());
    if (ratio && *ratio >= 0 && *ratio <= 1) return ratio;
    node.refuse("is no ratio; allowed are \"0%\" to \"100%\", or 0 to 1");
    return std::nullopt;
}

std::optional<double> duration_in(const FileNode& node) {
    std::optional<double> seconds;
    if (node.value().is_number()) seconds = node.value().get<double>();
    if (node.value().is_string())
        seconds = duration_from(node.value().get_ref<const std::string&>());
    if (seconds && *seconds >= 0) return seconds;
    node.refuse(
        "is no duration; allowed are \"20s\", \"5min\", \"4h\", \"3d\" and the like, or seconds");
    return std::nullopt;
}

}  // namespace

std::optional<double> percentage_from(std::string_view text) {
    const auto measured = split(text);
    return measured && measured->suffix == "%" ? std::optional{measured->number / 100}
                                               : std::nullopt;
}

std::optional<double> duration_from(std::string_view text) {
    const auto measured = split(text);
    if (!measured) return std::nullopt;
    for (const auto& [suffix, seconds] : time_units)
        if (measured->suffix == suffix) return measured->number * seconds;
    return std::nullopt;
}

std::optional<double> read_quantity(const FileNode& node, ValueUnit unit) {
    if (unit == ValueUnit::ratio) return ratio_in(node);
    if (unit == ValueUnit::duration) return duration_in(node);
    if (node.value().is_number()) return node.value().get<double>();
    node.refuse("is no number; allowed is a plain number, as the unit is \"" +
                std::string{name_of(unit)} + '"');
    return std::nullopt;
}

std::optional<double> read_bound(const FileNode& node) {
    if (node.value().is_number()) return node.value().get<double>();
    if (const auto* text = node.value().get_ptr<const std::string*>()) {
        if (const auto ratio = percentage_from(*text)) return ratio;
        if (const auto seconds = duration_from(*text)) return seconds;
    }
    node.refuse("is no number; allowed are numbers, \"80%\", or \"20s\", \"5min\" and the like");
    return std::nullopt;
}

}  // namespace waymark
