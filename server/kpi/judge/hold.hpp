#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/model/outline.hpp"
#include "shared/model/reading.hpp"

namespace waymark::server {

/// How far a CSF is towards its `done_when`.
struct HoldReading {
    enum class State {
        not_met,   ///< none of the last `of` days held
        holding,   ///< some did, not yet enough
        achieved,  ///< at least `hold` did
        lost,      ///< it was achieved, by the same rule, and is no longer
    };
    State state = State::not_met;
    int held = 0;    ///< of the last `of` days
    int needed = 1;  ///< `hold`
    bool operator==(const HoldReading&) const = default;
};

/// Remembers on which desk days the KPIs of a CSF were all on target, of each CSF the last 400 days
/// that count. Server thread only.
class Holds {
public:
    /// A desk day is over. Days must be told in order, those the desk was not running on too, as
    /// not held; telling one again replaces it. `counts` is false on days that `done_when` skips:
    /// without work hours, when it speaks of working days.
    void day_ended(std::chrono::local_days day, const Csf& csf, bool held, bool counts);

    /// Nothing for a CSF without `done_when`.
    std::optional<HoldReading> of(const Csf& csf) const;

    /// The last 400 days that counted for a CSF, oldest first, and whether each held.
    std::vector<std::pair<std::chrono::local_days, bool>> days(const CsfId& csf) const;

    /// The newest day told of any CSF.
    std::optional<std::chrono::local_days> last_day() const { return last_day_; }

    /// For checkpoints. Reading a damaged text gives nothing.
    std::string to_text() const;
    static std::optional<Holds> from_text(std::string_view text);

    bool operator==(const Holds&) const = default;

private:
    struct OfCsf {
        std::map<std::chrono::local_days, bool> days;  ///< that count: held or not
        std::optional<DoneWhen> achieved_by;           ///< the rule it was achieved by
        bool operator==(const OfCsf&) const = default;
    };

    std::map<CsfId, OfCsf> csfs_;
    std::optional<std::chrono::local_days> last_day_;
};

/// What each KPI was last on a desk day, closed hours aside: at the end of the day most are closed.
/// Its state, and how near it was to its goal.
/// Server thread only.
class DayStates {
public:
    /// KPIs that are closed now keep what they were before.
    void note(const std::vector<Reading>& readings);
    /// The day is over.
    void clear() { states_.clear(); }

    /// Whether all KPIs behind the CSF that have a target were on target, and there was one. One
    /// that was stale, had too few cases or no data, or was closed all day, was not.
    bool held(const std::vector<Kpi>& kpis, const CsfId& csf) const;
    /// Whether it is known of all of them what they were, and there was one.
    bool known(const std::vector<Kpi>& kpis, const CsfId& csf) const;

    /// The states and attainments alone, of the KPIs that were not closed all day.
    std::vector<Reading> readings() const;

    std::string to_text() const;
    static std::optional<DayStates> from_text(std::string_view text);

    bool operator==(const DayStates&) const = default;

private:
    struct OfKpi {
        State state = State::no_data;
        std::optional<double> attainment;
        bool operator==(const OfKpi&) const = default;
    };
    /// Of the KPIs behind the CSF that have a target; nothing where one was closed all day.
    std::optional<std::vector<State>> behind(const std::vector<Kpi>& kpis, const CsfId& csf) const;

    std::map<KpiId, OfKpi> states_;
};

}  // namespace waymark::server
