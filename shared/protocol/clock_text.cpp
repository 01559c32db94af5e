#include "shared/protocol/clock_text.hpp"

namespace waymark {
namespace {

using namespace std::chrono_literals;

/// A number of exactly so many digits as `text` has.
std::optional<int> digits(std::string_view text) {
    int number = 0;
    for (const char letter : text) {
        if (letter < '0' || letter > '9') return std::nullopt;
        number = number * 10 + (letter - '0');
    }
    return number;
}

}  // namespace

std::optional<std::chrono::minutes> clock_time_from(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = digits(text.substr(0, 2));
    const auto minute = digits(text.substr(3));
    if (!hour || !minute || *minute > 59) return std::nullopt;
    const auto time = std::chrono::hours{*hour} + std::chrono::minutes{*minute};
    return time <= 48h ? std::optional{time} : std::nullopt;
}

std::optional<OpenInterval> interval_between(std::chrono::minutes from, std::chrono::minutes to) {
    if (from >= 24h || from == to) return std::nullopt;
    return OpenInterval{from, to < from ? to + 24h : to};
}

std::optional<OpenInterval> interval_from(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = clock_time_from(text.substr(0, 5));
    const auto to = clock_time_from(text.substr(6));
    return from && to ? interval_between(*from, *to) : std::nullopt;
}

std::optional<std::chrono::local_days> date_from(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8));
    if (!year || !month || !day || *year < 1970 || *year > 2199) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{std::chrono::local_days{date}} : std::nullopt;
}

std::string to_text(std::chrono::local_days date) {
    const std::chrono::year_month_day parts{date};
    const auto two_digits = [](unsigned number) {
        return (number < 10 ? "-0" : "-") + std::to_string(number);
    };
    return std::to_string(static_cast<int>(parts.year())) +
           two_digits(static_cast<unsigned>(parts.month())) +
           two_digits(static_cast<unsigned>(parts.day()));
}

}  // namespace waymark
