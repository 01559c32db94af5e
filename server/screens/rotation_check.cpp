#include "server/screens/rotation_check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "server/screens/visibility.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

using std::chrono::seconds;

constexpr seconds never_shown = std::chrono::hours{24 * 7};

/// How long a KPI is out of sight at a stretch, while turns go round and round.
struct Gap {
    seconds longest{0};  ///< never_shown: it is not shown at all
    seconds round{0};
};

/// Turns of a screen by their place.
using Places = std::vector<std::size_t>;
/// For each turn of a screen whether its scene shows a KPI.
using Shown = std::vector<bool>;

Gap gap_of(const std::vector<Turn>& turns, const Places& places, const Shown& shown) {
    Gap gap;
    for (const std::size_t place : places)
        gap.round += turns[place].duration;
    if (std::ranges::none_of(places, [&](std::size_t place) { return shown[place]; })) {
        gap.longest = never_shown;
        return gap;
    }
    seconds present{0};
    // Twice round: a gap may go over the end.
    for (int i = 0; i < 2; ++i)
        for (const std::size_t place : places) {
            present = shown[place] ? seconds{0} : present + turns[place].duration;
            gap.longest = std::max(gap.longest, std::min(present, gap.round));
        }
    return gap;
}

/// The turns in force at a minute of a day of the week, Monday 0.
Places turns_at(const Screen& screen, std::size_t day, std::chrono::minutes minute) {
    constexpr std::chrono::minutes whole_day{24 * 60};
    Places places;
    for (std::size_t i = 0; i < screen.turns.size(); ++i) {
        const Turn& turn = screen.turns[i];
        const auto& span = turn.time_of_day;
        const bool now = turn.days[day] && (!span || (span->from <= minute && minute < span->to));
        const bool since_yesterday = span && turn.days[(day + 6) % 7] &&
                                     span->from <= minute + whole_day &&
                                     minute + whole_day < span->to;
        if (now || since_yesterday) places.push_back(i);
    }
    // A screen whose turns are over shows its first.
    if (places.empty() && !screen.turns.empty()) places.push_back(0);
    return places;
}

/// All that are in force together at some time of the week, looked at every quarter of an hour, in
/// the order in which they first are.
std::vector<Places> turns_of_the_week(const Screen& screen) {
    constexpr std::chrono::minutes step{15};
    constexpr std::chrono::minutes whole_day{24 * 60};
    std::vector<Places> all;
    std::set<Places> known;
    for (std::size_t day = 0; day < 7; ++day)
        for (std::chrono::minutes minute{0}; minute < whole_day; minute += step) {
            Places places = turns_at(screen, day, minute);
            if (known.insert(places).second) all.push_back(std::move(places));
        }
    return all;
}

/// What a screen keeps out of sight. KPIs that stand in the same scenes are looked at once.
class Rotation {
public:
    Rotation(const Outline& desk, const Screen& screen)
        : screen_(screen), together_(turns_of_the_week(screen)) {
        for (std::size_t i = 0; i < screen.turns.size(); ++i) {
            const auto scene = std::ranges::find(desk.scenes, screen.turns[i].scene, &Scene::id);
            if (scene == desk.scenes.end() || !shows_kpis(scene->kind)) continue;
            for (const KpiId& kpi : scene->kpis) {
                Shown& shown = shown_[kpi];
                shown.resize(screen.turns.size());
                shown[i] = true;
            }
        }
    }

    /// The worst of the week.
    Gap worst_of(const KpiId& kpi) {
        const auto found = shown_.find(kpi);
        const Shown shown = found == shown_.end() ? Shown(screen_.turns.size()) : found->second;
        const auto [known, is_new] = worst_.try_emplace(shown);
        if (!is_new) return known->second;
        for (const Places& places : together_) {
            const Gap gap = gap_of(screen_.turns, places, shown);
            if (gap.longest > known->second.longest) known->second = gap;
        }
        return known->second;
    }

private:
    const Screen& screen_;
    std::vector<Places> together_;
    std::map<KpiId, Shown> shown_;
    std::map<Shown, Gap> worst_;
};

}  // namespace

std::vector<std::string> rotation_warnings(const Outline& desk, const Screen& screen) {
    const VisibilityPolicy policy;
    std::vector<std::string> warnings;
    Rotation rotation{desk, screen};
    for (const KpiId& kpi : critical_kpis(desk)) {
        if (std::ranges::find(screen.pinned, kpi) != screen.pinned.end()) continue;
        const Gap gap = rotation.worst_of(kpi);
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
