#include <algorithm>
#include <map>
#include <string>

#include "server/charter/lint_rooms.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t most_kpis = 5;

void lint_csf(const Csf& csf, std::size_t kpis, LintList& list) {
    if (kpis == 1)
        list.add("csf-one-kpi", about(csf),
                 "Only one KPI stands behind it; add a second one, so that no single number "
                 "decides.");
    if (kpis > most_kpis)
        list.add("csf-many-kpis", about(csf),
                 std::to_string(kpis) + " KPIs stand behind it; keep the " +
                     std::to_string(most_kpis) + " that say most, or make it two CSFs.");
    if (!csf.done_when)
        list.add("csf-no-done-when", about(csf),
                 "Nothing says when it is achieved; add \"done_when\", such as 20 of 22 days on "
                 "target.");
}

}  // namespace

void lint_csfs(const DeskFolder& desk, LintList& list) {
    std::map<CsfId, std::size_t> kpis;
    for (const Kpi& kpi : desk.outline.kpis)
        for (const CsfId& csf : kpi.supports)
            ++kpis[csf];
    bool counts_working_days = false;
    for (const Unit& unit : desk.outline.units)
        for (const Objective& objective : unit.mission.objectives)
            for (const Csf& csf : objective.csfs) {
                lint_csf(csf, kpis[csf.id], list);
                counts_working_days =
                    counts_working_days || (csf.done_when && csf.done_when->working_days);
            }
    if (counts_working_days && desk.work_hours.empty())
        list.add("no-working-days", about_desk(desk.outline),
                 "CSFs count working days, but every day is one; name the desk's hours in "
                 "\"work_hours\" of desk.json, or count calendar days.");
}

}  // namespace waymark::server
