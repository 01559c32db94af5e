#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace waymark {

/// The words of an enumeration, in the order of its values; the one place where they stand.
template <class Enum, std::size_t n>
using Names = std::array<std::pair<Enum, std::string_view>, n>;

template <class Enum, std::size_t n>
constexpr std::string_view find_name(const Names<Enum, n>& names, Enum value) {
    for (const auto& [candidate, name] : names)
        if (candidate == value) return name;
    return {};
}

template <class Enum, std::size_t n>
constexpr std::optional<Enum> find_value(const Names<Enum, n>& names, std::string_view word) {
    for (const auto& [value, name] : names)
        if (name == word) return value;
    return std::nullopt;
}

}  // namespace waymark
