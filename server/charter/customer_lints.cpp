#include <algorithm>
#include <set>
#include <string>

#include "server/charter/lint_rooms.hpp"
#include "server/charter/plain_words.hpp"
#include "server/charter/topics.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

/// The KPIs of a desk that measure a topic, in the desk's order.
std::vector<KpiId> measuring(const Topic& topic, const DeskFolder& desk) {
    std::vector<KpiId> found;
    const Measure unknown;
    for (const Kpi& kpi : desk.outline.kpis) {
        const auto measure = desk.measures.find(kpi.id);
        const bool known = measure != desk.measures.end();
        if (topic.is_measured_by(kpi, known ? measure->second : unknown)) found.push_back(kpi.id);
    }
    return found;
}

/// Whether a screen pins one of the KPIs, or where it pins none shows one in its rotation.
bool shows_one(const Outline& desk, const Screen& screen, const std::vector<KpiId>& kpis) {
    const auto has_one = [&](const std::vector<KpiId>& shown) {
        return std::ranges::find_first_of(shown, kpis) != shown.end();
    };
    if (!screen.pinned.empty()) return has_one(screen.pinned);
    bool shows_any = false;
    for (const Turn& turn : screen.turns) {
        const auto scene = std::ranges::find(desk.scenes, turn.scene, &Scene::id);
        if (scene == desk.scenes.end() || !shows_kpis(scene->kind)) continue;
        shows_any = shows_any || !scene->kpis.empty();
        if (has_one(scene->kpis)) return true;
    }
    return !shows_any;
}

void lint_customers_seen(const Outline& desk, const std::vector<KpiId>& kpis, LintList& list) {
    for (const Screen& screen : desk.screens)
        if (!shows_one(desk, screen, kpis))
            list.add("customer-not-shown", about(screen),
                     screen.pinned.empty()
                         ? "Nothing it shows tells how it was for customers; show " +
                               in_quotes(kpis.front().text) + " there."
                         : "Nothing it pins tells how it was for customers; pin " +
                               in_quotes(kpis.front().text) + ", too.");
}

/// What the desk's own statements speak of.
std::string words_of(const Unit& unit) {
    std::string text = unit.vision.text + ' ' + unit.mission.purpose;
    for (const Objective& objective : unit.mission.objectives)
        text += ' ' + objective.title;
    return folded(text);
}

}  // namespace

void lint_customers(const DeskFolder& desk, LintList& list) {
    const std::vector<KpiId> outcomes = measuring(customer_outcome(), desk);
    if (outcomes.empty())
        list.add("no-customer-kpi", about_desk(desk.outline),
                 "No KPI tells how it was for customers; add one, such as \"csat\", \"nps\" or "
                 "\"first_contact_resolution\".");
    else
        lint_customers_seen(desk.outline, outcomes, list);
    for (const Unit& unit : desk.outline.units) {
        if (unit.kind != UnitKind::desk) continue;
        const std::string text = words_of(unit);
        for (const Topic& topic : topics()) {
            const std::string_view word = topic.word_in(text);
            if (!word.empty() && measuring(topic, desk).empty())
                list.add("says-but-measures-none", about(unit),
                         "The statements say " + in_quotes(word) +
                             " and no KPI measures it; add one, or leave the word out.");
        }
    }
}

}  // namespace waymark::server
