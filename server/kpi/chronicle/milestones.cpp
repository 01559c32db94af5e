#include "server/kpi/chronicle/milestones.hpp"

#include <algorithm>

#include "shared/protocol/clock_text.hpp"

namespace waymark::server {
namespace {

using State = Milestone::State;

constexpr std::size_t most_kept = 200;
constexpr Duration shown_for = std::chrono::hours{24 * 31};

bool waits(const Milestone& milestone) {
    return milestone.state == State::to_confirm || milestone.state == State::celebrating ||
           milestone.state == State::reimagine;
}

void become(Milestone& milestone, State state, Time since) {
    milestone.state = state;
    milestone.since = since;
}

bool is_replaced(const Milestones::Kept& kept, const Outline& outline) {
    const auto unit = std::ranges::find(outline.units, kept.milestone.unit, &Unit::id);
    return unit == outline.units.end() || edition_of(unit->vision) != kept.edition;
}

/// As the wire and checkpoints have it.
Time in_milliseconds(Time time) {
    return from_epoch_ms(to_epoch_ms(time));
}

}  // namespace

std::string edition_of(const Vision& vision) {
    return vision.text + '\n' + (vision.since ? to_text(*vision.since) : std::string{});
}

Record Milestones::record_of(const std::string& id, Decision decision, const std::string& by,
                             Time now) {
    const std::string type =
        decision == Decision::confirm ? "milestone.confirmed" : "milestone.dismissed";
    Record record{type, type + '/' + id, in_milliseconds(now), {}};
    record.fields.emplace("milestone", id);
    if (!by.empty()) record.fields.emplace("by", by);
    return record;
}

void Milestones::day_ended(const std::vector<Standing>& standings, std::chrono::local_days day,
                           Time end) {
    for (const Standing& standing : standings) {
        const auto [at, is_new] = tracks_.try_emplace({standing.kind, standing.node});
        Track& track = at->second;
        if (is_new) track.edition = standing.edition;
        if (track.edition != standing.edition) track = {.away = 1, .edition = standing.edition};
        if (!standing.achieved) {
            if (standing.counts && track.away > 0 && ++track.lost >= track.away)
                track.away = track.lost = 0;
            continue;
        }
        track.lost = 0;
        if (track.away > 0 || !standing.known) continue;
        track.away = standing.hold;
        reach(standing, day, end);
    }
}

void Milestones::reach(const Standing& standing, std::chrono::local_days day, Time end) {
    const bool vision = standing.kind == Milestone::Kind::vision;
    Milestone milestone{.id = std::string{name_of(standing.kind)} + '.' + standing.node + '.' +
                              waymark::to_text(day),
                        .kind = standing.kind,
                        .node = standing.node,
                        .unit = standing.unit,
                        .title = standing.title,
                        .reached = end,
                        .began = standing.began,
                        .before = standing.before,
                        .after = standing.after,
                        .state = vision ? State::to_confirm : State::celebrating,
                        .since = end};
    kept_.insert(kept_.begin(), {std::move(milestone), standing.edition, {}, {}});
    if (kept_.size() > most_kept) kept_.pop_back();
}

void Milestones::forget_ends() {
    for (Kept& kept : kept_)
        kept.until.reset();
}

void Milestones::advance(const Outline& outline, Time now, const EndOf& end_of) {
    for (Kept& kept : kept_) {
        Milestone& milestone = kept.milestone;
        if (!waits(milestone)) continue;
        const bool celebrating = milestone.state == State::celebrating;
        if (celebrating && !kept.until) kept.until = end_of(milestone.since);
        if (celebrating && now < *kept.until) continue;
        const Time since = celebrating ? *kept.until : in_milliseconds(now);
        if (milestone.kind == Milestone::Kind::objective || is_replaced(kept, outline))
            become(milestone, State::over, since);
        else if (celebrating)
            become(milestone, State::reimagine, since);
    }
}

Result<void> Milestones::check(const std::string& id, Decision decision) const {
    const auto kept =
        std::ranges::find(kept_, id, [](const Kept& one) { return one.milestone.id; });
    if (kept == kept_.end()) return failure("", "there is no milestone of that id");
    const State state = kept->milestone.state;
    if (decision == Decision::confirm ? state == State::to_confirm : waits(kept->milestone))
        return {};
    return failure("", "it is " + std::string{name_of(state)} + "; only what is " +
                           (decision == Decision::confirm
                                ? "to_confirm can be confirmed"
                                : "to_confirm, celebrating or reimagine can be dismissed"));
}

void Milestones::accept(const Record& record) {
    const bool confirms = record.type == "milestone.confirmed";
    if (!confirms && record.type != "milestone.dismissed") return;
    const std::string id{record.text("milestone")};
    if (!check(id, confirms ? Decision::confirm : Decision::dismiss)) return;
    Kept& kept = *std::ranges::find(kept_, id, [](const Kept& one) { return one.milestone.id; });
    become(kept.milestone, confirms ? State::celebrating : State::dismissed, record.time);
    kept.by = record.text("by");
    kept.until.reset();
}

std::vector<Milestone> Milestones::shown(Time now) const {
    std::vector<Milestone> found;
    for (const auto& [milestone, edition, by, until] : kept_)
        if (waits(milestone) ||
            (milestone.state == State::over && now - milestone.reached <= shown_for))
            found.push_back(milestone);
    return found;
}

}  // namespace waymark::server
