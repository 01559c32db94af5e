#pragma once

#include "server/kpi/meter/context.hpp"

namespace waymark::server {

/// What people enter for periods by `value.entered`: a value, or a numerator and a denominator. The
/// last entry for a period counts. Over a window the sums of the periods that began in it; of plain
/// values, and where none began in it, the newest.
class ManualMeter : public Meter {
public:
    ManualMeter(const KpiId& kpi, MeterContext context);

    std::vector<EventType> event_types() const override { return {type_}; }
    void on_event(const Event& event, int sign, Whom whom) override;
    void advance(Time) override {}

    Measured over(Bounds bounds, SliceKey slice) const override;
    std::vector<Counted> last_counted() const override;
    std::vector<PartCount> left_out() const override;
    std::optional<Regard> regard(const Event& event, Bounds bounds) const override;
    using Meter::regard;
    std::vector<FieldId> looks_at() const override { return {field::period}; }

    Time take_rewritten() override { return std::exchange(rewritten_, Time::max()); }
    std::string memory() const override;
    void recall(const std::string& memory) override;

private:
    struct Entry {
        Time entered;
        std::string period;
        std::optional<double> value, numerator, denominator;
    };
    static std::optional<double> value_of(const Entry& entry);
    Entry entry_of(const Event& event) const;

    MeterContext context_;
    EventType type_;
    Word kpi_;
    FieldId numerator_, denominator_;
    std::map<Time, Entry> entries_;  ///< by the beginning of their period
    std::int64_t unreadable_ = 0;
    Time rewritten_ = Time::max();
};

}  // namespace waymark::server
