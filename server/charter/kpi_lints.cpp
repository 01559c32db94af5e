#include <algorithm>
#include <set>
#include <string>

#include "server/charter/lint_rooms.hpp"

namespace waymark::server {
namespace {

/// The KPIs that stand behind a CSF, or are part of a formula that does.
std::set<KpiId> supporting(const DeskFolder& desk) {
    std::set<KpiId> found;
    std::vector<KpiId> open;
    const auto take = [&](const KpiId& kpi) {
        if (found.insert(kpi).second) open.push_back(kpi);
    };
    for (const Kpi& kpi : desk.outline.kpis)
        if (!kpi.supports.empty()) take(kpi.id);
    while (!open.empty()) {
        const auto measure = desk.measures.find(open.back());
        open.pop_back();
        if (measure == desk.measures.end()) continue;
        if (const auto* formula = std::get_if<FormulaMeasure>(&measure->second.how))
            for (const KpiId& input : formula->inputs)
                take(input);
    }
    return found;
}

/// The KPIs that screens show or, as parts of formulas, compute with.
std::set<KpiId> used(const DeskFolder& desk) {
    std::set<KpiId> found;
    for (const Screen& screen : desk.outline.screens) {
        found.insert(screen.pinned.begin(), screen.pinned.end());
        for (const Turn& turn : screen.turns)
            for (const Scene& scene : desk.outline.scenes)
                if (scene.id == turn.scene) found.insert(scene.kpis.begin(), scene.kpis.end());
    }
    for (const auto& [kpi, measure] : desk.measures)
        if (const auto* formula = std::get_if<FormulaMeasure>(&measure.how))
            found.insert(formula->inputs.begin(), formula->inputs.end());
    return found;
}

}  // namespace

void lint_kpis(const DeskFolder& desk, LintList& list) {
    const std::set<KpiId> behind_csfs = supporting(desk), in_use = used(desk);
    std::set<FeedId> needed;
    for (const Kpi& kpi : desk.outline.kpis) {
        needed.insert(kpi.feeds.begin(), kpi.feeds.end());
        if (!behind_csfs.contains(kpi.id))
            list.add("kpi-orphan", about(kpi),
                     in_use.contains(kpi.id)
                         ? "It supports no objective; name the CSF it stands behind in "
                           "\"supports\", or take it off the walls."
                         : "It supports no objective and no screen shows it; name the CSF it "
                           "stands behind in \"supports\", or take it out.");
        else if (!kpi.supports.empty() && !kpi.target && !desk.later_targets.contains(kpi.id))
            list.add("kpi-no-target", about(kpi),
                     kpi.critical ? "It is critical and has no target, so it never warns; say what "
                                    "is good in \"target\"."
                                  : "It has no target, so its CSF does not feel it; say what is "
                                    "good in \"target\".");
    }
    for (const Feed& feed : desk.outline.feeds)
        if (!needed.contains(feed.id))
            list.add("feed-orphan", about(feed),
                     "No KPI is made of what it sends; name it in a KPI's \"feeds\", or take it "
                     "out.");
}

}  // namespace waymark::server
