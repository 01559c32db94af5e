#include <algorithm>

#include "server/kpi/judge/roll_up.hpp"
#include "server/kpi/scorecard.hpp"

namespace waymark::server {
namespace {

using std::chrono::local_days;

/// Outlooks go by so many days.
constexpr std::size_t days_looked_back = 60;
constexpr std::size_t days_shown = 60;

}  // namespace

/// What the desk day came to, which ends now.
void Scorecard::note_day(local_days day, bool open) {
    history_.day_ended(day, roll_up(outline_, day_states_.readings(), holds_));
    look_ahead();
    milestones_.day_ended(standings(open), day,
                          ledger_.calendar().begin_of(day + std::chrono::days{1}));
}

void Scorecard::look_ahead() {
    outlooks_.clear();
    const auto today = holds_.last_day();
    if (!today) return;
    for (const Unit& unit : outline_.units)
        for (const Objective& objective : unit.mission.objectives)
            for (const Csf& csf : objective.csfs) {
                if (!csf.done_when) continue;
                const auto course =
                    history_.of(NodeReading::Kind::csf, csf.id.text, days_looked_back);
                outlooks_[csf.id] = outlook_of(*csf.done_when, holds_.days(csf.id), course, *today,
                                               unit.vision.by_year);
            }
}

void Scorecard::measured(Standing& standing, NodeReading::Kind kind,
                         std::optional<local_days> since) const {
    const auto first = history_.first(kind, standing.node, since.value_or(local_days::min()));
    if (!first) return;
    standing.began = ledger_.calendar().begin_of(first->day);
    standing.before = first->attainment;
    standing.after = history_.of(kind, standing.node, 1).back().attainment;
}

/// Its `hold` is 0 when none of its CSFs says when it is done.
Standing Scorecard::standing_of(const Unit& unit, const Objective& objective, bool open) const {
    Standing standing{.kind = Milestone::Kind::objective,
                      .node = objective.id.text,
                      .unit = unit.id,
                      .title = objective.title,
                      .achieved = true,
                      .known = true,
                      .hold = 0};
    for (const Csf& csf : objective.csfs) {
        const auto hold = holds_.of(csf);
        if (!hold) continue;
        standing.achieved = standing.achieved && hold->state == HoldReading::State::achieved;
        standing.known = standing.known && day_states_.known(outline_.kpis, csf.id);
        standing.counts = standing.counts || open || !csf.done_when->working_days;
        standing.hold = std::max(standing.hold, hold->needed);
    }
    measured(standing, NodeReading::Kind::objective, std::nullopt);
    return standing;
}

std::vector<Standing> Scorecard::standings(bool open) const {
    std::vector<Standing> all;
    for (const Unit& unit : outline_.units) {
        Standing vision{.kind = Milestone::Kind::vision,
                        .node = unit.id.text,
                        .unit = unit.id,
                        .title = unit.vision.text,
                        .edition = edition_of(unit.vision),
                        .achieved = true,
                        .known = true,
                        .hold = 0};
        // A vision is not reached while one of its objectives is not measured.
        bool measurable = !unit.vision.text.empty();
        for (const Objective& objective : unit.mission.objectives) {
            Standing standing = standing_of(unit, objective, open);
            measurable = measurable && standing.hold > 0;
            vision.achieved = vision.achieved && standing.achieved;
            vision.known = vision.known && standing.known;
            vision.counts = vision.counts || standing.counts;
            vision.hold = std::max(vision.hold, standing.hold);
            if (standing.hold > 0) all.push_back(std::move(standing));
        }
        if (!measurable || vision.hold == 0) continue;
        measured(vision, NodeReading::Kind::vision, unit.vision.since);
        all.push_back(std::move(vision));
    }
    return all;
}

std::vector<Point> Scorecard::node_days(NodeReading::Kind kind, const std::string& id,
                                        std::size_t most) const {
    std::vector<Point> points;
    for (const DayAttainment& one : history_.of(kind, id, most))
        points.push_back({ledger_.calendar().begin_of(one.day), one.attainment});
    return points;
}

std::vector<NodeSeries> Scorecard::node_series() const {
    std::vector<NodeSeries> all;
    for (const Unit& unit : outline_.units)
        for (const Objective& objective : unit.mission.objectives) {
            constexpr auto kind = NodeReading::Kind::objective;
            auto points = node_days(kind, objective.id.text, days_shown);
            if (!points.empty()) all.push_back({kind, objective.id.text, std::move(points)});
        }
    return all;
}

}  // namespace waymark::server
