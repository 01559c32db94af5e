#include "server/kpi/open_time.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

/// `whole` less `pauses`; both in order, neither overlapping.
std::vector<Bounds> without(const std::vector<Bounds>& whole, const std::vector<Bounds>& pauses) {
    std::vector<Bounds> left;
    for (Bounds stretch : whole) {
        for (const Bounds& pause : pauses) {
            if (pause.to <= stretch.from || pause.from >= stretch.to) continue;
            if (pause.from > stretch.from) left.push_back({stretch.from, pause.from});
            stretch.from = std::min(pause.to, stretch.to);
        }
        if (stretch.from < stretch.to) left.push_back(stretch);
    }
    return left;
}

/// Cuts the stretches to those that are told, and adds all of them up.
void put_stretches(OpenTime& time, std::vector<Bounds> stretches) {
    for (const Bounds& stretch : stretches)
        time.counted += stretch.to - stretch.from;
    time.earlier = stretches.size() - std::min(stretches.size(), most_stretches);
    stretches.erase(stretches.begin(),
                    stretches.begin() + static_cast<std::ptrdiff_t>(time.earlier));
    time.stretches = std::move(stretches);
}

/// Which promise a measure is about: "response", "resolution", or neither.
enum class Promised { nothing, response, resolution };

bool asks_for(const Selection& selection, std::string_view type, std::string_view field) {
    return std::ranges::any_of(selection, [&](const Selector& selector) {
        return std::ranges::find(selector.types, type) != selector.types.end() &&
               std::ranges::find(selector.where, field, &Condition::field) != selector.where.end();
    });
}

Promised promised_by(const MeasureKind& how) {
    if (const auto* age = std::get_if<AgeMeasure>(&how)) {
        if (age->since == "response_due") return Promised::response;
        if (age->since == "resolution_due") return Promised::resolution;
    }
    if (const auto* ratio = std::get_if<RatioMeasure>(&how)) {
        const Selection& kept = ratio->numerator;
        if (asks_for(kept, "ticket.response_due", "met") ||
            asks_for(kept, "ticket.responded", "in_time"))
            return Promised::response;
        if (asks_for(kept, "ticket.resolution_due", "met") ||
            asks_for(kept, "ticket.resolved", "in_time"))
            return Promised::resolution;
    }
    return Promised::nothing;
}

/// What was promised for a ticket as its life has it, until `at`.
std::optional<OpenTime> time_of_ticket(const Scorecard& scorecard, const std::string& ticket,
                                       Promised promised, Time at) {
    const Ledger& ledger = scorecard.ledger();
    const std::vector<Stint> stints = ledger.stints_of(SubjectKind::ticket, ticket);
    if (stints.empty()) return std::nullopt;
    const auto last = std::ranges::find_if(stints.rbegin(), stints.rend(),
                                           [&](const Stint& stint) { return stint.from <= at; });
    const Event& state = last == stints.rend() ? stints.front().state : last->state;
    const auto began = state.instant(field::began);
    const auto& promises = scorecard.folder().promises;
    const auto promise = promises.find(ledger.vocabulary().text(state.word(field::priority)));
    if (!began || promise == promises.end()) return std::nullopt;

    OpenTime time{.subject = ticket, .hours = promise->second.hours, .span = {*began, at}};
    std::vector<Bounds> pauses;
    if (promised == Promised::resolution) {
        time.due = state.instant(field::resolution_due);
        const Word on_hold = ledger.vocabulary().find("pending");
        for (const Stint& stint : stints)
            if (stint.state.word(field::status) == on_hold)
                pauses.push_back({stint.from, stint.to});
    } else {
        time.due = state.instant(field::response_due);
    }
    put_stretches(time, without(ledger.clock(time.hours).open_stretches(*began, at), pauses));
    return time;
}

}  // namespace

std::optional<OpenTime> open_time_of(const Scorecard& scorecard, const KpiId& kpi) {
    const Ledger& ledger = scorecard.ledger();
    const Meter& meter = ledger.meter(kpi);
    const MeasureKind& how = ledger.measure(kpi).how;
    const Time now = ledger.edge();
    const auto oldest = meter.oldest(now, {});
    if (const Promised promised = promised_by(how); promised != Promised::nothing) {
        if (oldest) return time_of_ticket(scorecard, oldest->subject, promised, now);
        const auto counted = meter.last_counted();
        if (counted.empty()) return std::nullopt;
        return time_of_ticket(scorecard, counted.front().subject, promised, counted.front().time);
    }
    const auto* age = std::get_if<AgeMeasure>(&how);
    if (age == nullptr || age->hours.empty() || !oldest) return std::nullopt;
    OpenTime time{.subject = oldest->subject, .hours = age->hours, .span = {oldest->since, now}};
    put_stretches(time, ledger.clock(age->hours).open_stretches(oldest->since, now));
    return time;
}

}  // namespace waymark::server
