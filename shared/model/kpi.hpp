#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/model/ids.hpp"
#include "shared/model/target.hpp"
#include "shared/model/time.hpp"

namespace waymark {

/// What a KPI's value counts: pieces, a fraction 0..1, seconds, or points of a score.
enum class ValueUnit { count, ratio, duration, points };

std::string_view name_of(ValueUnit unit);
std::optional<ValueUnit> value_unit_named(std::string_view name);

/// The stretch of time a reading speaks of: this instant, the last `length`, or from the beginning
/// of the desk day, shift, ISO week, month, quarter, year or of the vision until now, all by the
/// desk's day boundary in its zone.
struct Window {
    enum class Kind { now, rolling, today, shift, week, month, quarter, year, vision };
    Kind kind = Kind::now;
    std::chrono::minutes length{0};  ///< of a rolling window, 1 min .. 400 d; else 0

    bool operator==(const Window&) const = default;
};

/// "now", "today", "week", ... or "rolling 60min", "rolling 8h", "rolling 28d": the form of the
/// desk folder and of the wire, which writes each length in one way.
std::string to_text(Window window);
std::optional<Window> window_from(std::string_view text);

/// A KPI as people see it. How it is computed is its Measure, which screens need not know.
struct Kpi {
    KpiId id;
    std::string title;
    ValueUnit unit = ValueUnit::count;
    std::string noun;  ///< what is counted or the scale: "tickets", "of 5"; may be empty
    Window window;
    std::optional<Target> target;
    double weight = 1;            ///< among the KPIs of its CSFs, split evenly over them; above 0
    bool critical = false;        ///< caps what is above it, see contract of roll-up
    std::int64_t min_n = 0;       ///< below this many cases the state is too_few
    std::vector<CsfId> supports;  ///< the CSFs it stands behind; empty: an orphan
    std::vector<FeedId> feeds;    ///< the feeds whose life its age is taken from; at least one
    std::vector<std::string> by;  ///< dimensions whose values have readings of their own
    std::string hours;            ///< outside these the state is closed; empty: never closed
    bool confident = false;  ///< off target only when chance alone does not explain it (ratios)
    bool counts_up = false;  ///< the value is an age that grows by itself (oldest, longest wait)

    bool operator==(const Kpi&) const = default;
};

}  // namespace waymark
