#include "server/screens/sightings.hpp"

#include <algorithm>

namespace waymark::server {
namespace {

/// What a wall says that it shows; nothing: it does not say, or is dark.
std::optional<Sight> sight_of(const ConnectedScreen& connected, const std::set<KpiId>& critical) {
    if (!connected.report || !connected.report->shown.vision || connected.report->shown.dark)
        return std::nullopt;
    const Shown& shown = connected.report->shown;
    Sight sight{.vision = *shown.vision};
    for (const auto* list : {&shown.kpis, &shown.pinned})
        for (const KpiId& kpi : *list)
            if (critical.contains(kpi)) sight.kpis.insert(kpi);
    return sight;
}

/// What is to be seen on both.
std::optional<Sight> common(std::optional<Sight> one, const std::optional<Sight>& other) {
    if (!one || !other) return one ? one : other;
    one->vision = one->vision && other->vision;
    std::erase_if(one->kpis, [&](const KpiId& kpi) { return !other->kpis.contains(kpi); });
    return one;
}

}  // namespace

void Sightings::look(const ScreenRegister& screens, const Outline& desk, Time now) {
    const std::set<KpiId> critical = critical_kpis(desk);
    std::map<ScreenId, std::optional<Sight>> sights;
    for (const Screen& screen : desk.screens)
        sights[screen.id];
    for (const auto& [number, connected] : screens.connected())
        if (const auto known = sights.find(connected.screen); known != sights.end())
            known->second = common(std::move(known->second), sight_of(connected, critical));
    std::erase_if(screens_, [&](const auto& one) { return !sights.contains(one.first); });
    seen_.clear();
    problems_.clear();
    for (auto& [screen, sight] : sights) {
        Visibility& visibility = screens_[screen];
        visibility.sees(std::move(sight), now);
        Seen seen = visibility.over_last_hour(critical, now);
        if (seen.known == Duration{0}) continue;
        std::ranges::move(visibility_problems(screen, seen, desk, {}),
                          std::back_inserter(problems_));
        seen_.emplace(screen, std::move(seen));
    }
}

}  // namespace waymark::server
