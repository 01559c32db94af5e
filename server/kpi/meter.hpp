#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "server/kpi/buckets.hpp"
#include "server/kpi/calendar.hpp"
#include "server/kpi/subjects.hpp"
#include "shared/model/measure.hpp"

namespace waymark::server {

/// What a KPI's measure gives over a stretch of time.
struct Measured {
    std::optional<double> value;      ///< nothing: there was nothing to compute from
    std::int64_t n = 0;               ///< cases it is made of
    std::optional<double> numerator;  ///< of a ratio; its denominator is n
    double variance = 0;              ///< of one case, for the error of a mean; 0 when unknown
    std::optional<Time> since;        ///< the value is the age of something that began then
    bool operator==(const Measured&) const = default;
};

/// Computes one KPI from records as they come. Server thread only.
class Meter {
public:
    virtual ~Meter() = default;

    /// A record was noted (with derived fields filled in); the desk's time is `now`.
    virtual void accept(const Record& record, Time now) = 0;
    /// Time passes.
    virtual void advance(Time now) = 0;
    /// The value over `bounds`; with from == to, the value at that instant.
    virtual Measured over(Bounds bounds) const = 0;

    /// The earliest instant whose value may have changed since the last call; Time::max() when
    /// none has. Sparklines are drawn anew from there.
    virtual Time take_rewritten() = 0;

    /// Minutes for the checkpoint; null for a meter that keeps none.
    virtual Buckets* buckets() = 0;
    /// What else must survive a restart, as text; empty: nothing. `recall` takes it back and leaves
    /// the meter as it was when it is damaged.
    virtual std::string memory() const = 0;
    virtual void recall(const std::string& memory) = 0;
};

/// The meter for a measure. `subjects` must outlive it.
std::unique_ptr<Meter> make_meter(const Measure& measure, const Subjects& subjects);

}  // namespace waymark::server
