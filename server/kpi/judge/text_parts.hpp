#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "shared/model/time.hpp"

namespace waymark::server {

/// Takes off `text` what stands before the next `end`, and that; all, when there is none.
inline std::string_view take_until(char end, std::string_view& text) {
    const std::size_t at = text.find(end);
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return taken;
}
inline std::string_view take_word(std::string_view& text) {
    return take_until(' ', text);
}
inline std::string_view take_line(std::string_view& text) {
    return take_until('\n', text);
}

/// A whole number that is all of `word`.
template <class Number>
std::optional<Number> number_from(std::string_view word) {
    Number number{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return number;
}

/// Instants are kept as microseconds since the epoch.
inline std::string instant_text(Time time) {
    return std::to_string(to_epoch_us(time));
}
inline std::optional<Time> instant_from(std::string_view word) {
    const auto us = number_from<std::int64_t>(word);
    return us ? std::optional{from_epoch_us(*us)} : std::nullopt;
}

}  // namespace waymark::server
