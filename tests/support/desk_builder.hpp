#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

#include "shared/base/clock.hpp"
#include "shared/model/desk_folder.hpp"

namespace waymark::test {

/// An instant of Monday 30 March 2026, UTC, the day after summer time began in London.
inline Time at(int hour, int minute, int second) {
    return *from_rfc3339("2026-03-30T00:00:00Z") + std::chrono::hours{hour} +
           std::chrono::minutes{minute} + std::chrono::seconds{second};
}

using FieldList = std::initializer_list<std::pair<const std::string, FieldValue>>;

inline Record record(std::string type, std::string id, Time time, FieldList fields) {
    Record made{std::move(type), std::move(id), time, {}};
    for (const auto& [name, value] : fields)
        made.fields.emplace(name, value);
    return made;
}

inline Window rolling(int minutes) {
    return {Window::Kind::rolling, std::chrono::minutes{minutes}};
}
inline Window today() {
    return {Window::Kind::today, {}};
}
inline Window now_window() {
    return {Window::Kind::now, {}};
}

inline Selection of_type(std::string type) {
    return {Selector{{std::move(type)}, {}}};
}

inline Measure measured(MeasureKind how) {
    Measure measure;
    measure.how = std::move(how);
    return measure;
}
inline Measure count_of(std::string type) {
    return measured(CountMeasure{.events = of_type(std::move(type))});
}

/// Answered within 20 s over all answered.
inline Measure answered_in_20s() {
    Condition soon{.field = "wait"};
    soon.at_most = 20;
    return measured(RatioMeasure{.numerator = {Selector{{"contact.answered"}, {soon}}},
                                 .denominator = of_type("contact.answered")});
}

/// How many contacts wait, or how long the one has that waits longest.
inline Measure waiting(bool oldest) {
    const Condition waits{.field = "phase", .any_of = {FieldValue{std::string{"waiting"}}}};
    if (oldest)
        return measured(AgeMeasure{.subject = "contact", .where = {waits}, .since = "since"});
    return measured(LevelMeasure{.subject = "contact", .where = {waits}});
}

inline Measure gauge(std::string metric, LevelMeasure::Over over) {
    const Condition named{.field = "metric", .any_of = {FieldValue{std::move(metric)}}};
    return measured(
        LevelMeasure{.subject = "metric", .where = {named}, .field = "value", .over = over});
}

/// A desk of one unit, one objective and one CSF, to which a test adds its KPIs.
class DeskBuilder {
public:
    DeskBuilder() {
        Unit unit{.id = {"desk"}, .kind = UnitKind::desk, .name = "Desk"};
        unit.vision = {"To be the desk people trust", "Trusted", std::nullopt};
        unit.mission = {"To help", {Objective{{"communication"}, "Communication", 1, false, {}}}};
        unit.mission.objectives[0].csfs.push_back({{"reach"}, "Customers reach us", 1, false});
        folder_.outline.name = "Desk";
        folder_.outline.locale = "en-GB";
        folder_.outline.units.push_back(unit);
        folder_.outline.feeds.push_back(
            {{"phone"}, "Phone", "records", std::chrono::seconds{10}, false});
        folder_.tokens[{"phone"}] = {};
        folder_.zone = "Europe/London";
    }

    DeskBuilder& kpi(std::string id, ValueUnit unit, Window window, Measure measure) {
        Kpi kpi{.id = {std::move(id)}, .title = "A KPI", .unit = unit, .window = window};
        kpi.supports = {{"reach"}};
        kpi.feeds = {{"phone"}};
        folder_.measures.emplace(kpi.id, std::move(measure));
        folder_.outline.kpis.push_back(std::move(kpi));
        return *this;
    }
    DeskBuilder& target(Direction direction, double goal, double floor) {
        folder_.outline.kpis.back().target =
            Target{.direction = direction, .goal = goal, .floor = floor};
        return *this;
    }
    DeskBuilder& min_n(std::int64_t n) {
        folder_.outline.kpis.back().min_n = n;
        return *this;
    }
    /// Splits the last KPI by queue, for a scene of kind queues that shows it.
    DeskBuilder& by_queue() {
        Outline& desk = folder_.outline;
        desk.kpis.back().by = {"queue"};
        const auto found = std::ranges::find(desk.scenes, SceneKind::queues, &Scene::kind);
        if (found == desk.scenes.end())
            desk.scenes.push_back({.id = {"queues"}, .kind = SceneKind::queues});
        desk.scenes.back().kpis.push_back(desk.kpis.back().id);
        return *this;
    }
    DeskFolder& folder() { return folder_; }
    Outline& outline() { return folder_.outline; }
    DeskFolder build() const { return folder_; }

private:
    DeskFolder folder_;
};

}  // namespace waymark::test
