#include "server/kpi/meter/age_meter.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

/// So long every instant is known exactly; late events are taken for 24 h.
constexpr Duration exact_for = std::chrono::hours{26};
constexpr Duration marks_kept = std::chrono::days{60};
constexpr Duration quarter = std::chrono::minutes{15};
/// What lasted for no longer is not looked for further away: most waits.
constexpr Duration short_stint = std::chrono::hours{1};

/// What ends so soon is past already: it needs no second place.
constexpr Duration soon = std::chrono::minutes{1};

Time quarter_before(Time time) {
    return time - time.time_since_epoch() % quarter;
}

}  // namespace

AgeMeter::AgeMeter(const Measure& measure, const std::vector<std::string>& by, MeterContext context)
    : context_(std::move(context)),
      measure_(std::get<AgeMeasure>(measure.how)),
      kind_(subject_kind_named(measure_.subject)),
      filter_(measure_.where, *context_.vocabulary),
      since_(context_.vocabulary->learn_field(measure_.since)),
      clock_(measure_.hours.empty() ? nullptr : &context_.clocks->at(measure_.hours)),
      series_(fields_of(by, *context_.vocabulary), [] { return Series{}; }) {}

std::uint64_t AgeMeter::stint_marks() const {
    return kind_ ? filter_.marks(state_field(*kind_)) : all_marks;
}

void AgeMeter::add(Series& series, const Aged& aged) {
    if (aged.to > now_ + soon) {
        series.open.emplace_hint(series.open.end(), aged.since, aged);
        next_end_ = std::min(next_end_, aged.to);
    } else {
        auto& past = past_of(series, aged);
        past.emplace_hint(past.end(), aged.to, aged);
    }
}

std::multimap<Time, AgeMeter::Aged>& AgeMeter::past_of(Series& series, const Aged& aged) {
    return aged.to - aged.from <= short_stint ? series.past : series.long_past;
}

void AgeMeter::remove(Series& series, const Aged& aged) {
    const auto remove_from = [&](std::multimap<Time, Aged>& held, Time key) {
        const auto [first, last] = held.equal_range(key);
        for (auto at = first; at != last; ++at)
            if (at->second.is_of(aged)) {
                held.erase(at);
                return true;
            }
        return false;
    };
    if (!remove_from(series.open, aged.since)) remove_from(past_of(series, aged), aged.to);
}

void AgeMeter::on_stints(std::span<const Stint> before, std::span<const Stint> after, Whom whom) {
    const Vocabulary& vocabulary = *context_.vocabulary;
    const auto each = [&](std::span<const Stint> stints, auto use) {
        for (const Stint& stint : stints) {
            const auto since = stint.state.instant(since_);
            if (!since || !filter_.holds(stint.state, vocabulary)) continue;
            rewritten_ = std::min(rewritten_, stint.from);
            const Aged aged{*since, stint.from, stint.to, std::string{whom.id}};
            series_.for_each(stint.state, vocabulary, [&](Series& series) { use(series, aged); });
        }
    };
    each(before, [this](Series& series, const Aged& aged) { remove(series, aged); });
    each(after, [this](Series& series, const Aged& aged) { add(series, aged); });
}

void AgeMeter::advance(Time now) {
    now_ = std::max(now_, now);
    if (now_ >= next_end_) end_open();
    const Time settled = quarter_before(now_ - exact_for);
    if (settled <= marked_) return;
    marked_ = std::max(marked_, settled - marks_kept);
    if (!has_subjects()) marked_ = settled;
    while (marked_ < settled) {
        marked_ += quarter;
        for (auto& [key, series] : series_)
            series.marks[marked_] = look(series, marked_ - Duration{1});
    }
    for (auto& [key, series] : series_) {
        for (auto* past : {&series.past, &series.long_past})
            past->erase(past->begin(), past->lower_bound(marked_ - quarter));
        series.marks.erase(series.marks.begin(), series.marks.lower_bound(marked_ - marks_kept));
    }
}

void AgeMeter::end_open() {
    next_end_ = Time::max();
    for (auto& [key, series] : series_)
        for (auto at = series.open.begin(); at != series.open.end();) {
            if (at->second.to > now_) {
                next_end_ = std::min(next_end_, at->second.to);
                ++at;
                continue;
            }
            past_of(series, at->second).emplace(at->second.to, std::move(at->second));
            at = series.open.erase(at);
        }
}

bool AgeMeter::has_subjects() {
    for (auto& [key, series] : series_)
        if (!series.open.empty() || !series.past.empty() || !series.long_past.empty() ||
            !series.marks.empty())
            return true;
    return false;
}

