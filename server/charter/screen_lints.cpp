#include <algorithm>
#include <cmath>
#include <string>

#include "server/charter/attention.hpp"
#include "server/charter/lint_rooms.hpp"
#include "server/screens/legibility_check.hpp"
#include "server/screens/rotation_check.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

/// So much of what is shown may differ from what the charter says matters.
constexpr double most_difference = 0.35;

/// What it takes to read a scene; more tiles than these go to further pages, each with a turn of
/// its own.
constexpr double seconds_a_scene = 5;
constexpr double seconds_a_tile = 1.5;
constexpr std::size_t most_tiles = 7;

void lint_turns(const Outline& desk, const Screen& screen, LintList& list) {
    if (screen.turns.size() < 2) return;
    for (std::size_t i = 0; i < screen.turns.size(); ++i) {
        const Turn& turn = screen.turns[i];
        const auto scene = std::ranges::find(desk.scenes, turn.scene, &Scene::id);
        const auto before = screen.turns.begin() + static_cast<std::ptrdiff_t>(i);
        if (scene == desk.scenes.end() ||
            std::any_of(screen.turns.begin(), before, [&](const Turn& other) {
                return other.scene == turn.scene && other.duration <= turn.duration;
            }))
            continue;
        const bool one_by_one = scene->kind == SceneKind::number;
        const auto tiles = one_by_one ? 1 : std::min(scene->kpis.size(), most_tiles);
        const double needed = seconds_a_scene + seconds_a_tile * static_cast<double>(tiles);
        if (static_cast<double>(turn.duration.count()) >= needed) continue;
        list.add("short-turn", about(screen),
                 "Scene " + in_quotes(scene->id.text) + " is there for " +
                     std::to_string(turn.duration.count()) + " s at a time; give it " +
                     std::to_string(static_cast<int>(std::ceil(needed))) +
                     " s, so that it can be read.");
    }
}

std::string percent(double share) {
    return std::to_string(static_cast<int>(std::lround(share * 100))) + " %";
}

std::string title_of(const Outline& desk, const ObjectiveId& id) {
    for (const Unit& unit : desk.units)
        for (const Objective& objective : unit.mission.objectives)
            if (objective.id == id) return in_quotes(objective.title);
    return "KPIs that support no objective";
}

/// What walls show says what counts, whatever the charter says.
void lint_attention(const Outline& desk, LintList& list) {
    auto shown = planned_attention(desk), declared = declared_attention(desk);
    if (shown.empty() || declared.empty() || distance(shown, declared) <= most_difference) return;
    const auto excess = [&](const auto& one) { return one.second - declared[one.first]; };
    for (const auto& [objective, share] : declared)
        shown.try_emplace(objective, 0);
    const auto most = *std::ranges::max_element(shown, {}, excess);
    const auto least = *std::ranges::min_element(shown, {}, excess);
    list.add("default-vision", about_desk(desk),
             "Walls show " + title_of(desk, most.first) + " for " + percent(most.second) +
                 " of the time, and the charter gives it " + percent(declared[most.first]) +
                 "; show more of " + title_of(desk, least.first) + " (" + percent(least.second) +
                 " of the time, " + percent(declared[least.first]) +
                 " in the charter), or weigh the objectives as you mean them.");
}

}  // namespace

void lint_screens(const DeskFolder& desk, LintList& list) {
    for (const Screen& screen : desk.outline.screens) {
        for (std::string& warning : legibility_warnings(desk.outline, screen))
            list.add("screen-legibility", about(screen), std::move(warning));
        for (std::string& warning : rotation_warnings(desk.outline, screen))
            list.add("screen-rotation", about(screen), std::move(warning));
        lint_turns(desk.outline, screen, list);
    }
    lint_attention(desk.outline, list);
}

}  // namespace waymark::server
