#pragma once

#include <chrono>
#include <string>

#include "shared/model/outline.hpp"

namespace waymark::test {

/// Friday, 21 November 2025, 13:32 UTC: 14:32 in Aarhus.
inline constexpr Time sample_now = std::chrono::sys_days{std::chrono::year{2025} / 11 / 21} +
                                   std::chrono::hours{13} + std::chrono::minutes{32};

inline Kpi sample_kpi(std::string id, std::string title, ValueUnit unit, Target target,
                      std::string csf, std::string feed) {
    Kpi kpi;
    kpi.id = {std::move(id)};
    kpi.title = std::move(title);
    kpi.unit = unit;
    kpi.target = target;
    kpi.supports = {{std::move(csf)}};
    kpi.feeds = {{std::move(feed)}};
    return kpi;
}

inline Target at_least(double goal, double floor) {
    return {.direction = Direction::higher, .goal = goal, .floor = floor};
}
inline Target at_most(double goal, double floor) {
    return {.direction = Direction::lower, .goal = goal, .floor = floor};
}
inline Target within(double low, double high, double margin) {
    return {.direction = Direction::band, .low = low, .high = high, .margin = margin};
}

/// A service desk with four objectives, eight CSFs and the first `kpis` of twelve KPIs.
inline Outline sample_outline(std::size_t kpis) {
    Outline desk;
    desk.name = "IT Service Desk";
    desk.place = "Aarhus";
    desk.locale = "en-GB";
    desk.clock.offset = std::chrono::hours{1};
    desk.feeds = {{{"phone"}, "Phone system", "records", std::chrono::seconds{10}, false},
                  {{"tickets"}, "Ticket system", "records", std::chrono::seconds{30}, false},
                  {{"training"}, "Training records", "records", std::chrono::minutes{5}, false}};
    Unit unit;
    unit.id = {"desk"};
    unit.name = desk.name;
    unit.vision = {.text =
                       "To be recognized as a single-point-of-contact service desk providing "
                       "best in class communications and support.",
                   .headline = "One point of contact, best in class"};
    unit.mission.purpose =
        "To provide our customers with quality service, focusing on consistent and efficient "
        "support.";
    const auto csf = [](std::string id, std::string title) {
        Csf made{{std::move(id)}, std::move(title), 1, false};
        made.done_when = DoneWhen{20, 22, true};
        return made;
    };
    unit.mission.objectives = {
        {{"communication"},
         "Communication",
         1,
         false,
         {csf("reach", "Customers reach us quickly"),
          csf("informed", "Customers are kept informed")}},
        {{"improvement"},
         "Continuous improvement of processes and tools",
         1,
         false,
         {csf("first", "Problems are solved where they arrive"),
          csf("backlog", "Backlog under control")}},
        {{"engagement"},
         "Customer engagement",
         1,
         false,
         {csf("good", "Customers say it was good"), csf("single", "One single point of contact")}},
        {{"development"},
         "Professional development",
         1,
         false,
         {csf("grows", "A desk that grows"), csf("healthy", "A desk that stays healthy")}}};
    desk.units = {unit};
    using enum ValueUnit;
    desk.kpis = {
        sample_kpi("sl", "Calls answered in 30 s", ratio, at_least(0.8, 0.7), "reach", "phone"),
        sample_kpi("waiting", "Calls waiting now", count, at_most(5, 10), "reach", "phone"),
        sample_kpi("abandoned", "Abandoned calls", ratio, at_most(0.05, 0.08), "reach", "phone"),
        sample_kpi("respond", "First response in time", ratio, at_least(0.9, 0.8), "informed",
                   "tickets"),
        sample_kpi("fcr", "First contact resolution", ratio, at_least(0.75, 0.65), "first",
                   "tickets"),
        sample_kpi("aged", "Backlog over 5 days", count, at_most(30, 36), "backlog", "tickets"),
        sample_kpi("training", "Hours of training", count, at_least(4, 2), "grows", "training"),
        sample_kpi("csat", "Customer satisfaction", points, at_least(4.5, 4.2), "good", "tickets"),
        sample_kpi("single", "Contacts via the desk", ratio, at_least(0.9, 0.8), "single",
                   "tickets"),
        sample_kpi("occupancy", "Agents' occupancy", ratio, within(0.75, 0.85, 0.05), "healthy",
                   "phone"),
        sample_kpi("asa", "Average speed of answer", duration, at_most(30, 60), "reach", "phone"),
        sample_kpi("resolve", "Time to resolve", duration, at_most(4 * 3600, 8 * 3600), "backlog",
                   "tickets")};
    desk.kpis[1].noun = "calls";
    desk.kpis[5].noun = "tickets";
    desk.kpis[6].noun = "h";
    desk.kpis[7].noun = "of 5";
    desk.kpis.resize(kpis);
    Scene scene{{"main"}, SceneKind::wall, "Today", {}, {}, {}};
    for (const Kpi& kpi : desk.kpis)
        scene.kpis.push_back(kpi.id);
    desk.scenes = {scene};
    desk.screens = {{.id = {"wall"},
                     .place = "Next to the window",
                     .diagonal_inches = 27,
                     .distance_m = 1.5,
                     .turns = {{.scene = {"main"}, .days = all_days}}}};
    return desk;
}

}  // namespace waymark::test
