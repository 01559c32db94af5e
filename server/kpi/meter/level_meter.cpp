#include "server/kpi/meter/level_meter.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

constexpr Fixed one = 1'000'000;

const std::vector<Condition>& conditions_of(const MeasureKind& how) {
    if (const auto* share = std::get_if<ShareMeasure>(&how)) return share->numerator;
    return std::get<LevelMeasure>(how).where;
}

std::string subject_of(const MeasureKind& how) {
    if (const auto* share = std::get_if<ShareMeasure>(&how)) return share->subject;
    return std::get<LevelMeasure>(how).subject;
}

}  // namespace

LevelMeter::LevelMeter(const Measure& measure, const std::vector<std::string>& by,
                       MeterContext context)
    : context_(std::move(context)),
      rounds_(context_.place),
      kind_(subject_kind_named(subject_of(measure.how))),
      filter_(conditions_of(measure.how), *context_.vocabulary),
      series_(fields_of(by, *context_.vocabulary), [days = context_.days] {
          return Series{LevelSeries{*days}, LevelSeries{*days}};
      }) {
    if (const auto* share = std::get_if<ShareMeasure>(&measure.how)) {
        of_.emplace(share->denominator, *context_.vocabulary);
        of_time_ = share->of_time;
    } else {
        const auto& level = std::get<LevelMeasure>(measure.how);
        how_over_ = level.over;
        if (!level.field.empty()) field_ = context_.vocabulary->learn_field(level.field);
    }
}

std::uint64_t LevelMeter::stint_marks() const {
    if (!kind_) return all_marks;
    const FieldId field = state_field(*kind_);
    return filter_.marks(field) | (of_ ? of_->marks(field) : 0);
}

void LevelMeter::put_change(Series& series, Time time, Fixed level, Fixed of) {
    for (Change& change : changes_)
        if (change.series == &series && change.time == time) {
            change.level += level;
            change.of += of;
            return;
        }
    changes_.push_back({&series, time, level, of});
}

LevelMeter::Worth LevelMeter::worth_of(const Event& state) const {
    const Vocabulary& vocabulary = *context_.vocabulary;
    Worth worth;
    if (filter_.holds(state, vocabulary))
        worth.level = field_ == field::none ? one : to_fixed(state.number(field_).value_or(0));
    if (of_ && of_->holds(state, vocabulary)) worth.of = one;
    return worth;
}

/// The levels of all series a state counts in change at an instant.
void LevelMeter::put_changes(const Event& state, Time time, Worth worth, int sign) {
    if (time == Time::max()) return;
    series_.for_each(state, *context_.vocabulary, [&](Series& series) {
        put_change(series, time, sign * worth.level, sign * worth.of);
    });
}

void LevelMeter::collect(const Stint& stint, int sign) {
    const Worth worth = worth_of(stint.state);
    if (worth == Worth{}) return;
    put_changes(stint.state, stint.from, worth, sign);
    put_changes(stint.state, stint.to, worth, -sign);
}

void LevelMeter::on_stints(std::span<const Stint> before, std::span<const Stint> after, Whom) {
    changes_.clear();
    // Mostly the first stays but for its end.
    if (!before.empty() && !after.empty() && before[0].from == after[0].from &&
        before[0].state.fields == after[0].state.fields) {
        const Event& state = before[0].state;
        if (const Worth worth = worth_of(state); worth != Worth{}) {
            put_changes(state, before[0].to, worth, 1);
            put_changes(state, after[0].to, worth, -1);
        }
        before = before.subspan(1);
        after = after.subspan(1);
    }
    for (const Stint& stint : before)
        collect(stint, -1);
    for (const Stint& stint : after)
        collect(stint, 1);
    for (const Change& change : changes_) {
        if (change.level == 0 && change.of == 0) continue;
        change.series->level.change(change.time, change.level);
        if (of_) change.series->of.change(change.time, change.of);
        rewritten_ = std::min(rewritten_, change.time);
    }
}

void LevelMeter::recall_stints(std::span<const Stint> stints, Whom) {
    changes_.clear();
    for (const Stint& stint : stints)
        collect(stint, 1);
    for (const Change& change : changes_) {
        change.series->level.change_again(change.time, change.level);
        if (of_) change.series->of.change_again(change.time, change.of);
    }
}

void LevelMeter::advance(Time now) {
    if (!rounds_.due(now)) return;
    for (auto& [key, series] : series_) {
        series.level.advance(now);
        if (of_) series.of.advance(now);
    }
}

