#include "server/screens/rotation_check.hpp"

#include <algorithm>

#include "server/screens/visibility.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

using std::chrono::seconds;

constexpr seconds never_shown = std::chrono::hours{24 * 7};

bool shows(const Outline& desk, const SceneId& id, const KpiId& kpi) {
    const auto scene = std::ranges::find(desk.scenes, id, &Scene::id);
    if (scene == desk.scenes.end() || !shows_kpis(scene->kind)) return false;
    return std::ranges::find(scene->kpis, kpi) != scene->kpis.end();
}

/// How long a KPI is out of sight at a stretch, while these turns go round and round.
struct Gap {
    seconds longest{0};  ///< never_shown: it is not shown at all
    seconds round{0};
};

Gap gap_of(const Outline& desk, const std::vector<Turn>& turns, const KpiId& kpi) {
    Gap gap;
    for (const Turn& turn : turns)
        gap.round += turn.duration;
    if (std::ranges::none_of(turns,
                             [&](const Turn& turn) { return shows(desk, turn.scene, kpi); })) {
        gap.longest = never_shown;
        return gap;
    }
    seconds present{0};
    // Twice round: a gap may go over the end.
    for (int i = 0; i < 2; ++i)
        for (const Turn& turn : turns) {
            present = shows(desk, turn.scene, kpi) ? seconds{0} : present + turn.duration;
            gap.longest = std::max(gap.longest, std::min(present, gap.round));
        }
    return gap;
}

/// The turns in force at a minute of a day of the week, Monday 0.
std::vector<Turn> turns_at(const Screen& screen, std::size_t day, std::chrono::minutes minute) {
    constexpr std::chrono::minutes whole_day{24 * 60};
    std::vector<Turn> turns;
    for (const Turn& turn : screen.turns) {
        const auto& span = turn.time_of_day;
        const bool now = turn.days[day] && (!span || (span->from <= minute && minute < span->to));
        const bool since_yesterday = span && turn.days[(day + 6) % 7] &&
                                     span->from <= minute + whole_day &&
                                     minute + whole_day < span->to;
        if (now || since_yesterday) turns.push_back(turn);
    }
    // A screen whose turns are over shows its first.
    if (turns.empty() && !screen.turns.empty()) turns.push_back(screen.turns.front());
    return turns;
}

/// The worst of the week, looked at every quarter of an hour.
Gap worst_gap(const Outline& desk, const Screen& screen, const KpiId& kpi) {
    constexpr std::chrono::minutes step{15};
    constexpr std::chrono::minutes whole_day{24 * 60};
    Gap worst;
    for (std::size_t day = 0; day < 7; ++day)
        for (std::chrono::minutes minute{0}; minute < whole_day; minute += step) {
            const Gap gap = gap_of(desk, turns_at(screen, day, minute), kpi);
            if (gap.longest > worst.longest) worst = gap;
        }
    return worst;
}

}  // namespace

std::vector<std::string> rotation_warnings(const Outline& desk, const Screen& screen) {
    const VisibilityPolicy policy;
    std::vector<std::string> warnings;
    for (const KpiId& kpi : critical_kpis(desk)) {
        if (std::ranges::find(screen.pinned, kpi) != screen.pinned.end()) continue;
        const Gap gap = worst_gap(desk, screen, kpi);
        if (gap.longest <= policy.most_blind) continue;
        const std::string most =
            std::to_string(std::chrono::duration_cast<seconds>(policy.most_blind).count());
        warnings.push_back("Critical KPI " + in_quotes(kpi.text) +
                           (gap.longest == never_shown
                                ? " is never shown"
                                : " is unseen for " + std::to_string(gap.longest.count()) +
                                      " s of every " + std::to_string(gap.round.count()) + " s") +
                           "; " + most + " s are allowed: pin it, or show it more often.");
    }
    return warnings;
}

}  // namespace waymark::server
