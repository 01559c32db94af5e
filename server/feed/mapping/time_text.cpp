#include "server/feed/mapping/time_text.hpp"

#include <array>
#include <charconv>

#include <date/tz.h>

#include "shared/base/clock.hpp"
#include "shared/model/epoch.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

/// How many ticks a second has.
std::int64_t ticks_of(TimeFormat format) {
    if (format == TimeFormat::epoch_s) return 1;
    if (format == TimeFormat::epoch_ms) return 1'000;
    return format == TimeFormat::epoch_us ? 1'000'000 : 1'000'000'000;
}

std::optional<Time> from_epoch(const json& value, std::int64_t ticks) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    if (value.is_number_integer()) return time_from_ticks(value.get<std::int64_t>(), ticks);
    if (value.is_number()) return time_from_ticks(value.get<double>(), ticks);
    const auto* text = value.get_ptr<const std::string*>();
    if (text == nullptr) return std::nullopt;
    const char* const end = text->data() + text->size();
    std::int64_t whole = 0;
    if (const auto read = std::from_chars(text->data(), end, whole);
        read.ec == std::errc{} && read.ptr == end)
        return time_from_ticks(whole, ticks);
    double decimal = 0;
    const auto read = std::from_chars(text->data(), end, decimal);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return time_from_ticks(decimal, ticks);
}

std::optional<Time> from_sql(const std::string& text, const date::time_zone& zone) {
    // Read as if it were UTC; what has an offset of its own is refused so.
    const auto local = from_rfc3339(text + 'Z');
    if (!local) return std::nullopt;
    return zone.to_sys(date::local_time<Duration>{local->time_since_epoch()},
                       date::choose::earliest);
}

/// "+0100" as "+01:00".
std::string with_colon(std::string text) {
    constexpr std::size_t offset = 5;
    if (text.size() > offset) {
        const char sign = text[text.size() - offset];
        if (sign == '+' || sign == '-') text.insert(text.size() - 2, ":");
    }
    return text;
}

}  // namespace

const std::vector<std::string_view>& time_format_names() {
    static const std::vector<std::string_view> names{"rfc3339",  "epoch_s", "epoch_ms", "epoch_us",
                                                     "epoch_ns", "sql",     "jira"};
    return names;
}

std::optional<Time> time_from(const json& value, TimeFormat format, const date::time_zone* zone) {
    constexpr std::size_t longest = 40;
    const auto* text = value.get_ptr<const std::string*>();
    if (text != nullptr && text->size() > longest) return std::nullopt;
    if (format >= TimeFormat::epoch_s && format <= TimeFormat::epoch_ns)
        return from_epoch(value, ticks_of(format));
    if (text == nullptr) return std::nullopt;
    if (format == TimeFormat::sql) return from_sql(*text, *zone);
    return from_rfc3339(format == TimeFormat::jira ? with_colon(*text) : *text);
}

std::string_view description_of(TimeFormat format) {
    constexpr std::array<std::string_view, 7> descriptions{
        "RFC 3339 with an offset, as \"2026-03-30T08:00:00+01:00\"",
        "seconds since 1970",
        "milliseconds since 1970",
        "microseconds since 1970",
        "nanoseconds since 1970",
        "date and time without an offset, as \"2026-03-30 08:00:00\"",
        "date and time as \"2026-03-30T08:00:00.000+0100\""};
    return descriptions[static_cast<std::size_t>(format)];
}

}  // namespace waymark::server::mapping
