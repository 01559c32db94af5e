#include "server/feed/lines/statsd.hpp"

namespace waymark::server {
namespace {

using Type = StatsdValue::Type;

constexpr double least_rate = 1e-6;

std::optional<Type> type_named(std::string_view word) {
    if (word == "c") return Type::counter;
    if (word == "g") return Type::gauge;
    if (word == "ms") return Type::timer;
    if (word == "h" || word == "d") return Type::histogram;
    if (word == "s") return Type::set;
    return std::nullopt;
}

/// "a:b,c": of a label without a value, "true" is the value.
void read_tags(std::string_view text, Tags& tags) {
    while (!text.empty()) {
        const std::string_view tag = text.substr(0, text.find(','));
        text.remove_prefix(std::min(tag.size() + 1, text.size()));
        if (tag.empty()) continue;
        const std::size_t colon = tag.find(':');
        tags[std::string{tag.substr(0, colon)}] =
            colon == std::string_view::npos ? "true" : std::string{tag.substr(colon + 1)};
    }
}

Read<void> read_number(std::string_view text, StatsdValue& read) {
    read.change = read.type == Type::gauge && (text.starts_with('+') || text.starts_with('-'));
    const auto value = read_value(text);
    if (!value) return refusal(value.error());
    constexpr double milliseconds = 1'000;
    read.value = read.type == Type::timer ? *value / milliseconds : *value;
    return {};
}

}  // namespace

Read<StatsdValue> decode_statsd(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto next = [&line](char end) {
        const std::string_view part = line.substr(0, line.find(end));
        line.remove_prefix(std::min(part.size() + 1, line.size()));
        return part;
    };
    StatsdValue read;
    const std::string_view head = next('|');
    const std::size_t colon = head.find(':');
    if (colon == std::string_view::npos || colon == 0 || line.empty())
        return refusal(line_reason::no_form);
    read.name = head.substr(0, colon);
    const auto type = type_named(next('|'));
    if (!type) return refusal(line_reason::unknown_type);
    read.type = *type;
    read.word = head.substr(colon + 1);
    if (read.word.empty()) return refusal(line_reason::no_form);
    if (read.type != Type::set)
        if (const auto number = read_number(read.word, read); !number)
            return refusal(number.error());
    while (!line.empty()) {
        const std::string_view more = next('|');
        if (more.starts_with('#')) {
            read_tags(more.substr(1), read.tags);
        } else if (more.starts_with('@')) {
            read.rate = read_value(more.substr(1)).value_or(0);
            if (read.rate < least_rate || read.rate > 1) return refusal(line_reason::no_rate);
        }
    }
    return read;
}

}  // namespace waymark::server
