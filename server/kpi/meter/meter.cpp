#include "server/kpi/meter/meter.hpp"

#include "server/kpi/meter/gauge_meter.hpp"
#include "server/kpi/meter/open_meter.hpp"
#include "server/kpi/meter/tally_meter.hpp"

namespace waymark::server {

std::unique_ptr<Meter> make_meter(const Measure& measure, const Subjects& subjects) {
    if (const auto* open = std::get_if<OpenMeasure>(&measure))
        return std::make_unique<OpenMeter>(*open, subjects);
    if (const auto* gauge = std::get_if<GaugeMeasure>(&measure))
        return std::make_unique<GaugeMeter>(*gauge);
    if (const auto* count = std::get_if<CountMeasure>(&measure))
        return std::make_unique<TallyMeter>(*count);
    if (const auto* ratio = std::get_if<RatioMeasure>(&measure))
        return std::make_unique<TallyMeter>(*ratio);
    return std::make_unique<TallyMeter>(std::get<MeanMeasure>(measure));
}

}  // namespace waymark::server
