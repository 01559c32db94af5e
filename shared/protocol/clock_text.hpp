#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "shared/model/hours.hpp"

namespace waymark {

/// The days of a week as desk files write them, Monday first.
inline constexpr std::array<std::string_view, 7> weekday_words{"mon", "tue", "wed", "thu",
                                                               "fri", "sat", "sun"};

/// "06:30" as minutes after midnight, "00:00" to "48:00"; nothing when the text is no such time.
std::optional<std::chrono::minutes> clock_time_from(std::string_view text);

/// What begins at `from` and ends at `to`, on the next day when `to` is the earlier: "22:00" to
/// "06:00" is the same as to "30:00". Nothing when it begins at "24:00" or later, or has no length.
std::optional<OpenInterval> interval_between(std::chrono::minutes from, std::chrono::minutes to);

/// "08:00-18:00", "22:00-06:00", "22:00-30:00"; nothing when the text is no such interval.
std::optional<OpenInterval> interval_from(std::string_view text);

/// "2026-04-03"; nothing when there is no such date. Years 1970 to 2199.
std::optional<std::chrono::local_days> date_from(std::string_view text);
/// The other way round.
std::string to_text(std::chrono::local_days date);

}  // namespace waymark
