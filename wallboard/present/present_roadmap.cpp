#include <algorithm>

#include "wallboard/present/context.hpp"

namespace waymark::wallboard {
namespace {

using std::chrono::local_days;

/// The stretch of time that the road takes.
class Axis {
public:
    Axis(const Unit& unit, local_days today) : from_(today), to_(today) {
        using namespace std::chrono;
        const int year = static_cast<int>(year_month_day{today}.year());
        if (unit.vision.since) from_ = std::min(*unit.vision.since, today);
        if (from_ == today) from_ = local_days{std::chrono::year{year} / January / 1};
        const int last = std::max(unit.vision.by_year.value_or(year), year);
        to_ = local_days{std::chrono::year{last + 1} / January / 1};
    }
    float at(local_days day) const {
        const auto share = static_cast<double>((day - from_).count()) /
                           static_cast<double>(std::max<long>(1, (to_ - from_).count()));
        return static_cast<float>(std::clamp(share, 0.0, 1.0));
    }
    bool holds(local_days day) const { return day <= to_; }
    /// The begin of each year; of a single one, of each quarter as a month.
    std::vector<RoadmapTick> ticks(const Words& words) const {
        using namespace std::chrono;
        const int first = static_cast<int>(year_month_day{from_}.year());
        const int last = static_cast<int>(year_month_day{to_ - days{1}}.year());
        std::vector<RoadmapTick> made;
        if (first == last)
            for (const unsigned month : {1U, 4U, 7U, 10U})
                made.push_back({at(local_days{year{first} / month / 1}),
                                std::string{words.months[month - 1]}});
        else
            for (int each = first; each <= last; ++each)
                made.push_back({at(local_days{year{each} / January / 1}), std::to_string(each)});
        return made;
    }

private:
    local_days from_, to_;
};

void tell_pace(const Present& present, const NodeReading& csf, const Axis& axis, local_days today,
               RoadmapRow& row) {
    const Words& words = present.format.words();
    const auto on = [&](std::string_view pattern, local_days day) {
        return fill(pattern, {present.format.day(day, today)});
    };
    if (csf.achieved_since) {
        row.kind = RoadmapRow::Kind::achieved;
        row.text = on(words.achieved_on, *csf.achieved_since);
        row.end = axis.at(*csf.achieved_since);
        return;
    }
    row.hold = hold_text(present, &csf);
    if (!csf.pace) {
        // Until its first day is over nobody has looked ahead.
        row.text = csf.needed ? words.too_early : words.no_end;
        return;
    }
    switch (*csf.pace) {
        case Pace::never:
            row.kind = RoadmapRow::Kind::never;
            row.text = words.never;
            return;
        case Pace::unknown:
            row.text = words.too_early;
            return;
        case Pace::on_pace:
        case Pace::late:
            break;
    }
    const bool late = *csf.pace == Pace::late;
    row.kind = late ? RoadmapRow::Kind::late : RoadmapRow::Kind::on_pace;
    if (!csf.forecast) {
        row.text = words.too_early;
        row.kind = RoadmapRow::Kind::open;
        return;
    }
    row.text = on(late ? words.late : words.on_pace, *csf.forecast);
    row.end = axis.at(*csf.forecast);
}

}  // namespace

RoadmapView present_roadmap(Present& present, const Scene& scene) {
    const Words& words = present.format.words();
    RoadmapView view;
    view.heading = scene.title.empty() ? std::string{words.roadmap} : scene.title;
    const Unit* unit = desk_unit(present.board.desk);
    const local_days today = Format::local_day(present.now, present.board.desk.clock);
    if (unit) {
        const Axis axis(*unit, today);
        view.ticks = axis.ticks(words);
        view.today = {axis.at(today), std::string{words.today}};
        for (const Objective& objective : unit->mission.objectives)
            for (const Csf& csf : objective.csfs) {
                const auto* node =
                    find_node(present.board.readings, NodeReading::Kind::csf, csf.id.text);
                RoadmapRow row;
                row.title = csf.title;
                row.label = csf.label;
                row.objective = objective.label.empty() ? objective.title : objective.label;
                row.about = {About::Kind::objective, objective.id.text};
                row.state = shown_node_state(present, node);
                row.text = words.too_early;
                if (node) tell_pace(present, *node, axis, today, row);
                view.rows.push_back(std::move(row));
            }
    }
    if (view.rows.empty()) view.nothing = words.no_csfs;
    return view;
}

}  // namespace waymark::wallboard
