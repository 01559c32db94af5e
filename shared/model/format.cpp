#include "shared/model/format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace waymark {
namespace {

using namespace std::chrono_literals;

constexpr double seconds_in_hour = 3600;
constexpr double seconds_in_day = 86400;
constexpr double days_from = 48 * seconds_in_hour;

std::string plain(double value, int decimals) {
    std::array<char, 400> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            std::chars_format::fixed, decimals);
    return error == std::errc{} ? std::string(buffer.data(), end) : std::string{"?"};
}

std::string two_digits(long value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

double rounded(double value, int decimals) {
    const double scale = std::pow(10, decimals);
    return std::round(value * scale) / scale;
}

/// Decimals for at most three significant digits, as people read them.
int decimals_for(ValueUnit unit, double value) {
    const double size = std::abs(value);
    switch (unit) {
        case ValueUnit::ratio:
            return size > 0 && size < 9.95 ? 1 : 0;
        case ValueUnit::points:
            return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
        case ValueUnit::count:
        case ValueUnit::duration:
            break;
    }
    return size < 99.95 && value != std::floor(value) ? 1 : 0;
}

/// Seconds as the text will say them, on the same side of the target as `seconds`.
double whole_seconds(const Kpi& kpi, double seconds) {
    const double nearest = std::round(seconds);
    if (!kpi.target) return nearest;
    for (const double candidate : {nearest, std::floor(seconds), std::ceil(seconds)})
        if (judge(*kpi.target, candidate) == judge(*kpi.target, seconds)) return candidate;
    return nearest;
}

/// The length of the step that `length` is in, for ages and for growing values.
Duration age_step_length(Duration age) {
    if (age < 1min) return 10s;
    if (age < 1h) return 1min;
    return age < 48h ? Duration{1h} : Duration{24h};
}
Duration duration_step_length(Duration length) {
    if (length < 1h) return 1s;
    return length < 48h ? 6min : 144min;
}

Duration left_of(Duration length, Duration step) {
    return step - (length % step);
}

}  // namespace

Format::Format(std::string_view locale)
    : words_(words_for(locale)), month_first_(locale == "en-US") {}

std::string Format::number(double value, int decimals) const {
    std::string text = plain(value, decimals);
    if (rounded(value, decimals) == 0 && text.starts_with('-')) text.erase(0, 1);
    std::size_t point = text.find('.');
    if (point == std::string::npos)
        point = text.size();
    else
        text[point] = words_.decimal;
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    for (std::size_t at = point; at > first + 3;) {
        at -= 3;
        text.insert(at, words_.group);
    }
    if (first == 1) text.replace(0, 1, "−");
    return text;
}

std::string Format::short_number(double value, int most_decimals) const {
    int decimals = 0;
    while (decimals < most_decimals &&
           std::abs(rounded(value, decimals) - value) > 1e-9 * std::max(1.0, std::abs(value)))
        ++decimals;
    return number(value, decimals);
}

ValueText Format::duration(double seconds) const {
    const std::string sign = seconds < 0 ? "−" : "";
    const double size = std::abs(seconds);
    if (std::round(size) < seconds_in_hour) {
        const long whole = std::lround(size);
        return {sign + std::to_string(whole / 60) + ":" + two_digits(whole % 60),
                std::string{words_.minute_unit}};
    }
    const bool days = size >= days_from;
    const double value = size / (days ? seconds_in_day : seconds_in_hour);
    return {sign + number(value, value < 99.95 ? 1 : 0),
            std::string{days ? words_.day_unit : words_.hour_unit}};
}

ValueText Format::value(const Kpi& kpi, double value) const {
    if (!std::isfinite(value)) return {"–", ""};
    if (kpi.unit == ValueUnit::duration) return duration(whole_seconds(kpi, value));
    const double scale = kpi.unit == ValueUnit::ratio ? 100 : 1;
    const double shown = value * scale;
    int decimals = decimals_for(kpi.unit, shown);
    if (kpi.target && kpi.unit != ValueUnit::count) {
        const auto tells_the_same = [&](int places) {
            return judge(*kpi.target, rounded(shown, places) / scale) == judge(*kpi.target, value);
        };
        int more = decimals;
        while (more < decimals + 2 && !tells_the_same(more))
            ++more;
        if (tells_the_same(more)) decimals = more;
    }
    return {number(shown, decimals), kpi.unit == ValueUnit::ratio ? "%" : kpi.noun};
}

std::string Format::target(const Kpi& kpi) const {
    if (!kpi.target) return {};
    const auto border = [&](double value) -> ValueText {
        if (kpi.unit == ValueUnit::ratio) return {short_number(value * 100, 2), " %"};
        if (kpi.unit != ValueUnit::duration) return {short_number(value, 2), ""};
        if (std::abs(value) < seconds_in_hour) return {duration(value).number, ""};
        const bool days = std::abs(value) >= days_from;
        return {short_number(value / (days ? seconds_in_day : seconds_in_hour), 1),
                " " + std::string{days ? words_.day_unit : words_.hour_unit}};
    };
    if (kpi.target->direction == Direction::band) {
        const ValueText low = border(kpi.target->low);
        const ValueText high = border(kpi.target->high);
        return low.number + (low.unit == high.unit ? "" : low.unit) + "–" + high.number + high.unit;
    }
    const ValueText goal = border(kpi.target->goal);
    return (kpi.target->direction == Direction::higher ? "≥ " : "≤ ") + goal.number + goal.unit;
}

