#include "server/demo/story.hpp"

#include <array>
#include <cmath>

#include "server/demo/dice.hpp"
#include "shared/model/names.hpp"

namespace waymark::demo {
namespace {

using std::chrono::minutes;

constexpr Names<Chapter, 4> chapter_names{{{Chapter::quiet, "a quiet start"},
                                           {Chapter::burst, "a burst of calls"},
                                           {Chapter::recovery, "recovery"},
                                           {Chapter::good_hour, "a good hour"}}};

/// The chapters' lengths in the desk's time: at speed 10 a round takes twelve minutes.
constexpr minutes quiet_length{6};
constexpr minutes burst_length{9};
constexpr minutes recovery_length{13};
constexpr minutes good_length{92};
constexpr minutes round_length = quiet_length + burst_length + recovery_length + good_length;

/// Relative calls at each full hour of the day.
constexpr std::array<double, 25> shape{.72, .72, .72, .72, .73, .75, .79, .84, .91,
                                       .97, 1.0, .98, .93, .95, 1.0, .98, .94, .89,
                                       .84, .80, .77, .75, .73, .72, .72};

double hour_of_day(Time time) {
    const auto since_midnight = time - std::chrono::floor<std::chrono::days>(time);
    return in_seconds(since_midnight) / 3600;
}

}  // namespace

std::string_view name_of(Chapter chapter) {
    return find_name(chapter_names, chapter);
}

Mood mood_of_story(Duration told, std::uint64_t seed) {
    const auto round = static_cast<std::uint64_t>(told / round_length);
    const Duration within = told % round_length;
    Dice dice(seed + round);
    const double strength = round == 0 ? 1.25 : dice.between(.8, 1.3);
    if (within < quiet_length) return {Chapter::quiet, .8, 0, 1, .84, .88};
    if (within < quiet_length + burst_length)
        return {Chapter::burst, 4.2 * strength, 0, .7, .76, .74};
    if (within < quiet_length + burst_length + recovery_length)
        return {Chapter::recovery, .55, 8, 1, .84, .84};
    return {Chapter::good_hour, 1, 4, 1.5, .9, .95};
}

Mood mood_of_day(Time time) {
    const double hour = hour_of_day(time);
    Mood mood;
    mood.calls = .93 + .10 * std::sin(hour * 2.1) + .07 * std::sin(hour * 5.3);
    mood.first_contact = .84 + .03 * std::sin(hour * 1.3);
    return mood;
}

double day_shape(Time time) {
    const double hour = hour_of_day(time);
    const auto full = static_cast<std::size_t>(hour);
    return std::lerp(shape[full], shape[full + 1], hour - static_cast<double>(full));
}

}  // namespace waymark::demo
