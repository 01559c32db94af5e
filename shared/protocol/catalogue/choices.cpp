#include "shared/protocol/catalogue/choices.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include <nlohmann/json.hpp>

#include "shared/protocol/quantity.hpp"
#include "shared/protocol/selector_file.hpp"

namespace waymark {
namespace {

constexpr std::size_t longest_word = 100;

std::string join(const std::vector<std::string>& words, std::string_view between) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : std::string{between}) + word;
    return text;
}

/// A value, or the values of a list, each read by `read`; none twice.
template <class Read>
std::vector<std::string> read_list(const FileNode& node, Read read) {
    if (!node.value().is_array()) return {read(node)};
    std::vector<std::string> values;
    for (const FileNode& item : node.items("at least one is needed")) {
        std::string value = read(item);
        if (!value.empty() && std::ranges::find(values, value) != values.end())
            item.refuse("stands twice in this list");
        values.push_back(std::move(value));
    }
    return values;
}

bool is_whole(double number) {
    return std::floor(number) == number;
}

}  // namespace

std::string length_text(double seconds) {
    constexpr std::pair<double, const char*> units[] = {
        {86400, " d"}, {3600, " h"}, {60, " min"}, {1, " s"}};
    for (const auto& [length, name] : units)
        if (seconds > 0 && is_whole(seconds / length))
            return std::to_string(std::llround(seconds / length)) + name;
    if (is_whole(seconds * 1000)) return std::to_string(std::llround(seconds * 1000)) + " ms";
    return nlohmann::json(seconds).dump() + " s";
}

std::string either(const std::vector<std::string>& words) {
    return join(words, " or ");
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        parts.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
        while (text.starts_with(' '))
            text.remove_prefix(1);
    }
    return parts;
}

const Option& Choices::declared(std::string_view option) const {
    const auto found = std::ranges::find(entry_.options, option, &Option::name);
    assert(found != entry_.options.end());
    return *found;
}

bool Choices::declares(std::string_view option) const {
    return std::ranges::find(entry_.options, option, &Option::name) != entry_.options.end();
}

void Choices::refuse(std::string_view option, std::string allowed) {
    if (const auto found = kpi_.find(declared(option).name)) found->refuse(std::move(allowed));
}

void Choices::refuse_untaken() {
    for (const Option& option : entry_.options) {
        const auto found = kpi_.find(option.name);
        const bool asked = std::ranges::find(asked_, option.name) != asked_.end();
        if (found && !asked) found->refuse("has no meaning with the other options of this KPI");
    }
}

std::optional<FileNode> Choices::node(const Option& option) {
    asked_.push_back(option.name);
    return option.needed ? kpi_.need(option.name) : kpi_.find(option.name);
}

void Choices::take(const Option& option, std::string value) {
    const std::string name{option.name};
    for (auto& [known, old] : taken_)
        if (known == name) {
            old = std::move(value);
            return;
        }
    taken_.emplace_back(name, std::move(value));
}

std::string Choices::word(std::string_view name) {
    const Option& option = declared(name);
    std::string value;
    if (const auto found = node(option)) value = found->word(option.words);
    if (value.empty()) value = option.fallback;
    take(option, value);
    return value;
}

std::vector<std::string> Choices::words(std::string_view name) {
    const Option& option = declared(name);
    std::vector<std::string> values;
    if (const auto found = node(option))
        values = read_list(*found, [&](const FileNode& one) { return one.word(option.words); });
    std::erase(values, "");
    if (values.empty()) values = split_list(option.fallback);
    take(option, join(values, ", "));
    return values;
}

std::string Choices::text(std::string_view name) {
    const Option& option = declared(name);
    std::string value;
    if (const auto found = node(option)) value = found->text(longest_word);
    if (value.empty()) value = option.fallback;
    take(option, value);
    return value;
}

std::vector<std::string> Choices::texts(std::string_view name) {
    const Option& option = declared(name);
    std::vector<std::string> values;
    if (const auto found = node(option))
        values = read_list(*found, [](const FileNode& one) { return one.text(longest_word); });
    std::erase(values, "");
    if (values.empty()) values = split_list(option.fallback);
    take(option, join(values, ", "));
    return values;
}

std::optional<double> Choices::length_if_any(std::string_view name) {
    const Option& option = declared(name);
    std::optional<double> seconds;
    if (const auto found = node(option)) seconds = read_quantity(*found, ValueUnit::duration);
    if (!seconds) seconds = duration_from(option.fallback);
    if (seconds) take(option, length_text(*seconds));
    return seconds;
}

double Choices::length(std::string_view name) {
    return length_if_any(name).value_or(0);
}

std::optional<int> Choices::days(std::string_view name) {
    const Option& option = declared(name);
    constexpr int most = 400;
    int days = std::atoi(std::string{option.fallback}.c_str());
    if (const auto found = node(option)) {
        if (found->value() == "ever") {
            take(option, "ever");
            return std::nullopt;
        }
        if (found->value().is_string())
            found->refuse("is no number of days; allowed are 1 to 400, or \"ever\"");
        else
            days = static_cast<int>(found->whole("number of days", 1, most));
    }
    take(option, std::to_string(days) + (days == 1 ? " day" : " days"));
    return days;
}

std::optional<double> Choices::number_if_any(std::string_view name) {
    const Option& option = declared(name);
    const auto found = node(option);
    if (!found) return std::nullopt;
    constexpr double most = 1e9;
    const double number = found->number("number", 0, most);
    take(option, nlohmann::json(number).dump());
    return number;
}

std::string Choices::hours(std::string_view name) {
    const Option& option = declared(name);
    const auto found = node(option);
    std::string value = found ? found->id() : std::string{};
    take(option, value.empty() ? "around the clock" : value);
    return value;
}

std::vector<Condition> Choices::conditions(std::string_view name) {
    const Option& option = declared(name);
    const auto found = node(option);
    if (!found) return {};
    take(option, found->value().dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return read_conditions(*found);
}

}  // namespace waymark
