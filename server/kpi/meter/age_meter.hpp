#pragma once

#include "server/kpi/event/matcher.hpp"
#include "server/kpi/meter/context.hpp"
#include "server/kpi/meter/slices.hpp"

namespace waymark::server {

/// The ages of subjects in a state: the oldest, or how many are within bounds. It looks at
/// instants only; what lies back further than a day is known at the quarters of an hour.
class AgeMeter : public Meter {
public:
    /// `measure` must be an AgeMeasure; `context` must outlive the meter.
    AgeMeter(const Measure& measure, const std::vector<std::string>& by, MeterContext context);

    std::optional<SubjectKind> stints_of() const override { return kind_; }
    std::uint64_t stint_marks() const override;
    void on_stints(std::span<const Stint> before, std::span<const Stint> after, Whom whom) override;
    void advance(Time now) override;

    /// Only the end of `bounds` counts.
    Measured over(Bounds bounds, SliceKey slice) const override;
    std::vector<SliceKey> slices() const override { return series_.keys(); }
    std::optional<Oldest> oldest(Time at, SliceKey slice) const override;
    std::optional<Regard> regard(const Stint& stint, Bounds bounds) const override;
    using Meter::regard;
    std::vector<FieldId> looks_at() const override;
    Foremost foremost(Bounds bounds) const override;

    Time take_rewritten() override { return std::exchange(rewritten_, Time::max()); }

private:
    struct Aged {
        Time since;
        Time from;
        Time to;
        std::string subject;
        /// The same stretch, though one may be known from when the definition began only.
        bool is_of(const Aged& other) const {
            return since == other.since && to == other.to && subject == other.subject;
        }
    };
    struct Mark {
        std::optional<Aged> oldest;
        std::int64_t within = 0;
        std::int64_t all = 0;
    };
    struct Series {
        std::multimap<Time, Aged> open;  ///< by since
        std::multimap<Time, Aged> past;  ///< by to
        std::multimap<Time, Aged> long_past;
        std::map<Time, Mark> marks;  ///< as it was just before each quarter of an hour
    };

    void add(Series& series, const Aged& aged);
    static std::multimap<Time, Aged>& past_of(Series& series, const Aged& aged);
    void remove(Series& series, const Aged& aged);
    void end_open();
    bool has_subjects();
    Mark look(const Series& series, Time at) const;
    double age(Time since, Time at) const;
    bool is_asked_for(double seconds) const;
    Measured show(const Mark& mark, Time at) const;

    MeterContext context_;
    AgeMeasure measure_;
    std::optional<SubjectKind> kind_;
    Filter filter_;
    FieldId since_;
    const HoursClock* clock_;  ///< null: by the clock on the wall
    Slices<Series> series_;
    Time now_;
    Time next_end_ = Time::max();  ///< nothing open ends before
    Time marked_;                  ///< the last quarter of an hour whose mark stands
    Time rewritten_ = Time::max();
};

}  // namespace waymark::server
