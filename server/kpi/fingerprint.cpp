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
                        of(condition.below), of(condition.present), condition.or_absent});
    return list;
}

json of(const Selection& selection) {
    json list = json::array();
    for (const Selector& selector : selection)
        list.push_back({selector.types, of(selector.where)});
    return list;
}

json of(std::optional<Duration> length) {
    return length ? json(length->count()) : json(nullptr);
}

struct Writer {
    json operator()(const CountMeasure& measure) const {
        return {"count", of(measure.events), of(measure.less), measure.field};
    }
    json operator()(const RatioMeasure& measure) const {
        return {"ratio",
                of(measure.numerator),
                of(measure.denominator),
                measure.numerator_field,
                measure.denominator_field,
                of(measure.waiting_beyond),
                of(measure.waiting_where)};
    }
    json operator()(const MeanMeasure& measure) const {
        return {"mean", of(measure.events), measure.field};
    }
    json operator()(const QuantileMeasure& measure) const {
        return {"quantile", of(measure.events), measure.field, measure.quantile};
    }
    json operator()(const MaxMeasure& measure) const {
        return {"max", of(measure.events), measure.field};
    }
    json operator()(const DistinctMeasure& measure) const {
        return {"distinct", of(measure.events), measure.field};
    }
    json operator()(const NpsMeasure& measure) const {
        return {"nps", of(measure.events), measure.field};
    }
    json operator()(const LevelMeasure& measure) const {
        return {"level", measure.subject, of(measure.where), measure.field,
                static_cast<int>(measure.over)};
    }
    json operator()(const ShareMeasure& measure) const {
        return {"share", measure.subject, of(measure.numerator), of(measure.denominator),
                measure.of_time};
    }
    json operator()(const AgeMeasure& measure) const {
        return {"age",
                measure.subject,
                of(measure.where),
                measure.since,
                static_cast<int>(measure.show),
                of(measure.above),
                of(measure.at_most),
                measure.hours};
    }
    json operator()(const ManualMeasure&) const { return {"manual"}; }
    json operator()(const FormulaMeasure& measure) const { return {"formula", measure.expression}; }
};

}  // namespace

std::string fingerprint(const Measure& measure) {
    json parts = json::array();
    for (const Part& part : measure.parts)
        parts.push_back({of(part.events), part.excluded});
    return json{std::visit(Writer{}, measure.how), parts, measure.at_arrival}.dump(
        -1, ' ', false, json::error_handler_t::replace);
}

}  // namespace waymark::server