Measured LevelMeter::level_over(const Series& series, Bounds bounds) const {
    using Over = LevelMeasure::Over;
    Measured measured{.variance = 1};
    if (how_over_ == Over::last || bounds.from == bounds.to) {
        if (const auto level = series.level.at(bounds.to)) measured.value = from_fixed(*level);
    } else {
        const GaugeState state = series.level.over(bounds.from, bounds.to);
        if (state.last) {
            if (how_over_ == Over::max) measured.value = from_fixed(state.max);
            const double area = static_cast<double>(state.area) / 1e12;
            if (how_over_ == Over::sum_time) measured.value = area;
            if (how_over_ == Over::any_time)
                measured.value = static_cast<double>(state.above_0) / 1e6;
            if (how_over_ == Over::mean && state.micros > 0)
                measured.value = area / (static_cast<double>(state.micros) / 1e6);
        }
    }
    if (measured.value)
        measured.n = field_ == field::none ? static_cast<std::int64_t>(*measured.value) : 1;
    return measured;
}

Measured LevelMeter::share_over(const Series& series, Bounds bounds) const {
    Measured measured;
    double part = 0, of = 0;
    if (of_time_ && bounds.from != bounds.to) {
        part = static_cast<double>(series.level.over(bounds.from, bounds.to).area) / 1e12;
        of = static_cast<double>(series.of.over(bounds.from, bounds.to).area) / 1e12;
        measured.n = static_cast<std::int64_t>(of / 60);  // subject-minutes
    } else {
        part = from_fixed(series.level.at(bounds.to).value_or(0));
        of = from_fixed(series.of.at(bounds.to).value_or(0));
        measured.n = static_cast<std::int64_t>(of);
        measured.numerator = part;
    }
    if (of > 0) {
        measured.value = part / of;
        measured.variance = std::max(0.0, *measured.value * (1 - *measured.value));
    }
    return measured;
}

Measured LevelMeter::over(Bounds bounds, SliceKey slice) const {
    const Series* series = series_.find(slice);
    if (series == nullptr) return {};
    return of_ ? share_over(*series, bounds) : level_over(*series, bounds);
}

std::string LevelMeter::state_text(Bounds bounds, SliceKey slice) const {
    const Series* series = series_.find(slice);
    if (series == nullptr) return {};
    const std::string level = to_text(KpiState{series->level.over(bounds.from, bounds.to)});
    return of_ ? level + " of " + to_text(KpiState{series->of.over(bounds.from, bounds.to)})
               : level;
}

bool LevelMeter::is_of_instant(Bounds bounds) const {
    if (bounds.from == bounds.to) return true;
    return of_ ? !of_time_ : how_over_ == LevelMeasure::Over::last;
}

Foremost LevelMeter::foremost(Bounds bounds) const {
    return is_of_instant(bounds) ? Foremost::present : Foremost::newest;
}

std::optional<Regard> LevelMeter::regard(const Stint& stint, Bounds bounds) const {
    const Vocabulary& vocabulary = *context_.vocabulary;
    const bool holds = filter_.holds(stint.state, vocabulary);
    if (!holds && !(of_ && of_->holds(stint.state, vocabulary))) return std::nullopt;
    Regard regard;
    if (of_) regard.in_numerator = holds;
    if (field_ != field::none) regard.number = stint.state.number(field_);
    const bool began = stint.from <= bounds.to;
    if (is_of_instant(bounds) && began && stint.to <= bounds.to)
        regard.why_not = it_is_over;
    else if (!began || stint.to <= bounds.from)
        regard.why_not = outside_window;
    return regard;
}

std::vector<FieldId> LevelMeter::looks_at() const {
    std::vector<FieldId> fields;
    filter_.add_fields(fields);
    if (of_) of_->add_fields(fields);
    return fields;
}

std::vector<NamedHistory> LevelMeter::histories() {
    std::vector<NamedHistory> all;
    for (auto& [key, series] : series_) {
        const std::string name = slice_name(key, *context_.vocabulary);
        all.push_back({name, &series.level.settled()});
        if (of_) all.push_back({name + "#of", &series.of.settled()});
    }
    return all;
}

void LevelMeter::put(const std::string& name, const History::Row& row) {
    const std::size_t mark = name.rfind('#');
    Series& series = series_.of(slice_named(name.substr(0, mark), *context_.vocabulary));
    (mark == std::string::npos ? series.level : series.of).put(row);
}

}  // namespace waymark::server
