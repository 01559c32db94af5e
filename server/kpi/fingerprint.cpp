#include "server/kpi/fingerprint.hpp"

#include <nlohmann/json.hpp>

#include "shared/protocol/record_codec.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

json of(const std::vector<FieldValue>& values) {
    json list = json::array();
    for (const FieldValue& value : values)
        list.push_back(field_json(value));
    return list;
}

template <class T>
json of(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

json of(const std::vector<Condition>& conditions) {
    json list = json::array();
    for (const Condition& condition : conditions)
        list.push_back({condition.field, of(condition.any_of), of(condition.none_of),
                        of(condition.at_least), of(condition.at_most), of(condition.above),
                        of(condition.below), of(condition.present)});
    return list;
}

json of(const Selection& selection) {
    json list = json::array();
    for (const Selector& selector : selection)
        list.push_back({selector.types, of(selector.where)});
    return list;
}

struct Writer {
    json operator()(const OpenMeasure& measure) const {
        return {"open",           measure.subject,   measure.started_by,
                measure.ended_by, of(measure.where), measure.oldest};
    }
    json operator()(const CountMeasure& measure) const { return {"count", of(measure.events)}; }
    json operator()(const RatioMeasure& measure) const {
        return {"ratio", of(measure.numerator), of(measure.denominator)};
    }
    json operator()(const MeanMeasure& measure) const {
        return {"mean", of(measure.events), measure.field};
    }
    json operator()(const GaugeMeasure& measure) const {
        return {"gauge", measure.metric, of(measure.where)};
    }
};

}  // namespace

std::string fingerprint(const Measure& measure) {
    return std::visit(Writer{}, measure).dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace waymark::server
