#include "server/kpi/meter/tally_meter.hpp"

#include <algorithm>
#include <cmath>

#include "shared/base/overloaded.hpp"

namespace waymark::server {
namespace {

KpiState empty_state(const MeasureKind& how) {
    return std::visit(Overloaded{[](const RatioMeasure&) -> KpiState { return RatioState{}; },
                                 [](const MeanMeasure&) -> KpiState { return MeanState{}; },
                                 [](const QuantileMeasure&) -> KpiState { return SketchState{}; },
                                 [](const MaxMeasure&) -> KpiState { return MaxState{}; },
                                 [](const DistinctMeasure&) -> KpiState { return DistinctState{}; },
                                 [](const NpsMeasure&) -> KpiState { return NpsState{}; },
                                 [](const auto&) -> KpiState { return SumState{}; }},
                      how);
}

const Selection& events_of(const MeasureKind& how) {
    static const Selection none;
    return std::visit(
        Overloaded{[](const RatioMeasure& ratio) -> const Selection& { return ratio.numerator; },
                   [](const auto& measure) -> const Selection& {
                       if constexpr (requires { measure.events; })
                           return measure.events;
                       else
                           return none;
                   }},
        how);
}

const Selection& others_of(const MeasureKind& how) {
    static const Selection none;
    if (const auto* ratio = std::get_if<RatioMeasure>(&how)) return ratio->denominator;
    if (const auto* count = std::get_if<CountMeasure>(&how)) return count->less;
    return none;
}

std::string field_of(const MeasureKind& how) {
    return std::visit(Overloaded{[](const RatioMeasure& ratio) { return ratio.numerator_field; },
                                 [](const auto& measure) {
                                     if constexpr (requires {
                                                       measure.events;
                                                       measure.field;
                                                   })
                                         return measure.field;
                                     else
                                         return std::string{};
                                 }},
                      how);
}

std::string other_field_of(const MeasureKind& how) {
    if (const auto* ratio = std::get_if<RatioMeasure>(&how)) return ratio->denominator_field;
    return {};
}

constexpr Time taken_back = Time::min();

FieldId field_named(const std::string& name, Vocabulary& vocabulary) {
    return name.empty() ? FieldId{field::none} : vocabulary.learn_field(name);
}

}  // namespace

TallyMeter::TallyMeter(const Measure& measure, const std::vector<std::string>& by,
                       MeterContext context)
    : context_(std::move(context)),
      rounds_(context_.place),
      how_(measure.how),
      at_arrival_(measure.at_arrival),
      events_(events_of(how_), *context_.vocabulary),
      others_(others_of(how_), *context_.vocabulary),
      field_(field_named(field_of(how_), *context_.vocabulary)),
      other_field_(field_named(other_field_of(how_), *context_.vocabulary)),
      series_(fields_of(by, *context_.vocabulary), [this] { return make_series(); }) {
    for (const Part& part : measure.parts)
        parts_.push_back({part.name, part.excluded, Picker{part.events, *context_.vocabulary}});
    series_.of({}) = make_series();
    const auto add_types = [&](const Picker& picker) {
        for (const EventType type : picker.types())
            if (std::ranges::find(types_, type) == types_.end()) types_.push_back(type);
    };
    add_types(events_);
    add_types(others_);
    for (const PickedPart& part : parts_)
        add_types(part.picker);
}

TallyMeter::Series TallyMeter::make_series() const {
    Series series{History{empty_state(how_), *context_.days}, {}};
    for (std::size_t i = 0; i < parts_.size(); ++i)
        series.parts.emplace_back(SumState{}, *context_.days);
    return series;
}

/// The event's number, when one is asked for; false when it has none.
bool TallyMeter::read_number(const Event& event, FieldId field, bool asked, Fixed& number) {
    if (field == field::none || !asked) return true;
    const auto found = event.number(field);
    if (!found) return false;
    number = to_fixed(*found);
    return true;
}

std::optional<TallyMeter::Worth> TallyMeter::worth_of(const Event& event, bool counts,
                                                      bool other) const {
    Worth worth;
    worth.counts = counts;
    (std::holds_alternative<CountMeasure>(how_) ? worth.taken_off : worth.could_count) = other;
    if (!counts && !other) return std::nullopt;
    if (std::holds_alternative<DistinctMeasure>(how_)) {
        const Field* found = event.find(field_);
        if (found == nullptr) return std::nullopt;
        worth.hash = static_cast<std::uint64_t>(found->micros);
        return worth;
    }
    const bool has = read_number(event, field_, worth.counts || worth.taken_off, worth.number) &&
                     read_number(event, other_field_, worth.could_count, worth.of_number);
    return has ? std::optional{worth} : std::nullopt;
}

void TallyMeter::add(KpiState& state, const Worth& worth, int sign) const {
    const auto add_to = Overloaded{[&](SumState& sum) {
                                       const std::int64_t cases =
                                           (worth.counts ? 1 : 0) - (worth.taken_off ? 1 : 0);
                                       sum.add(cases * worth.number, sign);
                                   },
                                   [&](RatioState& ratio) {
                                       if (worth.counts) ratio.numerator += sign * worth.number;
                                       if (worth.could_count)
                                           ratio.denominator += sign * worth.of_number;
                                       if (worth.could_count) ratio.n += sign;
                                   },
                                   [&](MeanState& mean) { mean.add(worth.number, sign); },
                                   [&](MaxState& max) { max.add(worth.number, sign); },
                                   [&](DistinctState& distinct) { distinct.add(worth.hash, sign); },
                                   [&](SketchState& sketch) { sketch.add(worth.number, sign); },
                                   [&](NpsState& nps) {
                                       nps.n += sign;
                                       if (worth.number >= to_fixed(9)) nps.promoters += sign;
                                       if (worth.number <= to_fixed(6)) nps.detractors += sign;
                                   },
                                   [](GaugeState&) {}};
    std::visit(add_to, state);
}

void TallyMeter::on_event(const Event& event, int sign, Whom whom) {
    Time time = event.time;
    if (at_arrival_) {
        const auto began = event.instant(field::began);
        if (!began) {
            ++without_arrival_;
            return;
        }
        time = *began;
    }
    const std::int64_t minute = minute_of(time);
    const Vocabulary& vocabulary = *context_.vocabulary;
    picked_parts_.clear();
    for (std::size_t i = 0; i < parts_.size(); ++i)
        if (parts_[i].picker.picks(event, vocabulary)) picked_parts_.push_back(i);
    const bool counts = events_.picks(event, vocabulary);
    const bool other = others_.picks(event, vocabulary);
    const auto worth = worth_of(event, counts, other);
    if (!worth && (counts || other) && sign > 0) ++without_number_;
    if (!worth && picked_parts_.empty()) return;
    series_.for_each(event, vocabulary, [&](Series& series) {
        for (const std::size_t part : picked_parts_) {
            auto& sum = std::get<SumState>(series.parts[part].at(minute));
            sum.sum += sign;
            sum.n += sign;
        }
        if (worth) add(series.main.at(minute), *worth, sign);
    });
    if (worth && sign > 0) note_counted(event, *worth, whom);
    if (worth && sign < 0) forget_counted(event, whom);
    rewritten_ = std::min(rewritten_, time);
}

void TallyMeter::note_counted(const Event& event, const Worth& worth, Whom whom) {
    Counted& counted = last_[counted_++ % remembered];
    counted.time = event.time;
    counted.type = event.type;
    counted.subject.assign(whom.id);
    counted.number.reset();
    if (field_ != field::none && worth.hash == 0) counted.number = from_fixed(worth.number);
}

/// It is taken back: perhaps to be told again, with what followed from it.
void TallyMeter::forget_counted(const Event& event, Whom whom) {
    for (std::size_t i = 0; i < std::min(counted_, remembered); ++i) {
        Counted& counted = last_[(counted_ - 1 - i) % remembered];
        if (counted.time != event.time || counted.type != event.type || counted.subject != whom.id)
            continue;
        counted.time = taken_back;
        return;
    }
}

std::vector<Counted> TallyMeter::last_counted() const {
    std::vector<Counted> newest;
    for (std::size_t i = 0; i < std::min(counted_, remembered); ++i)
        if (const Counted& counted = last_[(counted_ - 1 - i) % remembered];
            counted.time != taken_back)
            newest.push_back(counted);
    return newest;
}

std::vector<PartCount> TallyMeter::left_out() const {
    std::vector<PartCount> reasons;
    if (without_number_ > 0) reasons.push_back({without_number, true, without_number_});
    if (without_arrival_ > 0) reasons.push_back({without_beginning, true, without_arrival_});
    return reasons;
}

void TallyMeter::advance(Time now) {
    if (!rounds_.due(now)) return;
    const std::int64_t minute = minute_of(now);
    for (auto& [key, series] : series_) {
        series.main.advance(minute);
        for (History& part : series.parts)
            part.advance(minute);
    }
}

KpiState TallyMeter::merged(Bounds bounds, SliceKey slice) const {
    const Series* series = series_.find(slice);
    if (series == nullptr) return empty_state(how_);
    return series->main.merged(minute_of(bounds.from), minute_of(bounds.to));
}

Measured TallyMeter::value_of(const KpiState& state) const {
    const double scale = field_ == field::none ? 1 : 1e6;
    return std::visit(
        Overloaded{
            [&](const SumState& sum) {
                return Measured{
                    .value = static_cast<double>(sum.sum) / scale, .n = sum.n, .variance = 1};
            },
            [&](const RatioState& ratio) {
                Measured measured{.n = ratio.n};
                const double of = static_cast<double>(ratio.denominator) /
                                  (other_field_ == field::none ? 1 : 1e6);
                const double part = static_cast<double>(ratio.numerator) / scale;
                if (field_ == field::none && other_field_ == field::none) measured.numerator = part;
                if (of > 0) {
                    measured.value = part / of;
                    measured.variance = std::max(0.0, *measured.value * (1 - *measured.value));
                }
                return measured;
            },
            [](const MeanState& mean) {
                Measured measured{.n = mean.n};
                if (mean.n <= 0) return measured;
                const auto n = static_cast<double>(mean.n);
                const double value = static_cast<double>(mean.sum) / n / 1e6;
                measured.value = value;
                if (mean.n > 1)
                    measured.variance = std::max(
                        0.0,
                        (static_cast<double>(mean.squares) / 1e12 - n * value * value) / (n - 1));
                return measured;
            },
            [](const MaxState& max) {
                Measured measured{.n = max.n};
                if (const auto greatest = max.value()) measured.value = from_fixed(*greatest);
                return measured;
            },
            [](const DistinctState& distinct) {
                return Measured{.value = static_cast<double>(distinct.count()),
                                .n = distinct.count()};
            },
            [&](const SketchState& sketch) {
                const double quantile = std::get<QuantileMeasure>(how_).quantile;
                return Measured{.value = sketch.quantile(quantile), .n = sketch.n};
            },
            [](const NpsState& nps) {
                Measured measured{.n = nps.n};
                if (nps.n > 0)
                    measured.value = 100.0 * static_cast<double>(nps.promoters - nps.detractors) /
                                     static_cast<double>(nps.n);
                return measured;
            },
            [](const GaugeState&) { return Measured{}; }},
        state);
}

Measured TallyMeter::over(Bounds bounds, SliceKey slice) const {
    return value_of(merged(bounds, slice));
}

std::string TallyMeter::state_text(Bounds bounds, SliceKey slice) const {
    return to_text(merged(bounds, slice));
}

std::vector<PartCount> TallyMeter::parts(Bounds bounds, SliceKey slice) const {
    std::vector<PartCount> counts;
    const Series* series = series_.find(slice);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        std::int64_t n = 0;
        if (series != nullptr)
            n = std::get<SumState>(
                    series->parts[i].merged(minute_of(bounds.from), minute_of(bounds.to)))
                    .sum;
        counts.push_back({parts_[i].name, parts_[i].excluded, n});
    }
    return counts;
}

std::vector<NamedHistory> TallyMeter::histories() {
    std::vector<NamedHistory> all;
    for (auto& [key, series] : series_) {
        const std::string name = slice_name(key, *context_.vocabulary);
        all.push_back({name, &series.main});
        for (std::size_t i = 0; i < series.parts.size(); ++i)
            all.push_back({name + "#" + std::to_string(i), &series.parts[i]});
    }
    return all;
}

void TallyMeter::put(const std::string& name, const History::Row& row) {
    const std::size_t mark = name.rfind('#');
    Series& series = series_.of(slice_named(name.substr(0, mark), *context_.vocabulary));
    if (mark == std::string::npos) return series.main.put(row);
    const auto part = static_cast<std::size_t>(std::atoi(name.c_str() + mark + 1));
    if (part < series.parts.size()) series.parts[part].put(row);
}

}  // namespace waymark::server
