#pragma once

#include <string>
#include <string_view>

#include "shared/model/kpi.hpp"
#include "shared/model/time.hpp"
#include "shared/model/words.hpp"

namespace waymark {

/// A value and what it counts, apart, so that the unit can be set smaller.
struct ValueText {
    std::string number;  ///< "83", "0:24", "1,240"
    std::string unit;    ///< "%", "min", "tickets"; may be empty
    bool operator==(const ValueText&) const = default;
};

/// The only place where values and times become text. By the desk's locale.
class Format {
public:
    explicit Format(std::string_view locale);

    const Words& words() const { return words_; }

    /// At most three significant digits, but enough that the text is on the same side of the
    /// target's borders as the value. Durations: m:ss below an hour, then hours, then days.
    ValueText value(const Kpi& kpi, double value) const;
    /// "≥ 80 %", "≤ 0:30", "75–85 %"; empty without a target.
    std::string target(const Kpi& kpi) const;
    /// How far a value moved, without a sign: "2.1" (percentage points), "0:06", "4".
    std::string change(const Kpi& kpi, double change) const;
    /// "86 %", of a fraction.
    std::string percent(double fraction) const;
    /// What a value speaks of: "60 min", "8 h", "28 d", "today"; empty for now.
    std::string window(Window window) const;
    /// "now", "20 s ago" in steps of 10 s, "3 min ago", "2 h ago", "5 d ago".
    std::string age(Duration age) const;

    /// "14:32", by the desk's clock.
    static std::string time_of_day(Time time, const LocalClock& clock);
    /// The same, with the date before it when it is not the day of `now`.
    std::string moment(Time time, Time now, const LocalClock& clock) const;
    /// An instant to come: "08:00" today, "Mon 08:00" within six days, then "28 March".
    std::string upcoming(Time time, Time now, const LocalClock& clock) const;
    /// "14:02" today, else "28 March".
    std::string time_or_date(Time time, Time now, const LocalClock& clock) const;
    std::string weekday(Time time, const LocalClock& clock) const;
    /// "21 November".
    std::string date(Time time, const LocalClock& clock) const;
    /// "21 November"; of another year than `today` "21 November 2027".
    std::string day(std::chrono::local_days day, std::chrono::local_days today) const;
    /// The desk's day that `time` is in, by its clock.
    static std::chrono::local_days local_day(Time time, const LocalClock& clock);

private:
    std::string number(double value, int decimals) const;
    std::string short_number(double value, int most_decimals) const;
    ValueText duration(double seconds) const;

    const Words& words_;
    bool month_first_;
};

/// The steps in which `Format::age` and growing values advance: what is left until `length` reads
/// differently. At least 1 ms.
Duration until_age_changes(Duration age);
Duration until_duration_changes(Duration length);
/// The start of the step that `length` is in: a growing value is shown as of there.
Duration duration_step(Duration length);

}  // namespace waymark
