#pragma once

#include <cstdint>
#include <string_view>

#include "shared/model/time.hpp"

namespace waymark::demo {

/// What a visitor sees one after the other; after the last chapter the first one follows again.
enum class Chapter { quiet, burst, recovery, good_hour };

std::string_view name_of(Chapter chapter);

/// How the desk is doing: what the simulation takes from the story at an instant.
struct Mood {
    Chapter chapter = Chapter::quiet;
    double calls = 1;            ///< factor on the calls that arrive
    int helpers = 0;             ///< agents of the second line who help on the phones
    double ticket_speed = 1;     ///< factor on how fast tickets get done
    double first_contact = .84;  ///< share of the tickets from calls solved while the caller waits
    double kindness = .86;       ///< share of the answers to surveys that are content
};

/// The mood `told` after the story began, in the desk's own time (a speed of 10 tells it ten times
/// as fast). Every round varies a little with `seed`. A story that is not told stays at an ordinary
/// working hour.
Mood mood_of_story(Duration told, std::uint64_t seed);

/// The ordinary ups and downs of a working day, before the story begins or when none is told.
Mood mood_of_day(Time time);

/// Calls by the time of day (UTC), 0.7 at night .. 1 at the busiest hours.
double day_shape(Time time);

}  // namespace waymark::demo
