#include "server/demo/busy_desk.hpp"

#include <algorithm>
#include <cmath>

namespace waymark::demo {
namespace {

constexpr double training_hours = 27.5;  ///< an agent, in the year so far

std::string text(std::string_view view) {
    return std::string{view};
}

}  // namespace

BusyDesk::BusyDesk(const Plan& plan)
    : stage_(plan),
      dice_(plan.seed + 3),
      phones_(stage_, plan.seed + 1,
              [this](const PhoneFloor::Handled& handled, Time now) {
                  tickets_.after_call(handled.contact, handled.agent, now);
              }),
      tickets_(stage_, plan.seed + 2,
               [this](const std::string& ticket, Time now) { ask(ticket, now); }) {
    stage_.agenda().at(plan.begin, [this](Time now) { tickets_.open(now); });
    stage_.agenda().at(plan.calls_from, [this](Time now) {
        phones_.open(now);
        measure(now);
        plan_belief(now);
        plan_evaluation(now);
    });
}

std::vector<Told> BusyDesk::advance(Time now) {
    const std::vector<Stretch>& stretches = stage_.plan().stretches;
    for (; stretches_begun_ < stretches.size(); ++stretches_begun_) {
        const Stretch& next = stretches[stretches_begun_];
        if (next.from > now) break;
        // What is under way when the pace changes goes on at the new one.
        const Time before = next.from - std::chrono::milliseconds{1};
        stage_.agenda().run(before);
        stage_.agenda().hasten(before, next.speed / stretches[stretches_begun_ - 1].speed);
    }
    stage_.agenda().run(now);
    return stage_.take();
}

std::vector<Told> BusyDesk::close(Time now) {
    phones_.close(now);
    tickets_.close(now);
    return stage_.take();
}

void BusyDesk::ask(const std::string& ticket, Time now) {
    if (!dice_.chance(.45)) return;
    const std::string kind = dice_.chance(.85) ? "csat" : "nps";
    stage_.tell("surveys", "survey.sent", now, {{"ticket", ticket}, {"kind", kind}});
    if (!dice_.chance(.28)) return;
    stage_.agenda().at(now + stage_.lasting(dice_.lognormal(900, .8), now),
                       [this, ticket, kind](Time then) { answer(ticket, kind, then); });
}

void BusyDesk::answer(const std::string& ticket, std::string_view kind, Time now) {
    const bool content = dice_.chance(stage_.mood(now).kindness);
    const bool five = kind == "csat";
    const double score = five ? (content ? 4 + std::floor(dice_.between(0, 1.7))
                                         : 1 + std::floor(dice_.between(0, 3)))
                              : (content ? 8 + std::floor(dice_.between(0, 3))
                                         : 2 + std::floor(dice_.between(0, 6)));
    stage_.tell(
        "surveys", "survey.answered", now,
        {{"ticket", ticket}, {"kind", text(kind)}, {"score", score}, {"scale", five ? 5.0 : 10.0}});
}

void BusyDesk::plan_belief(Time now) {
    // "I believe in our vision": a question at the end of a shift.
    stage_.agenda().at(now + stage_.lasting(dice_.exponential(1300), now), [this](Time then) {
        const double score = std::clamp(std::round(dice_.between(2.6, 5.2)), 1.0, 5.0);
        stage_.tell("surveys", "survey.answered", then,
                    {{"kind", text("belief")}, {"score", score}, {"scale", 5.0}});
        plan_belief(then);
    });
}

void BusyDesk::plan_evaluation(Time now) {
    stage_.agenda().at(now + stage_.lasting(dice_.exponential(900), now), [this](Time then) {
        if (dice_.chance(.12)) {
            stage_.tell("workforce", "training.attended", then,
                        {{"agent", "agent-" + std::to_string(10 + dice_.below(20))},
                         {"hours", 1 + std::floor(dice_.between(0, 4))}});
        } else {
            const double points = std::round(std::min(100.0, dice_.between(72, 97)));
            stage_.tell("workforce", "quality.evaluated", then,
                        {{"agent", "agent-" + std::to_string(10 + dice_.below(20))},
                         {"points", points},
                         {"max", 100.0}});
        }
        plan_evaluation(then);
    });
}

void BusyDesk::measure(Time now) {
    const double occupancy = std::round(phones_.occupancy() * 1000) / 1000;
    stage_.tell("workforce", "sample", now,
                {{"metric", text("occupancy")}, {"value", occupancy}, {"kind", text("gauge")}});
    stage_.tell("workforce", "sample", now,
                {{"metric", text("training_hours_per_agent")},
                 {"value", training_hours},
                 {"kind", text("gauge")}});
    const bool live = stage_.stretch(now).story || stage_.stretch(now).speed != 1;
    stage_.agenda().at(now + std::chrono::seconds{live ? 20 : 120},
                       [this](Time then) { measure(then); });
}

}  // namespace waymark::demo
