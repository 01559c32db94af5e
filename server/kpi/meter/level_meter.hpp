#pragma once

#include "server/kpi/event/matcher.hpp"
#include "server/kpi/meter/context.hpp"
#include "server/kpi/meter/slices.hpp"
#include "server/kpi/state/level_series.hpp"

namespace waymark::server {

/// How many subjects are in a state, or what they have in sum; and shares of such levels.
class LevelMeter : public Meter {
public:
    /// `measure` must be a LevelMeasure or a ShareMeasure; `context` must outlive the meter.
    LevelMeter(const Measure& measure, const std::vector<std::string>& by, MeterContext context);

    std::optional<SubjectKind> stints_of() const override { return kind_; }
    std::uint64_t stint_marks() const override;
    void on_stints(std::span<const Stint> before, std::span<const Stint> after, Whom whom) override;
    void recall_stints(std::span<const Stint> stints, Whom whom) override;
    void advance(Time now) override;

    Measured over(Bounds bounds, SliceKey slice) const override;
    std::vector<SliceKey> slices() const override { return series_.keys(); }
    std::string state_text(Bounds bounds, SliceKey slice) const override;
    std::optional<Regard> regard(const Stint& stint, Bounds bounds) const override;
    using Meter::regard;
    std::vector<FieldId> looks_at() const override;
    Foremost foremost(Bounds bounds) const override;

    Time take_rewritten() override { return std::exchange(rewritten_, Time::max()); }
    std::vector<NamedHistory> histories() override;
    void put(const std::string& series, const History::Row& row) override;

private:
    struct Series {
        LevelSeries level;
        LevelSeries of;  ///< of a share: the denominator
    };
    /// How much a series' levels change at an instant.
    struct Change {
        Series* series = nullptr;
        Time time;
        Fixed level = 0;
        Fixed of = 0;
    };

    /// What a state adds to the levels.
    struct Worth {
        Fixed level = 0;
        Fixed of = 0;
        bool operator==(const Worth&) const = default;
    };

    Worth worth_of(const Event& state) const;
    /// Whether only what is true at the end of `bounds` is in the value.
    bool is_of_instant(Bounds bounds) const;
    void collect(const Stint& stint, int sign);
    void put_changes(const Event& state, Time time, Worth worth, int sign);
    void put_change(Series& series, Time time, Fixed level, Fixed of);
    Measured level_over(const Series& series, Bounds bounds) const;
    Measured share_over(const Series& series, Bounds bounds) const;

    MeterContext context_;
    Rounds rounds_;
    std::optional<SubjectKind> kind_;
    Filter filter_;
    std::optional<Filter> of_;
    FieldId field_ = field::none;
    LevelMeasure::Over how_over_ = LevelMeasure::Over::last;
    bool of_time_ = false;
    Slices<Series> series_;
    std::vector<Change> changes_;  ///< of the call at hand
    Time rewritten_ = Time::max();
};

}  // namespace waymark::server
