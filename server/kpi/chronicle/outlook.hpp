#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "server/kpi/chronicle/node_history.hpp"
#include "shared/model/charter.hpp"

namespace waymark::server {

/// Since when a CSF is achieved, or when it will be.
struct Outlook {
    std::optional<std::chrono::local_days> achieved_since;
    std::optional<std::chrono::local_days> forecast;
    std::optional<Pace> pace;  ///< none once achieved
    bool operator==(const Outlook&) const = default;
};

/// A desk day that counts for a CSF, and whether it held.
using HeldDay = std::pair<std::chrono::local_days, bool>;

/// The slope of a course a day, and between what it lies with a confidence of 90 %.
struct Slope {
    double middle = 0;  ///< the median of the slopes between any two days (Theil and Sen)
    double low = 0;
    double high = 0;
};
/// There must be two days at least.
Slope slope_of(std::span<const DayAttainment> course);

/// What is to be expected of a CSF after the day `today`, from the days that counted for its rule
/// and its attainment of the last 60 known days, both oldest first:
///
/// It is achieved: since the day that made it so. Fewer than 10 days are known: too early to say.
/// Of the last 10 days as large a share held as the rule asks: the day on which enough will have
/// held, if it goes on so. Else its attainment must rise: the day on which the line through it gets
/// to the goal, and the days to be held after that. A course that surely rises gives a date, one
/// that surely does not get there within ten years gives `never`; of one that scatters too much it
/// is too early to say. Late is what comes after the last day of `by_year`.
Outlook outlook_of(const DoneWhen& rule, std::span<const HeldDay> days,
                   std::span<const DayAttainment> course, std::chrono::local_days today,
                   std::optional<int> by_year);

}  // namespace waymark::server
