#pragma once

#include "server/kpi/meter/age_meter.hpp"
#include "server/kpi/meter/tally_meter.hpp"

namespace waymark::server {

/// A ratio of contacts whose denominator also has those that still wait and have for too long: a
/// live service level (K7). Without it the number looks best when the queue explodes.
class LiveRatioMeter : public TallyMeter {
public:
    /// `measure` must be a RatioMeasure with `waiting_beyond`.
    LiveRatioMeter(const Measure& measure, const std::vector<std::string>& by,
                   MeterContext context);

    std::optional<SubjectKind> stints_of() const override { return SubjectKind::contact; }
    std::uint64_t stint_marks() const override { return waiting_.stint_marks(); }
    void on_stints(std::span<const Stint> before, std::span<const Stint> after, Whom whom) override;
    void advance(Time now) override;
    Measured over(Bounds bounds, SliceKey slice) const override;
    Time take_rewritten() override;
    using TallyMeter::regard;
    std::optional<Regard> regard(const Stint& stint, Bounds bounds) const override;

private:
    AgeMeter waiting_;
};

}  // namespace waymark::server