std::string Format::change(const Kpi& kpi, double change) const {
    const double size = std::abs(change);
    switch (kpi.unit) {
        case ValueUnit::ratio:
            return number(size * 100, size < 0.0995 ? 1 : 0);
        case ValueUnit::duration: {
            const ValueText text = duration(size);
            return size < seconds_in_hour ? text.number : text.number + " " + text.unit;
        }
        case ValueUnit::points:
            return number(size, size < 0.995 ? 2 : 1);
        case ValueUnit::count:
            break;
    }
    return short_number(size, size < 100 ? 1 : 0);
}

std::string Format::percent(double fraction) const {
    return number(fraction * 100, 0) + " %";
}

std::string Format::window(Window window) const {
    const auto in = [&](auto unit, std::string_view name) {
        return std::to_string(window.length / unit) + " " + std::string{name};
    };
    switch (window.kind) {
        case Window::Kind::now:
            return {};
        case Window::Kind::today:
            return std::string{words_.today};
        case Window::Kind::shift:
            return std::string{words_.shift};
        case Window::Kind::week:
            return std::string{words_.week};
        case Window::Kind::month:
            return std::string{words_.month};
        case Window::Kind::quarter:
            return std::string{words_.quarter};
        case Window::Kind::year:
            return std::string{words_.year};
        case Window::Kind::vision:
            return std::string{words_.since_vision};
        case Window::Kind::rolling:
            break;
    }
    if (window.length >= 48h && window.length % 24h == 0min) return in(24h, words_.day_unit);
    if (window.length > 1h && window.length % 1h == 0min) return in(1h, words_.hour_unit);
    return in(1min, words_.minute_unit);
}

std::string Format::age(Duration age) const {
    const auto count = [&](Duration unit, std::string_view pattern) {
        return fill(pattern, {std::to_string(age / unit)});
    };
    if (age < 10s) return std::string{words_.just_now};
    if (age < 1min) return fill(words_.seconds_ago, {std::to_string(age / Duration{10s} * 10)});
    if (age < 1h) return count(1min, words_.minutes_ago);
    return age < 48h ? count(1h, words_.hours_ago) : count(24h, words_.days_ago);
}

std::string Format::time_of_day(Time time, const LocalClock& clock) {
    const auto local = time + clock.offset_at(time);
    const auto of_day = local - std::chrono::floor<std::chrono::days>(local);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(of_day).count();
    return two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

std::string Format::moment(Time time, Time now, const LocalClock& clock) const {
    const std::string at = time_of_day(time, clock);
    return local_day(time, clock) == local_day(now, clock) ? at : date(time, clock) + " " + at;
}

std::string Format::upcoming(Time time, Time now, const LocalClock& clock) const {
    const auto days = local_day(time, clock) - local_day(now, clock);
    if (days <= std::chrono::days{0} || days > std::chrono::days{6})
        return time_or_date(time, now, clock);
    const std::chrono::weekday day{local_day(time, clock)};
    return std::string{words_.short_weekdays[day.c_encoding()]} + " " + time_of_day(time, clock);
}

std::string Format::time_or_date(Time time, Time now, const LocalClock& clock) const {
    const bool today = local_day(time, clock) == local_day(now, clock);
    return today ? time_of_day(time, clock) : date(time, clock);
}

std::string Format::weekday(Time time, const LocalClock& clock) const {
    const std::chrono::weekday day{local_day(time, clock)};
    return std::string{words_.weekdays[day.c_encoding()]};
}

std::chrono::local_days Format::local_day(Time time, const LocalClock& clock) {
    const auto local = time + clock.offset_at(time);
    return std::chrono::local_days{std::chrono::floor<std::chrono::days>(local).time_since_epoch()};
}

std::string Format::date(Time time, const LocalClock& clock) const {
    const std::chrono::local_days day = local_day(time, clock);
    return this->day(day, day);
}

std::string Format::day(std::chrono::local_days day, std::chrono::local_days today) const {
    const std::chrono::year_month_day date{day};
    const std::string number = std::to_string(static_cast<unsigned>(date.day()));
    const std::string_view month = words_.months[static_cast<unsigned>(date.month()) - 1];
    std::string text = fill(month_first_ ? "{2} {1}" : words_.date, {number, month});
    if (date.year() == std::chrono::year_month_day{today}.year()) return text;
    return text + (month_first_ ? ", " : " ") + std::to_string(static_cast<int>(date.year()));
}

Duration until_age_changes(Duration age) {
    return left_of(std::max(age, Duration{0}), age_step_length(age));
}
Duration until_duration_changes(Duration length) {
    return left_of(std::max(length, Duration{0}), duration_step_length(length));
}
Duration duration_step(Duration length) {
    return length - length % duration_step_length(length);
}

}  // namespace waymark
