#include "server/kpi/scorecard.hpp"

#include <algorithm>

#include "server/kpi/judge/roll_up.hpp"
#include "server/kpi/time/open_day.hpp"

namespace waymark::server {
namespace {

/// Sparklines are looked after at most this often.
constexpr Duration series_redraw = std::chrono::seconds{5};
/// So many desk days that ended unseen are gone through one by one.
constexpr std::chrono::days most_days{40};

}  // namespace

Scorecard::Scorecard(const DeskFolder& folder) : folder_(folder), ledger_(folder) {
    outline_ = folder_.outline;
    gauged_.resize(outline_.kpis.size());
    queues_.reload(outline_, folder_.known_queues);
    set_targets(folder_);
}
Scorecard::~Scorecard() = default;

void Scorecard::reload(const DeskFolder& folder) {
    const Outline before = std::exchange(outline_, folder.outline);
    auto gauged = std::exchange(gauged_, std::vector<Gauged>(outline_.kpis.size()));
    std::map<KpiId, std::size_t> versions;
    for (const Kpi& kpi : before.kpis)
        versions[kpi.id] = ledger_.versions(kpi.id).size();
    folder_ = folder;
    ledger_.reload(folder_);
    set_targets(folder_);
    for (std::size_t i = 0; i < outline_.kpis.size(); ++i) {
        const Kpi& kpi = outline_.kpis[i];
        const auto old = std::ranges::find(before.kpis, kpi.id, &Kpi::id);
        if (old == before.kpis.end()) continue;
        if (versions[kpi.id] != ledger_.versions(kpi.id).size() || old->target != kpi.target)
            continue;
        gauged_[i].judgement =
            gauged[static_cast<std::size_t>(old - before.kpis.begin())].judgement;
    }
    milestones_.forget_ends();
    evaluated_ = false;
    queues_.reload(outline_, folder_.known_queues);
    if (queues_.is_due(now_)) read_queues();
    look_ahead();
    refresh_series();
    new_points_.clear();
}

void Scorecard::set_targets(const DeskFolder& folder) {
    const auto today = ledger_.calendar().date_of(now_);
    for (Kpi& kpi : outline_.kpis) {
        const auto later = folder.later_targets.find(kpi.id);
        if (later == folder.later_targets.end()) continue;
        const auto next = later->second.upper_bound(today);
        if (next != later->second.begin()) kpi.target = std::prev(next)->second;
    }
}

void Scorecard::advance(Time now) {
    if (now <= now_) return;
    const DeskCalendar& calendar = ledger_.calendar();
    if (now_ > Time{}) {
        auto day = calendar.date_of(now_);
        const auto today = calendar.date_of(now);
        for (day = std::max(day, today - most_days); day < today; day += std::chrono::days{1})
            end_day(day, calendar.begin_of(day + std::chrono::days{1}) - Duration{1});
    }
    step(now);
}

/// A desk day is over: what its KPIs last showed is what counts for the CSFs.
void Scorecard::end_day(std::chrono::local_days day, Time end) {
    if (end > now_) step(end);
    evaluate();
    day_states_.note(readings_.kpis);
    const HoursClock& work = ledger_.clock(folder_.work_hours);
    const Time begin = ledger_.calendar().begin_of(day);
    const bool open = work.open_between(begin, end) > Duration{0};
    for (const Unit& unit : outline_.units)
        for (const Objective& objective : unit.mission.objectives)
            for (const Csf& csf : objective.csfs)
                holds_.day_ended(day, csf, day_states_.held(outline_.kpis, csf.id),
                                 open || !csf.done_when || !csf.done_when->working_days);
    note_day(day, open);
    day_states_.clear();
}

void Scorecard::step(Time now) {
    if (now_ > Time{}) {
        evaluate();
        day_states_.note(readings_.kpis);
    }
    const bool new_day =
        now_ == Time{} || ledger_.calendar().date_of(now) != ledger_.calendar().date_of(now_);
    for (Gauged& gauged : gauged_)
        gauged.judgement = gauged.provisional;
    ledger_.advance(now);
    now_ = now;
    if (new_day) {
        set_targets(folder_);
        annotations_.forget(now);
    }
    evaluated_ = false;
    milestones_.advance(outline_, now, [this](Time since) {
        return end_of_open_day(since, ledger_.calendar(), ledger_.clock(folder_.work_hours));
    });
    if (queues_.is_due(now)) read_queues();
    if (now - series_at_ >= series_redraw) refresh_series();
}

void Scorecard::accept(const FeedId& feed, const Record& record) {
    evaluated_ = false;
    if (feed == Milestones::people) return milestones_.accept(record);
    if (Annotations::takes(record.type)) return annotations_.accept(feed, record);
    FeedLife& life = feeds_[feed];
    life.heard = now_;
    life.first_event = std::min(life.first_event.value_or(record.time), record.time);
    if (record.type != "feed.alive")
        life.last_event = std::max(life.last_event.value_or(record.time), record.time);
    queues_.note(feed, record.text("queue"), now_);
    ledger_.accept(feed, record);
}

const Scorecard::Gauged& Scorecard::gauged(const KpiId& kpi) const {
    const auto found = std::ranges::find(outline_.kpis, kpi, &Kpi::id);
    return gauged_[static_cast<std::size_t>(found - outline_.kpis.begin())];
}

Readings Scorecard::readings() {
    evaluate();
    return readings_;
}

std::vector<KpiValue> Scorecard::values_at(Time at) const {
    std::vector<KpiValue> values;
    for (const Kpi& kpi : outline_.kpis) {
        const Meter& meter = ledger_.meter(kpi.id);
        const Bounds window = ledger_.window(kpi, at);
        values.push_back(
            {kpi.id, {}, window, ledger_.value(kpi.id, window, {}), meter.parts(window, {})});
        for (const SliceKey slice : meter.slices())
            values.push_back({kpi.id,
                              {{std::string{ledger_.vocabulary().field_name(slice.field)},
                                ledger_.vocabulary().text(slice.word)}},
                              window,
                              ledger_.value(kpi.id, window, slice),
                              meter.parts(window, slice)});
    }
    return values;
}

std::vector<Series> Scorecard::series() const {
    std::vector<Series> all;
    for (std::size_t i = 0; i < gauged_.size(); ++i)
        all.push_back({outline_.kpis[i].id, gauged_[i].sparkline.points()});
    return all;
}

std::vector<Series> Scorecard::take_new_points() {
    return std::exchange(new_points_, {});
}

void Scorecard::evaluate() {
    if (evaluated_) return;
    readings_ = {};
    for (std::size_t i = 0; i < gauged_.size(); ++i)
        readings_.kpis.push_back(read(outline_.kpis[i], gauged_[i]));
    readings_.nodes = roll_up(outline_, readings_.kpis, holds_);
    put_outlooks(readings_.nodes, outline_, outlooks_);
    for (const Feed& feed : outline_.feeds)
        readings_.feeds.push_back(read(feed));
    readings_.queues = queues_.readings();
    readings_.milestones = milestones_.shown(now_);
    readings_.annotations = annotations_.recent(now_);
    evaluated_ = true;
}

void Scorecard::refresh_series() {
    if (now_ == Time{}) return;
    series_at_ = now_;
    for (std::size_t i = 0; i < gauged_.size(); ++i) {
        const Kpi& kpi = outline_.kpis[i];
        auto news = gauged_[i].sparkline.draw(kpi, ledger_.meter(kpi.id), {known_since(kpi), now_},
                                              ledger_.calendar());
        if (!news.empty()) new_points_.push_back({kpi.id, std::move(news)});
    }
}

std::vector<std::string> Scorecard::findings() const {
    std::vector<std::string> lines = ledger_.health().lines();
    for (const Finding& finding : ledger_.reconcile())
        lines.push_back(finding.feed.text + ": " + finding.reason);
    return lines;
}

}  // namespace waymark::server
