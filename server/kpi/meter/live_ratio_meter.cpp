#include "server/kpi/meter/live_ratio_meter.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

/// The contacts that wait for too long, as a measure of its own.
Measure waiting_measure(const RatioMeasure& ratio) {
    AgeMeasure age{.subject = "contact",
                   .where = ratio.waiting_where,
                   .since = "since",
                   .show = AgeMeasure::Show::count,
                   .above = ratio.waiting_beyond};
    age.where.push_back({.field = "phase", .any_of = {FieldValue{std::string{"waiting"}}}});
    Measure measure;
    measure.how = std::move(age);
    return measure;
}

}  // namespace

LiveRatioMeter::LiveRatioMeter(const Measure& measure, const std::vector<std::string>& by,
                               MeterContext context)
    : TallyMeter(measure, by, context),
      waiting_(waiting_measure(std::get<RatioMeasure>(measure.how)), by, context) {}

void LiveRatioMeter::on_stints(std::span<const Stint> before, std::span<const Stint> after,
                               Whom whom) {
    waiting_.on_stints(before, after, whom);
}

void LiveRatioMeter::advance(Time now) {
    TallyMeter::advance(now);
    waiting_.advance(now);
}

Measured LiveRatioMeter::over(Bounds bounds, SliceKey slice) const {
    Measured measured = TallyMeter::over(bounds, slice);
    const std::int64_t waiting = waiting_.over({bounds.to, bounds.to}, slice).n;
    if (waiting == 0) return measured;
    const double part = measured.numerator.value_or(0);
    measured.n += waiting;
    measured.numerator = part;
    measured.value = part / static_cast<double>(measured.n);
    measured.variance = std::max(0.0, *measured.value * (1 - *measured.value));
    return measured;
}

/// Those that have not waited for long enough yet, and those that wait no more, are told by events.
std::optional<Regard> LiveRatioMeter::regard(const Stint& stint, Bounds bounds) const {
    auto regard = waiting_.regard(stint, bounds);
    if (!regard || !regard->why_not.empty()) return std::nullopt;
    regard->in_numerator = false;
    return regard;
}

Time LiveRatioMeter::take_rewritten() {
    return std::min(TallyMeter::take_rewritten(), waiting_.take_rewritten());
}

}  // namespace waymark::server
