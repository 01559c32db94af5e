#include "server/kpi/meter/age_meter.hpp"
#include "server/kpi/meter/formula_meter.hpp"
#include "server/kpi/meter/level_meter.hpp"
#include "server/kpi/meter/live_ratio_meter.hpp"
#include "server/kpi/meter/manual_meter.hpp"
#include "server/kpi/meter/tally_meter.hpp"

namespace waymark::server {

std::unique_ptr<Meter> make_meter(const KpiId& kpi, const Measure& measure,
                                  const std::vector<std::string>& by, const MeterContext& context) {
    if (std::holds_alternative<LevelMeasure>(measure.how) ||
        std::holds_alternative<ShareMeasure>(measure.how))
        return std::make_unique<LevelMeter>(measure, by, context);
    if (std::holds_alternative<AgeMeasure>(measure.how))
        return std::make_unique<AgeMeter>(measure, by, context);
    if (std::holds_alternative<ManualMeasure>(measure.how))
        return std::make_unique<ManualMeter>(kpi, context);
    if (const auto* formula = std::get_if<FormulaMeasure>(&measure.how))
        return std::make_unique<FormulaMeter>(*formula, context);
    if (const auto* ratio = std::get_if<RatioMeasure>(&measure.how); ratio && ratio->waiting_beyond)
        return std::make_unique<LiveRatioMeter>(measure, by, context);
    return std::make_unique<TallyMeter>(measure, by, context);
}

}  // namespace waymark::server
