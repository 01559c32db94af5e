#include "server/kpi/time/period.hpp"

#include <charconv>

namespace waymark::server {
namespace {

using namespace std::chrono;

/// All of `text` as a number of `digits` digits.
std::optional<int> number(std::string_view text, std::size_t digits) {
    int value = 0;
    if (text.size() != digits) return std::nullopt;
    for (const char letter : text)
        if (letter < '0' || letter > '9') return std::nullopt;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Days {
    local_days first;
    local_days beyond;
};

std::optional<Days> months(int of_year, int first, int count) {
    if (first < 1 || first + count > 13) return std::nullopt;
    const year_month begin{year{of_year}, month{static_cast<unsigned>(first)}};
    return Days{local_days{begin / 1}, local_days{(begin + std::chrono::months{count}) / 1}};
}

std::optional<Days> iso_week(int of_year, int week) {
    // The week of 4 January is the first.
    const auto monday_of_first = [](int y) {
        const local_days fourth{year{y} / January / 4};
        return fourth - (weekday{fourth} - Monday);
    };
    const local_days first = monday_of_first(of_year) + weeks{week - 1};
    if (week < 1 || first >= monday_of_first(of_year + 1)) return std::nullopt;
    return Days{first, first + weeks{1}};
}

std::optional<Days> days_named(std::string_view text) {
    const auto of_year = number(text.substr(0, 4), 4);
    if (!of_year || *of_year < 1970 || *of_year > 2199) return std::nullopt;
    if (text.size() == 4) return months(*of_year, 1, 12);
    if (text[4] != '-') return std::nullopt;
    const std::string_view rest = text.substr(5);
    if (rest.starts_with('Q')) {
        const auto quarter = number(rest.substr(1), 1);
        return quarter ? months(*of_year, *quarter * 3 - 2, 3) : std::nullopt;
    }
    if (rest.starts_with('W')) {
        const auto week = number(rest.substr(1), 2);
        return week ? iso_week(*of_year, *week) : std::nullopt;
    }
    const auto of_month = number(rest.substr(0, 2), 2);
    if (!of_month) return std::nullopt;
    if (rest.size() == 2) return months(*of_year, *of_month, 1);
    const auto of_day = rest[2] == '-' ? number(rest.substr(3), 2) : std::nullopt;
    if (!of_day) return std::nullopt;
    const year_month_day date{year{*of_year}, month{static_cast<unsigned>(*of_month)},
                              day{static_cast<unsigned>(*of_day)}};
    if (!date.ok()) return std::nullopt;
    return Days{local_days{date}, local_days{date} + days{1}};
}

}  // namespace

std::optional<Bounds> period_named(std::string_view text, const DeskCalendar& calendar) {
    const auto found = days_named(text);
    if (!found) return std::nullopt;
    return Bounds{calendar.begin_of(found->first), calendar.begin_of(found->beyond) - Duration{1}};
}

}  // namespace waymark::server
