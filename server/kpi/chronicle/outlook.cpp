#include "server/kpi/chronicle/outlook.hpp"

#include <algorithm>
#include <cmath>

namespace waymark::server {
namespace {

using std::chrono::local_days;

constexpr std::size_t least_days = 10;
constexpr double farthest = 10 * 365.25;
constexpr double at_goal = 0.999;
constexpr double confidence = 1.645;  // standard deviations on both sides: 90 %

double day_number(local_days day) {
    return static_cast<double>(day.time_since_epoch().count());
}

int held_of(std::span<const HeldDay> told, int of) {
    const auto counted = told.last(std::min(told.size(), static_cast<std::size_t>(of)));
    return static_cast<int>(std::ranges::count(counted, true, &HeldDay::second));
}

/// The day that made it achieved, if it is.
std::optional<local_days> achieved_since(const DoneWhen& rule, std::span<const HeldDay> told) {
    std::optional<local_days> since;
    int held = 0;
    const auto of = static_cast<std::size_t>(rule.of);
    for (std::size_t i = 0; i < told.size(); ++i) {
        held += told[i].second ? 1 : 0;
        if (i >= of) held -= told[i - of].second ? 1 : 0;
        if (held < rule.hold)
            since.reset();
        else if (!since)
            since = told[i].first;
    }
    return since;
}

/// So many days that count, in days of the calendar.
std::chrono::days in_calendar(double counting, const DoneWhen& rule) {
    return std::chrono::days{
        static_cast<int>(std::ceil(rule.working_days ? counting * 7 / 5 : counting))};
}

/// The day on which enough will have held, if of the next days that share does.
std::optional<local_days> by_holding(const DoneWhen& rule, std::span<const HeldDay> held,
                                     local_days today) {
    const double share = held_of(held, least_days) / static_cast<double>(least_days);
    if (share * rule.of < rule.hold) return std::nullopt;
    std::vector<HeldDay> course{held.begin(), held.end()};
    double due = 0;
    for (int day = 1; day <= rule.of; ++day) {
        due += share;
        const bool holds = due > 1 - 1e-9;
        if (holds) due -= 1;
        course.emplace_back(today + std::chrono::days{day}, holds);
        if (held_of(course, rule.of) >= rule.hold) return today + in_calendar(day, rule);
    }
    return std::nullopt;
}

/// Where the line through the middle of a course meets the goal, in days after `today`.
double days_to_goal(std::span<const DayAttainment> course, double slope, local_days today) {
    std::vector<double> heights;
    for (const DayAttainment& one : course)
        heights.push_back(one.attainment + slope * (day_number(today) - day_number(one.day)));
    const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::ranges::nth_element(heights, middle);
    const double left = at_goal - *middle;
    if (left <= 0) return 0;
    return slope > 0 ? left / slope : INFINITY;
}

}  // namespace

Slope slope_of(std::span<const DayAttainment> course) {
    std::vector<double> slopes;
    for (std::size_t i = 0; i < course.size(); ++i)
        for (std::size_t j = i + 1; j < course.size(); ++j)
            slopes.push_back((course[j].attainment - course[i].attainment) /
                             (day_number(course[j].day) - day_number(course[i].day)));
    std::ranges::sort(slopes);
    const auto n = static_cast<double>(course.size());
    const auto count = static_cast<double>(slopes.size());
    const double spread = confidence * std::sqrt(n * (n - 1) * (2 * n + 5) / 18);
    const auto at = [&](double rank) {
        return slopes[static_cast<std::size_t>(std::clamp(std::round(rank), 0.0, count - 1))];
    };
    return {.middle = (at((count - 1) / 2 - .25) + at((count - 1) / 2 + .25)) / 2,
            .low = at((count - spread) / 2),
            .high = at((count + spread) / 2)};
}

Outlook outlook_of(const DoneWhen& rule, std::span<const HeldDay> held,
                   std::span<const DayAttainment> course, local_days today,
                   std::optional<int> by_year) {
    if (const auto since = achieved_since(rule, held)) return {.achieved_since = since};
    const auto on = [&](local_days day) {
        const bool late = by_year && day >= local_days{std::chrono::year{*by_year + 1} /
                                                       std::chrono::January / 1};
        return Outlook{.forecast = day, .pace = late ? Pace::late : Pace::on_pace};
    };
    if (held.size() >= least_days)
        if (const auto day = by_holding(rule, held, today)) return on(*day);
    if (course.size() < least_days || held.size() < least_days) return {.pace = Pace::unknown};
    const Slope slope = slope_of(course);
    // Even at its best it would not get there.
    if (days_to_goal(course, slope.high, today) > farthest) return {.pace = Pace::never};
    const double left = days_to_goal(course, slope.middle, today);
    if (left > 0 && slope.low <= 0) return {.pace = Pace::unknown};
    if (left > farthest) return {.pace = Pace::never};
    return on(today + std::chrono::days{static_cast<int>(std::ceil(left))} +
              in_calendar(rule.hold, rule));
}

}  // namespace waymark::server
