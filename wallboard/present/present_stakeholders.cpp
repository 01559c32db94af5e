#include <algorithm>

#include "wallboard/present/context.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::size_t most_achievements = 12;

bool is_achieved(const Milestone& milestone) {
    return milestone.state != Milestone::State::dismissed &&
           milestone.state != Milestone::State::to_confirm;
}

void present_forecast(const Present& present, const NodeReading& vision, StakeholdersView& view) {
    const Words& words = present.format.words();
    const auto today = Format::local_day(present.now, present.board.desk.clock);
    const auto on = [&](std::string_view pattern, std::chrono::local_days day) {
        return fill(pattern, {present.format.day(day, today)});
    };
    if (vision.achieved_since) {
        view.forecast = on(words.achieved_on, *vision.achieved_since);
        view.forecast_state = State::on_target;
        return;
    }
    if (!vision.pace) return;
    const bool dated = vision.forecast.has_value();
    switch (*vision.pace) {
        case Pace::on_pace:
            view.forecast = dated ? on(words.on_pace, *vision.forecast) : "";
            view.forecast_state = State::on_target;
            break;
        case Pace::late:
            view.forecast = dated ? on(words.late, *vision.forecast) : "";
            view.forecast_state = State::at_risk;
            break;
        case Pace::never:
            view.forecast = words.never;
            view.forecast_state = State::off_target;
            break;
        case Pace::unknown:
            view.forecast = words.too_early;
            break;
    }
    if (!present.online) view.forecast_state = State::stale;
}

}  // namespace

StakeholdersView present_stakeholders(Present& present) {
    const Words& words = present.format.words();
    StakeholdersView view;
    view.charter = present_charter(present);
    view.forecast_label = words.forecast;
    view.achievements_label = words.achievements;
    view.no_achievements = words.no_achievements;
    const auto today = Format::local_day(present.now, present.board.desk.clock);
    const Unit* unit = desk_unit(present.board.desk);
    if (view.charter.objectives.empty()) view.nothing = words.no_objectives;
    if (!unit) return view;
    const Readings& readings = present.board.readings;
    if (const auto* vision = find_node(readings, NodeReading::Kind::vision, unit->id.text))
        present_forecast(present, *vision, view);
    if (!readings.milestones) return view;
    for (const Milestone& milestone : *readings.milestones) {
        if (!is_achieved(milestone) || milestone.unit != unit->id) continue;
        if (view.achievements.size() == most_achievements) break;
        // What was reached at midnight is the work of the day before.
        const auto day = Format::local_day(milestone.reached - std::chrono::seconds{1},
                                           present.board.desk.clock);
        view.achievements.push_back({milestone.title, present.format.day(day, today)});
    }
    return view;
}

}  // namespace waymark::wallboard
