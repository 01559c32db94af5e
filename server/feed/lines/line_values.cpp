#include <charconv>
#include <cmath>

#include "server/feed/lines/measurement.hpp"

namespace waymark::server {
namespace {

constexpr double largest_value = 1e15;
constexpr std::int64_t micros_a_second = 1'000'000;
constexpr std::int64_t year_2200 = 7'258'118'400;

/// The whole text as a number.
template <class T>
std::errc read_whole(std::string_view text, T& number) {
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return text.empty() || read.ptr != end ? std::errc::invalid_argument : read.ec;
}

Read<Time> from_decimals(std::string_view text, std::int64_t ticks_a_second) {
    double ticks = 0;
    if (read_whole(text, ticks) != std::errc{}) return refusal(line_reason::no_time);
    const double seconds = ticks / static_cast<double>(ticks_a_second);
    if (!(seconds >= 0 && seconds < static_cast<double>(year_2200)))
        return refusal(line_reason::no_time);
    return from_epoch_us(std::llround(seconds * static_cast<double>(micros_a_second)));
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
    std::int64_t ticks = 0;
    if (read_whole(text, ticks) != std::errc{}) return from_decimals(text, ticks_a_second);
    if (ticks < 0 || ticks / ticks_a_second >= year_2200) return refusal(line_reason::no_time);
    return from_epoch_us(ticks_a_second > micros_a_second
                             ? ticks / (ticks_a_second / micros_a_second)
                             : ticks * (micros_a_second / ticks_a_second));
}

}  // namespace waymark::server
