#include "server/feed/lines/measurement.hpp"

namespace waymark::server {
namespace {

/// The text up to the next blanks, which are taken off too.
std::string_view next_word(std::string_view& text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r"), text.size());
    text.remove_prefix(begin);
    const std::string_view word = text.substr(0, text.find_first_of(" \t\r"));
    text.remove_prefix(word.size());
    return word;
}

/// "name;label=value;label=value".
bool read_tags(std::string_view text, Tags& tags) {
    while (!text.empty()) {
        text.remove_prefix(1);
        const std::string_view tag = text.substr(0, text.find(';'));
        const std::size_t equals = tag.find('=');
        if (equals == std::string_view::npos || equals == 0) return false;
        tags[std::string{tag.substr(0, equals)}] = tag.substr(equals + 1);
        text.remove_prefix(tag.size());
    }
    return true;
}

}  // namespace

Read<Measurement> decode_graphite(std::string_view line) {
    const std::string_view name = next_word(line);
    const std::string_view number = next_word(line);
    const std::string_view instant = next_word(line);
    if (number.empty() || !next_word(line).empty()) return refusal(line_reason::no_form);
    Measurement told;
    const std::size_t path = std::min(name.find(';'), name.size());
    told.path = name.substr(0, path);
    if (!read_tags(name.substr(path), told.tags)) return refusal(line_reason::no_form);
    const auto value = read_value(number);
    if (!value) return refusal(value.error());
    told.value = *value;
    // -1 is what some senders write for now.
    if (instant.empty() || instant == "-1") return told;
    const auto time = read_instant(instant, 1);
    if (!time) return refusal(time.error());
    told.time = *time;
    return told;
}

}  // namespace waymark::server
