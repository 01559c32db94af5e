#pragma once

#include <array>

#include "server/kpi/event/matcher.hpp"
#include "server/kpi/meter/context.hpp"
#include "server/kpi/meter/slices.hpp"

namespace waymark::server {

/// Counts, ratios, means, quantiles, maxima, distinct texts and net promoter scores: events are
/// added to the minute they happened in, or their subject began in.
class TallyMeter : public Meter {
public:
    /// `measure` must be of one of these kinds; `context` must outlive the meter.
    TallyMeter(const Measure& measure, const std::vector<std::string>& by, MeterContext context);

    std::vector<EventType> event_types() const override { return types_; }
    void on_event(const Event& event, int sign, Whom whom) override;
    void advance(Time now) override;

    Measured over(Bounds bounds, SliceKey slice) const override;
    std::vector<SliceKey> slices() const override { return series_.keys(); }
    std::vector<PartCount> parts(Bounds bounds, SliceKey slice) const override;
    std::string state_text(Bounds bounds, SliceKey slice) const override;
    std::vector<Counted> last_counted() const override;
    std::vector<PartCount> left_out() const override;
    std::optional<Regard> regard(const Event& event, Bounds bounds) const override;
    using Meter::regard;
    std::vector<FieldId> looks_at() const override;

    Time take_rewritten() override { return std::exchange(rewritten_, Time::max()); }
    std::vector<NamedHistory> histories() override;
    void put(const std::string& series, const History::Row& row) override;

private:
    /// What one event adds.
    struct Worth {
        bool counts = false;       ///< in the value, its numerator, ...
        bool could_count = false;  ///< in the denominator
        bool taken_off = false;    ///< one of `less`
        Fixed number = 1;
        Fixed of_number = 1;
        std::uint64_t hash = 0;
    };
    struct Series {
        History main;
        std::vector<History> parts;
    };
    struct PickedPart {
        std::string name;
        bool excluded = false;
        Picker picker;
    };

    Series make_series() const;
    std::optional<Worth> worth_of(const Event& event, bool counts, bool other) const;
    static bool read_number(const Event& event, FieldId field, bool asked, Fixed& number);
    bool is_within(Time time, Bounds bounds) const;
    void add(KpiState& state, const Worth& worth, int sign) const;
    void note_counted(const Event& event, const Worth& worth, Whom whom);
    void forget_counted(const Event& event, Whom whom);
    Measured value_of(const KpiState& state) const;
    KpiState merged(Bounds bounds, SliceKey slice) const;

    MeterContext context_;
    Rounds rounds_;
    MeasureKind how_;
    bool at_arrival_;
    Picker events_;  ///< counted, or the numerator
    Picker others_;  ///< taken off, or the denominator
    FieldId field_ = field::none, other_field_ = field::none;
    std::vector<PickedPart> parts_;
    std::vector<std::size_t> picked_parts_;  ///< by the event at hand
    std::vector<EventType> types_;
    Slices<Series> series_;
    Time rewritten_ = Time::max();
    static constexpr std::size_t remembered = 10;
    std::array<Counted, remembered> last_;
    std::size_t counted_ = 0;
    std::int64_t without_number_ = 0, without_arrival_ = 0;
};

}  // namespace waymark::server
