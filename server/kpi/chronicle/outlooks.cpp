#include "server/kpi/chronicle/outlooks.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace waymark::server {
namespace {

/// How bad it is to know.
int badness(Pace pace) {
    switch (pace) {
        case Pace::on_pace:
            return 0;
        case Pace::unknown:
            return 1;
        case Pace::late:
            return 2;
        case Pace::never:
            return 3;
    }
    return 1;
}

/// Of all that stand together for a node above; there must be one.
Outlook together(const std::vector<Outlook>& below) {
    Outlook all;
    bool dated = true;
    for (const Outlook& one : below) {
        if (one.achieved_since) {
            all.achieved_since =
                std::max(all.achieved_since.value_or(*one.achieved_since), *one.achieved_since);
            continue;
        }
        const Pace pace = one.pace.value_or(Pace::unknown);
        if (!all.pace || badness(pace) > badness(*all.pace)) all.pace = pace;
        dated = dated && one.forecast;
        if (one.forecast)
            all.forecast = std::max(all.forecast.value_or(*one.forecast), *one.forecast);
    }
    if (all.pace) all.achieved_since.reset();
    if (!dated) all.forecast.reset();
    return all;
}

}  // namespace

void put_outlooks(std::vector<NodeReading>& nodes, const Outline& outline,
                  const Outlooks& outlooks) {
    std::map<std::pair<NodeReading::Kind, std::string>, std::vector<Outlook>> below;
    for (const Unit& unit : outline.units)
        for (const Objective& objective : unit.mission.objectives)
            for (const Csf& csf : objective.csfs) {
                const auto known = outlooks.find(csf.id);
                if (known == outlooks.end()) continue;
                below[{NodeReading::Kind::csf, csf.id.text}].push_back(known->second);
                below[{NodeReading::Kind::objective, objective.id.text}].push_back(known->second);
                below[{NodeReading::Kind::vision, unit.id.text}].push_back(known->second);
            }
    for (NodeReading& node : nodes) {
        const auto known = below.find({node.kind, node.id});
        if (known == below.end()) continue;
        const Outlook outlook = together(known->second);
        node.achieved_since = outlook.achieved_since;
        node.forecast = outlook.forecast;
        node.pace = outlook.pace;
    }
}

}  // namespace waymark::server
