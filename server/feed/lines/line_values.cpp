#include <charconv>
#include <cmath>

#include "server/feed/lines/measurement.hpp"
#include "shared/model/epoch.hpp"

namespace waymark::server {
namespace {

constexpr double largest_value = 1e15;

/// The whole text as a number.
template <class T>
std::errc read_whole(std::string_view text, T& number) {
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return text.empty() || read.ptr != end ? std::errc::invalid_argument : read.ec;
}

}  // namespace

Read<double> read_value(std::string_view text) {
    if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
    double value = 0;
    const std::errc wrong = read_whole(text, value);
    if (wrong == std::errc::result_out_of_range) return refusal(line_reason::too_large);
    if (wrong != std::errc{}) return refusal(line_reason::no_number);
    if (!std::isfinite(value)) return refusal(line_reason::no_value);
    if (std::abs(value) > largest_value) return refusal(line_reason::too_large);
    return value;
}

Read<Time> read_instant(std::string_view text, std::int64_t ticks_a_second) {
    std::int64_t whole = 0;
    double decimal = 0;
    std::optional<Time> instant;
    if (read_whole(text, whole) == std::errc{})
        instant = time_from_ticks(whole, ticks_a_second);
    else if (read_whole(text, decimal) == std::errc{})
        instant = time_from_ticks(decimal, ticks_a_second);
    return instant ? Read<Time>{*instant} : refusal(line_reason::no_time);
}

}  // namespace waymark::server