double AgeMeter::age(Time since, Time at) const {
    if (clock_ == nullptr) return in_seconds(at - since);
    if (since > at) return -in_seconds(clock_->open_between(at, since));
    return in_seconds(clock_->open_between(since, at));
}

bool AgeMeter::is_asked_for(double seconds) const {
    return (!measure_.above || seconds > in_seconds(*measure_.above)) &&
           (!measure_.at_most || seconds <= in_seconds(*measure_.at_most));
}

AgeMeter::Mark AgeMeter::look(const Series& series, Time at) const {
    Mark mark;
    const bool counting = measure_.show != AgeMeasure::Show::oldest;
    const auto see = [&](const Aged& aged) {
        if (aged.from > at || aged.to <= at) return;
        ++mark.all;
        if (!mark.oldest || aged.since < mark.oldest->since) mark.oldest = aged;
        if (!counting) return;
        if (is_asked_for(age(aged.since, at))) ++mark.within;
    };
    for (const auto& [since, aged] : series.open) {
        see(aged);
        if (!counting && mark.oldest) break;
    }
    if (at >= now_ + soon) return mark;
    const auto ending_after = [at](const std::multimap<Time, Aged>& past) {
        const bool none = past.empty() || std::prev(past.end())->first <= at;
        return none ? past.end() : past.upper_bound(at);
    };
    for (auto past = ending_after(series.past);
         past != series.past.end() && past->first <= at + short_stint; ++past)
        see(past->second);
    for (auto past = ending_after(series.long_past); past != series.long_past.end(); ++past)
        see(past->second);
    return mark;
}

Measured AgeMeter::show(const Mark& mark, Time at) const {
    Measured measured{.n = mark.all, .variance = 1};
    const auto within = static_cast<double>(mark.within);
    switch (measure_.show) {
        case AgeMeasure::Show::oldest:
            measured.value = mark.oldest ? std::max(0.0, age(mark.oldest->since, at)) : 0.0;
            if (mark.oldest) {
                measured.subject = mark.oldest->subject;
                if (clock_ == nullptr) measured.since = mark.oldest->since;
            }
            break;
        case AgeMeasure::Show::count:
            measured.value = within;
            measured.n = mark.within;
            break;
        case AgeMeasure::Show::share:
            measured.numerator = within;
            if (mark.all > 0) measured.value = within / static_cast<double>(mark.all);
            break;
    }
    return measured;
}

Measured AgeMeter::over(Bounds bounds, SliceKey slice) const {
    const Series* series = series_.find(slice);
    if (series == nullptr) return {};
    if (bounds.to >= marked_) return show(look(*series, bounds.to), bounds.to);
    // The mark at the quarter's end, or just before: nothing is known in between.
    auto after = series->marks.upper_bound(bounds.to + Duration{std::chrono::milliseconds{1}});
    if (after == series->marks.begin()) return {};
    --after;
    return show(after->second, bounds.to);
}

std::optional<Regard> AgeMeter::regard(const Stint& stint, Bounds bounds) const {
    const auto since = stint.state.instant(since_);
    if (!since || !filter_.holds(stint.state, *context_.vocabulary)) return std::nullopt;
    const double seconds = age(*since, std::min(bounds.to, stint.to));
    const bool oldest = measure_.show == AgeMeasure::Show::oldest;
    Regard regard;
    regard.number = oldest ? std::max(0.0, seconds) : seconds;
    if (measure_.show == AgeMeasure::Show::share) regard.in_numerator = is_asked_for(seconds);
    if (stint.from > bounds.to)
        regard.why_not = outside_window;
    else if (stint.to <= bounds.to)
        regard.why_not = it_is_over;
    else if (measure_.show == AgeMeasure::Show::count && !is_asked_for(seconds))
        regard.why_not = "of an age that is not asked for";
    return regard;
}

std::vector<FieldId> AgeMeter::looks_at() const {
    std::vector<FieldId> fields{since_};
    filter_.add_fields(fields);
    return fields;
}

Foremost AgeMeter::foremost(Bounds) const {
    return measure_.show == AgeMeasure::Show::oldest ? Foremost::longest : Foremost::present;
}

std::optional<Oldest> AgeMeter::oldest(Time at, SliceKey slice) const {
    const Series* series = series_.find(slice);
    if (series == nullptr || at < marked_) return std::nullopt;
    const Mark mark = look(*series, at);
    if (!mark.oldest) return std::nullopt;
    return Oldest{mark.oldest->subject, mark.oldest->since};
}

}  // namespace waymark::server
