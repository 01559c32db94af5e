#include <algorithm>

#include "server/kpi/meter/tally_meter.hpp"

namespace waymark::server {

/// As the buckets have it: of what is long past, by the bucket it was merged into.
bool TallyMeter::is_within(Time time, Bounds bounds) const {
    const std::int64_t begin = series_.find({})->main.bucket_of(minute_of(time)).begin;
    return begin >= minute_of(bounds.from) && begin <= minute_of(bounds.to);
}

std::optional<Regard> TallyMeter::regard(const Event& event, Bounds bounds) const {
    const Vocabulary& vocabulary = *context_.vocabulary;
    const bool counts = events_.picks(event, vocabulary);
    const bool other = others_.picks(event, vocabulary);
    const auto excluded = std::ranges::find_if(parts_, [&](const PickedPart& part) {
        return part.excluded && part.picker.picks(event, vocabulary);
    });
    if (!counts && !other && excluded == parts_.end()) return std::nullopt;
    Regard regard;
    const auto began = at_arrival_ ? event.instant(field::began) : std::optional{event.time};
    const auto worth = worth_of(event, counts, other);
    if (!began)
        regard.why_not = without_beginning;
    else if (!is_within(*began, bounds))
        regard.why_not = outside_window;
    else if (!counts && !other)
        regard.why_not = excluded->name;
    else if (!worth)
        regard.why_not = without_number;
    if (!worth) return regard;
    if (field_ != field::none && !std::holds_alternative<DistinctMeasure>(how_))
        regard.number = from_fixed(worth->number);
    regard.taken_off = worth->taken_off;
    if (std::holds_alternative<RatioMeasure>(how_)) regard.in_numerator = worth->counts;
    return regard;
}

std::vector<FieldId> TallyMeter::looks_at() const {
    std::vector<FieldId> fields;
    if (at_arrival_) fields.push_back(field::began);
    if (field_ != field::none) fields.push_back(field_);
    events_.add_fields(fields);
    others_.add_fields(fields);
    for (const PickedPart& part : parts_)
        part.picker.add_fields(fields);
    return fields;
}

}  // namespace waymark::server
