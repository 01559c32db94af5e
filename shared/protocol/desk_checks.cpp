#include "shared/protocol/desk_checks.hpp"

#include <algorithm>
#include <map>

namespace waymark {
namespace {

/// "/kpis/3"
std::string at(std::string_view list, std::size_t index) {
    return '/' + std::string{list} + '/' + std::to_string(index);
}

/// Every entry of a list needs an id of its own.
template <class List>
void check_ids(std::string_view file, std::string_view name, const List& list,
               std::vector<Problem>& problems) {
    std::map<std::string_view, std::size_t> first;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string& id = list[i].id.text;
        if (id.empty()) continue;
        const auto [known, is_new] = first.emplace(id, i);
        if (!is_new)
            problems.push_back(
                {std::string{file}, at(name, i) + "/id", in_quotes(id),
                 "stands at " + at(name, known->second) + "/id" + " already; every id is its own"});
    }
}

template <class List>
std::vector<std::string_view> ids_of(const List& list) {
    std::vector<std::string_view> ids;
    for (const auto& item : list)
        if (!item.id.empty()) ids.emplace_back(item.id.text);
    return ids;
}

struct CsfPlace {
    std::string_view id;
    std::string pointer;
};

std::vector<CsfPlace> csf_places(const std::vector<Unit>& units) {
    std::vector<CsfPlace> places;
    for (std::size_t u = 0; u < units.size(); ++u) {
        const auto& objectives = units[u].mission.objectives;
        for (std::size_t o = 0; o < objectives.size(); ++o)
            for (std::size_t c = 0; c < objectives[o].csfs.size(); ++c)
                if (!objectives[o].csfs[c].id.empty())
                    places.push_back({objectives[o].csfs[c].id.text, at("units", u) + "/mission" +
                                                                         at("objectives", o) +
                                                                         at("csfs", c) + "/id"});
    }
    return places;
}

/// An id that should name something and doesn't. Where there is nothing to name, that is a problem
/// of its own already.
void check_name(std::string_view id, const std::vector<std::string_view>& known,
                std::string_view file, const std::string& pointer, std::string_view is_no,
                std::vector<Problem>& problems) {
    if (id.empty() || known.empty() || std::ranges::find(known, id) != known.end()) return;
    problems.push_back({std::string{file}, pointer, in_quotes(id),
                        "is no " + std::string{is_no} + "; " + suggestion(id, known)});
}

void check_kpis(const DeskFolder& desk, Readable readable, std::vector<Problem>& problems) {
    const auto places = csf_places(desk.outline.units);
    std::vector<std::string_view> csfs;
    csfs.reserve(places.size());
    for (const CsfPlace& place : places)
        csfs.push_back(place.id);
    const auto feeds = ids_of(desk.outline.feeds);
    for (std::size_t k = 0; k < desk.outline.kpis.size(); ++k) {
        const Kpi& kpi = desk.outline.kpis[k];
        for (std::size_t i = 0; readable.charter && i < kpi.supports.size(); ++i)
            check_name(kpi.supports[i].text, csfs, "kpis.json", at("kpis", k) + at("supports", i),
                       "CSF of charter.json", problems);
        for (std::size_t i = 0; readable.feeds && i < kpi.feeds.size(); ++i)
            check_name(kpi.feeds[i].text, feeds, "kpis.json", at("kpis", k) + at("feeds", i),
                       "feed of feeds.json", problems);
    }
    // That there is no KPI at all is a problem of its own already.
    if (!readable.charter || desk.outline.kpis.empty()) return;
    for (const CsfPlace& place : places)
        if (std::ranges::none_of(desk.outline.kpis, [&](const Kpi& kpi) {
                return std::ranges::find(kpi.supports, place.id, &CsfId::text) !=
                       kpi.supports.end();
            }))
            problems.push_back({"charter.json", place.pointer, in_quotes(place.id),
                                "is supported by no KPI; at least one in kpis.json names it in "
                                "\"supports\""});
}

/// What KPIs say of the desk's hours, shifts and vision.
void check_times(const DeskFolder& desk, Readable readable, std::vector<Problem>& problems) {
    std::vector<std::string_view> names;
    for (const auto& [name, hours] : desk.hours)
        names.emplace_back(name);
    const auto refuse = [&](std::size_t kpi, std::string_view key, std::string_view value,
                            const std::string& allowed) {
        problems.push_back(
            {"kpis.json", at("kpis", kpi) + '/' + std::string{key}, in_quotes(value), allowed});
    };
    const auto check_hours = [&](std::size_t kpi, std::string_view key, const std::string& name) {
        if (!readable.place || name.empty() || desk.hours.contains(name)) return;
        refuse(kpi, key, name,
               "is no name of hours of desk.json; " +
                   (names.empty() ? "it has none" : suggestion(name, names)));
    };
    const bool has_beginning = std::ranges::any_of(desk.outline.units, [](const Unit& unit) {
        return unit.kind == UnitKind::desk && unit.vision.since;
    });
    for (std::size_t k = 0; k < desk.outline.kpis.size(); ++k) {
        const Kpi& kpi = desk.outline.kpis[k];
        check_hours(k, "hours", kpi.hours);
        const auto measure = desk.measures.find(kpi.id);
        if (measure != desk.measures.end())
            if (const auto* age = std::get_if<AgeMeasure>(&measure->second.how))
                check_hours(k, "age_in", age->hours);
        if (readable.place && kpi.window.kind == Window::Kind::shift && desk.shifts.empty())
            refuse(k, "window", "shift", "needs \"shifts\" in desk.json");
        if (readable.charter && kpi.window.kind == Window::Kind::vision && !has_beginning)
            refuse(k, "window", "vision",
                   "needs the day on which the desk's vision began, \"since\" in charter.json");
    }
}

void check_screens(const Outline& outline, Readable readable, std::vector<Problem>& problems) {
    const auto kpis = ids_of(outline.kpis);
    std::vector<std::string_view> objectives;
    for (const Unit& unit : outline.units)
        for (std::size_t o = 0; unit.kind == UnitKind::desk && o < unit.mission.objectives.size();
             ++o)
            objectives.emplace_back(unit.mission.objectives[o].id.text);
    const auto check_list = [&](const std::vector<KpiId>& ids, const std::string& pointer) {
        for (std::size_t i = 0; readable.kpis && i < ids.size(); ++i)
            check_name(ids[i].text, kpis, "screens.json", pointer + '/' + std::to_string(i),
                       "KPI of kpis.json", problems);
    };
    for (std::size_t s = 0; s < outline.scenes.size(); ++s) {
        check_list(outline.scenes[s].kpis, at("scenes", s) + "/kpis");
        if (readable.charter)
            check_name(outline.scenes[s].objective.text, objectives, "screens.json",
                       at("scenes", s) + "/objective", "objective of the desk", problems);
    }
    for (std::size_t s = 0; s < outline.screens.size(); ++s)
        check_list(outline.screens[s].pinned, at("screens", s) + "/pinned");
}

}  // namespace

std::vector<Problem> check_desk(const DeskFolder& desk, Readable readable) {
    std::vector<Problem> problems;
    if (readable.charter) check_charter(desk.outline.units, problems);
    check_ids("kpis.json", "kpis", desk.outline.kpis, problems);
    check_ids("feeds.json", "feeds", desk.outline.feeds, problems);
    check_ids("screens.json", "scenes", desk.outline.scenes, problems);
    check_ids("screens.json", "screens", desk.outline.screens, problems);
    if (readable.kpis) {
        check_kpis(desk, readable, problems);
        check_times(desk, readable, problems);
        check_formulas(desk, problems);
    }
    if (readable.screens) check_screens(desk.outline, readable, problems);
    return problems;
}

}  // namespace waymark
