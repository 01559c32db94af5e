#include "server/kpi/ledger.hpp"

#include <algorithm>

#include "server/kpi/fingerprint.hpp"
#include "server/kpi/life/contact_life.hpp"
#include "server/kpi/time/period.hpp"
#include "server/kpi/time/windows.hpp"

namespace waymark::server {
namespace {

/// What a series' states mean: the measure, and what it is split by.
std::string series_print(const Measure& measure, const std::vector<std::string>& by) {
    std::string print = fingerprint(measure);
    for (const std::string& dimension : by)
        print += "|by " + dimension;
    return print;
}

/// Whether it counts subjects or tells the age of one, rather than what they say.
bool is_of_subjects(const MeasureKind& how) {
    if (const auto* level = std::get_if<LevelMeasure>(&how))
        return level->field.empty() && level->subject != "metric";
    const auto* age = std::get_if<AgeMeasure>(&how);
    return age != nullptr && age->show != AgeMeasure::Show::share;
}

/// Passes on what a meter hears of.
class HeardOnly : public Listener {
public:
    HeardOnly(std::vector<EventType> types, std::optional<SubjectKind> stints,
              const std::vector<bool>& feeds, Listener& to)
        : types_(std::move(types)), stints_(stints), feeds_(feeds), to_(to) {}

    bool hears_of(SubjectKind kind, const Vocabulary& vocabulary) const {
        if (stints_ == kind) return true;
        return std::ranges::any_of(types_, [&](EventType type) {
            const std::string_view name = vocabulary.type_name(type);
            return name.starts_with(name_of(kind)) ||
                   (kind == SubjectKind::metric && name == "sample");
        });
    }
    void on_event(const Event& event, int sign, Whom whom) override {
        const bool known = event.feed < feeds_.size() && feeds_[event.feed];
        if (known && std::ranges::find(types_, event.type) != types_.end())
            to_.on_event(event, sign, whom);
    }
    void on_stints(SubjectKind kind, std::span<const Stint> before, std::span<const Stint> after,
                   Whom whom) override {
        if (stints_ == kind) to_.on_stints(kind, before, after, whom);
    }
    void on_odd(std::uint8_t, std::string_view, int) override {}

private:
    std::vector<EventType> types_;
    std::optional<SubjectKind> stints_;
    const std::vector<bool>& feeds_;
    Listener& to_;
};

}  // namespace

Ledger::Ledger(const DeskFolder& folder) : reconciliation_(vocabulary_) {
    // Definitions are read first, so that the words they name are known when records bring them.
    reload(folder);
}
Ledger::~Ledger() = default;

void Ledger::set_times(const DeskFolder& folder) {
    std::optional<std::chrono::local_days> since;
    for (const Unit& unit : folder.outline.units)
        if (unit.kind == UnitKind::desk) since = unit.vision.since;
    calendar_ = std::make_unique<DeskCalendar>(
        DeskTimes{folder.zone, folder.day_boundary, folder.shifts, since});
    // Meters that stay look into these: they are changed in place, and never taken away.
    days_ = DayGrid{[this](std::int64_t minute) { return calendar_->day_of_minute(minute); }};
    clocks_.emplace("", HoursClock{});
    for (const auto& [name, hours] : folder.hours)
        clocks_.insert_or_assign(name, HoursClock{hours});
    context_ = {&vocabulary_, &days_, &clocks_,
                [this](std::string_view period) { return period_named(period, *calendar_); },
                [this](const KpiId& kpi, Bounds bounds, SliceKey slice) {
                    return value(kpi, bounds, slice);
                }};
}

void Ledger::set_feeds(const DeskFolder& folder) {
    if (lives_)
        lives_->reload(folder);
    else
        lives_ = std::make_unique<Lives>(vocabulary_, folder, static_cast<Listener&>(*this));
    feeds_ = lives_->feeds();
    present_.clear();
    uncompared_.clear();
    known_queues_.clear();
    for (const FeedId& feed : feeds_) {
        present_.push_back(std::ranges::find(folder.outline.feeds, feed, &Feed::id) !=
                           folder.outline.feeds.end());
        uncompared_.push_back(folder.uncompared.contains(feed));
        const auto queues = folder.known_queues.find(feed);
        known_queues_.push_back(queues == folder.known_queues.end() ? std::vector<std::string>{}
                                                                    : queues->second);
    }
}

void Ledger::reload(const DeskFolder& folder) {
    set_times(folder);
    auto before = std::exchange(kpis_, {});
    by_id_.clear();
    windows_.clear();
    set_feeds(folder);
    std::vector<Metered*> begun;
    std::vector<std::pair<Metered*, std::vector<bool>>> kept;  ///< with the feeds they had
    for (const Kpi& kpi : folder.outline.kpis) {
        auto next = std::make_unique<Metered>();
        next->id = kpi.id;
        next->measure = folder.measures.at(kpi.id);
        for (const FeedId& feed : feeds_)
            next->feeds.push_back(std::ranges::find(kpi.feeds, feed) != kpi.feeds.end());
        const std::string print = series_print(next->measure, kpi.by);
        const auto old = std::ranges::find(
            before, kpi.id, [](const auto& held) { return held ? held->id : KpiId{}; });
        if (old != before.end()) {
            next->versions = (*old)->versions;
        } else if (const auto gone = gone_.find(kpi.id); gone != gone_.end()) {
            next->versions = std::move(gone->second);
            gone_.erase(gone);
        }
        if (old != before.end() && next->versions.back().fingerprint == print) {
            next->meter = std::move((*old)->meter);
            kept.emplace_back(next.get(), (*old)->feeds);
        } else {
            if (old != before.end()) {
                end_series(**old);
                next->versions = (*old)->versions;
            }
            const bool first_ever = now_ == Time{};
            next->versions.push_back(
                {print, first_ever ? std::nullopt : std::optional{now_}, std::nullopt});
            context_.place = kpis_.size();
            next->meter = make_meter(kpi.id, next->measure, kpi.by, context_);
            begun.push_back(next.get());
        }
        windows_[kpi.id] = kpi.window;
        by_id_[kpi.id] = next.get();
        kpis_.push_back(std::move(next));
    }
    for (const auto& old : before)
        if (old && !by_id_.contains(old->id)) {
            end_series(*old);
            gone_[old->id] = old->versions;
        }
    route();
    if (now_ == Time{}) return;
    for (const auto& [metered, feeds] : kept)
        tell_change_of_feeds(*metered, feeds);
    for (Metered* metered : begun) {
        tell_present(*metered, now_, false);
        metered->meter->advance(now_);
    }
}

void Ledger::end_series(Metered& metered) {
    for (SeriesRow& row : changed_rows(metered))
        ended_rows_.push_back(std::move(row));
    metered.versions.back().ended = now_;
}

void Ledger::route() {
    listeners_.assign(feeds_.size(), {});
    for (std::size_t feed = 0; feed < feeds_.size(); ++feed) {
        Listeners& of = listeners_[feed];
        of.events.resize(vocabulary_.types());
        for (const auto& metered : kpis_) {
            if (!metered->feeds[feed]) continue;
            for (const EventType type : metered->meter->event_types())
                of.events[type].push_back(metered->meter.get());
            if (const auto kind = metered->meter->stints_of())
                of.stints[static_cast<std::size_t>(*kind)].push_back(
                    {metered->meter.get(), metered->meter->stint_marks()});
        }
    }
}

void Ledger::tell_present(Metered& metered, Time since, bool again) {
    each_present(metered, since, [&](std::span<const Stint> stints, Whom whom) {
        if (!metered.feeds[stints.front().state.feed]) return;
        again ? metered.meter->recall_stints(stints, whom)
              : metered.meter->on_stints({}, stints, whom);
    });
}

void Ledger::tell_change_of_feeds(Metered& metered, std::vector<bool> before) {
    before.resize(metered.feeds.size());
    if (before == metered.feeds) return;
    std::vector<Stint> ended;
    const auto heard = [](const std::vector<bool>& feeds, std::span<const Stint> stints) {
        return static_cast<bool>(feeds[stints.front().state.feed]);
    };
    each_present(metered, Time{}, [&](std::span<const Stint> stints, Whom whom) {
        if (!heard(before, stints) || heard(metered.feeds, stints) || stints.back().to <= now_)
            return;
        ended.assign(1, stints.back());
        ended.back().to = now_;
        metered.meter->on_stints(stints.last(1), ended, whom);
    });
    each_present(metered, now_, [&](std::span<const Stint> stints, Whom whom) {
        if (!heard(before, stints) && heard(metered.feeds, stints))
            metered.meter->on_stints({}, stints, whom);
    });
}

void Ledger::each_present(const Metered& metered, Time since,
                          const std::function<void(std::span<const Stint>, Whom)>& use) const {
    const auto kind = metered.meter->stints_of();
    if (!kind) return;
    struct Teller : Listener {
        explicit Teller(const std::function<void(std::span<const Stint>, Whom)>& to) : use(to) {}
        void on_event(const Event&, int, Whom) override {}
        void on_stints(SubjectKind, std::span<const Stint>, std::span<const Stint> stints,
                       Whom whom) override {
            use(stints, whom);
        }
        void on_odd(std::uint8_t, std::string_view, int) override {}
        const std::function<void(std::span<const Stint>, Whom)>& use;
    } teller{use};
    lives_->tell_stints(*kind, since, teller);
}

bool Ledger::tell_known(const KpiId& kpi, const std::function<bool(Time)>& more,
                        Listener& listener) const {
    const Metered& asked = metered(kpi);
    HeardOnly heard{asked.meter->event_types(), asked.meter->stints_of(), asked.feeds, listener};
    bool whole = true;
    for (std::size_t at = 0; at < subject_kinds; ++at) {
        const auto kind = static_cast<SubjectKind>(at);
        if (heard.hears_of(kind, vocabulary_))
            whole = lives_->tell_latest(kind, asked.feeds, more, heard) && whole;
    }
    lives_->tell_loose(heard);
    return whole;
}

void Ledger::advance(Time now) {
    if (now <= now_) return;
    const bool minute_turns = minute_of(now) != minute_of(now_);
    if (minute_turns && calendar_->day_start(now) != calendar_->day_start(now_))
        health_.begin_day();
    now_ = now;
    lives_->advance(now);
    if (!minute_turns) return;
    for (const auto& metered : kpis_)
        metered->meter->advance(now);
}

void Ledger::accept(const FeedId& feed, const Record& record) {
    const auto found = std::ranges::find(feeds_, feed);
    if (found == feeds_.end()) return;
    const auto place = static_cast<std::uint8_t>(found - feeds_.begin());
    if (!present_[place]) return;
    if (record.type == "feed.alive") return;
    newest_ = std::max(newest_, record.time);
    Time& told_since = told_since_.try_emplace(feed, record.time).first->second;
    told_since = std::min(told_since, record.time);
    health_.arrived(feed, now_ - record.time, now_);
    const auto& queues = known_queues_[place];
    const std::string_view queue = record.text("queue");
    const bool known =
        queues.empty() || queue.empty() || std::ranges::find(queues, queue) != queues.end();
    if (!known) return health_.count(feed, "a queue that feeds.json does not name", now_);
    lives_->note(record, place, now_);
}

Measured Ledger::value(const KpiId& kpi, Bounds bounds, SliceKey slice) const {
    const Metered& asked = metered(kpi);
    Measured measured = asked.meter->over(bounds, slice);
    if (measured.value || !is_of_subjects(asked.measure.how)) return measured;
    for (std::size_t feed = 0; feed < feeds_.size(); ++feed) {
        if (!asked.feeds[feed]) continue;
        const auto since = told_since_.find(feeds_[feed]);
        if (since == told_since_.end() || since->second > bounds.to) return measured;
    }
    measured.value = 0;
    return measured;
}

void Ledger::on_event(const Event& event, int sign, Whom whom) {
    reconciliation_.on_event(event, sign);
    if (event.feed == no_feed) return;
    const auto& by_type = listeners_[event.feed].events;
    if (event.type >= by_type.size()) return;
    for (Meter* meter : by_type[event.type])
        meter->on_event(event, sign, whom);
}

void Ledger::on_stints(SubjectKind kind, std::span<const Stint> before,
                       std::span<const Stint> after, Whom whom) {
    reconciliation_.on_stints(kind, before, after);
    const std::uint8_t feed = (before.empty() ? after : before).front().state.feed;
    std::uint64_t marks = 0;
    for (const auto& stints : {before, after})
        for (const Stint& stint : stints)
            marks |= mark_of(stint.state, state_field(kind));
    for (const auto& [meter, of] : listeners_[feed].stints[static_cast<std::size_t>(kind)])
        if ((of & marks) != 0) meter->on_stints(before, after, whom);
}

void Ledger::on_odd(std::uint8_t feed, std::string_view reason, int sign) {
    if (reason == lengths_differ && uncompared_[feed]) return;
    sign > 0 ? health_.count(feeds_[feed], reason, now_) : health_.take_back(feeds_[feed], reason);
}

Bounds Ledger::window(const Kpi& kpi, Time at) const {
    Bounds bounds = window_at(kpi.window, at, *calendar_);
    if (at < now_) return bounds;
    const bool instant = bounds.from == bounds.to;
    bounds.to = std::max(bounds.to, edge());
    if (instant) bounds.from = bounds.to;
    return bounds;
}

std::vector<Finding> Ledger::reconcile() const {
    auto findings = reconciliation_.findings(feeds_, now_);
    std::erase_if(findings, [this](const Finding& finding) {
        return !present_[static_cast<std::size_t>(std::ranges::find(feeds_, finding.feed) -
                                                  feeds_.begin())];
    });
    return findings;
}

}  // namespace waymark::server
