#include "shared/protocol/catalogue/catalogue.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/measure_reader.hpp"

namespace waymark {
namespace {

using nlohmann::json;
using test::measure_of;
using test::read;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// An event with its fields, as a life tells it.
struct Told {
    std::string type;
    std::map<std::string, FieldValue, std::less<>> fields;
};

bool holds(const Condition& condition, const Told& event) {
    const auto found = event.fields.find(condition.field);
    const bool there = found != event.fields.end();
    if (condition.present && *condition.present != there) return false;
    const bool asks = !condition.any_of.empty() || condition.at_least || condition.at_most ||
                      condition.above || condition.below;
    if (!there) return condition.or_absent || !asks;
    const FieldValue& value = found->second;
    const auto among = [&](const std::vector<FieldValue>& list) {
        return std::ranges::find(list, value) != list.end();
    };
    if (!condition.any_of.empty() && !among(condition.any_of)) return false;
    if (among(condition.none_of)) return false;
    const auto* number = std::get_if<double>(&value);
    const auto within = [&](const auto& bound, auto compare) {
        return !bound || (number != nullptr && compare(*number, *bound));
    };
    return within(condition.at_least, std::greater_equal<>{}) &&
           within(condition.at_most, std::less_equal<>{}) &&
           within(condition.above, std::greater<>{}) && within(condition.below, std::less<>{});
}

int count(const Selection& selection, const std::vector<Told>& events) {
    return static_cast<int>(std::ranges::count_if(events, [&](const Told& event) {
        return std::ranges::any_of(selection, [&](const Selector& selector) {
            return std::ranges::find(selector.types, event.type) != selector.types.end() &&
                   std::ranges::all_of(selector.where, [&](const Condition& condition) {
                       return holds(condition, event);
                   });
        });
    }));
}

/// "7 of 9"
std::string ratio(const Measure& measure, const std::vector<Told>& events) {
    const auto& of = std::get<RatioMeasure>(measure.how);
    return std::to_string(count(of.numerator, events)) + " of " +
           std::to_string(count(of.denominator, events));
}

void add(std::vector<Told>& events, int times, const Told& event) {
    events.insert(events.end(), static_cast<std::size_t>(times), event);
}

/// 1000 answered, 860 of them within 20 s; 60 abandoned, 20 within 20 s, 10 of these under 5 s.
std::vector<Told> one_day() {
    std::vector<Told> day;
    add(day, 860, {"contact.answered", {{"wait", 20.0}}});
    add(day, 140, {"contact.answered", {{"wait", 20.001}}});
    add(day, 10, {"contact.abandoned", {{"wait", 4.999}}});
    add(day, 7, {"contact.abandoned", {{"wait", 5.0}}});
    add(day, 3, {"contact.timed_out", {{"wait", 20.0}}});
    add(day, 40, {"contact.abandoned", {{"wait", 21.0}}});
    return day;
}

Measure service_level(const std::string& abandoned) {
    return measure_of({{"measure", "service_level"}, {"abandoned", abandoned}});
}

TEST(Catalogue, OneDayHasSixServiceLevels) {
    const auto day = one_day();
    EXPECT_EQ(ratio(service_level("success_before_threshold"), day), "880 of 1060");  // 83.02 %
    EXPECT_EQ(ratio(service_level("excluded"), day), "860 of 1000");                  // 86.00 %
    EXPECT_EQ(ratio(service_level("against"), day), "860 of 1060");                   // 81.13 %
    EXPECT_EQ(ratio(service_level("ignore_before_threshold"), day), "860 of 1040");   // 82.69 %
    EXPECT_EQ(ratio(service_level("success_short"), day), "870 of 1060");             // 82.08 %
    EXPECT_EQ(ratio(service_level("ignore_short"), day), "860 of 1050");              // 81.90 %
}

TEST(Catalogue, AServiceLevelTellsWhatItIsMadeOfAndWhatItLeavesOut) {
    auto day = one_day();
    add(day, 2, {"contact.answered", {}});
    add(day, 5, {"contact.left", {{"wait", 9.0}}});
    std::vector<std::string> told;
    for (const Part& part : service_level("ignore_before_threshold").parts)
        told.push_back((part.excluded ? "without " : "") + part.name + ": " +
                       std::to_string(count(part.events, day)));
    EXPECT_THAT(told,
                ElementsAre("answered: 1000", "answered within 20 s: 860", "lost: 60",
                            "without lost within 20 s: 20", "lost under 5 s: 10",
                            "without wait not known: 2", "without left the queue unanswered: 5",
                            "without asked for a callback: 0"));
    EXPECT_EQ(ratio(service_level("ignore_before_threshold"), day), "860 of 1040");
}

TEST(Catalogue, WhatIsLostCanBeChosenAndWhoLeftCanCountAgainst) {
    auto day = one_day();
    add(day, 5, {"contact.left", {{"wait", 9.0}}});
    EXPECT_EQ(
        ratio(measure_of(
                  {{"measure", "service_level"}, {"abandoned", "against"}, {"lost", "abandoned"}}),
              day),
        "860 of 1057");
    EXPECT_EQ(ratio(measure_of({{"measure", "service_level"},
                                {"abandoned", "against"},
                                {"flow_out", "against"}}),
                    day),
              "860 of 1065");
}

TEST(Catalogue, ALiveServiceLevelCountsThoseWhoWaitTooLong) {
    const auto measure = measure_of(
        {{"measure", "live_service_level"}, {"within", "30s"}, {"where", {{"queue", "vip"}}}});
    const auto& of = std::get<RatioMeasure>(measure.how);
    EXPECT_EQ(of.waiting_beyond, std::chrono::seconds{30});
    EXPECT_EQ(of.waiting_where,
              (std::vector<Condition>{{.field = "phase", .any_of = {std::string{"waiting"}}},
                                      {.field = "queue", .any_of = {std::string{"vip"}}}}));
}

TEST(Catalogue, AbandonmentIsOutOfAnsweredAndAbandonedUnlessItSaysOtherwise) {
    std::vector<Told> day{{"contact.answered", {{"wait", 1.0}}},
                          {"contact.timed_out", {{"wait", 60.0}}},
                          {"contact.left", {{"wait", 2.0}}}};
    add(day, 2, {"contact.abandoned", {{"wait", 3.0}}});
    add(day, 1, {"contact.abandoned", {{"wait", 30.0}}});
    add(day, 7, {"contact.offered", {{"entry", 1.0}}});
    const json rate{{"measure", "abandonment_rate"}};
    const auto with = [&](json options) {
        options.update(rate);
        return ratio(measure_of(options), day);
    };
    EXPECT_EQ(with(json::object()), "3 of 4");
    EXPECT_EQ(with({{"lost", {"abandoned", "timed_out"}}}), "4 of 5");
    EXPECT_EQ(with({{"of", "offered"}}), "3 of 7");
    EXPECT_EQ(with({{"of", "ended"}}), "3 of 6");
    EXPECT_EQ(with({{"of", "ended"}, {"ignore_short", "5s"}}), "1 of 4");
    EXPECT_THAT(
        read({{"measure", "abandonment_rate"}, {"of", "offered"}, {"ignore_short", "5s"}}).problems,
        ElementsAre(HasSubstr("/kpis/0/ignore_short: \"5s\" does not go with \"of\"")));
}

TEST(Catalogue, ACustomerIsSeenOnceInTheCustomersView) {
    const std::vector<Told> transferred{{"contact.offered", {{"entry", 1.0}}},
                                        {"contact.answered", {{"final", false}, {"wait", 5.0}}},
                                        {"contact.offered", {{"entry", 2.0}}},
                                        {"contact.answered", {{"final", true}, {"wait", 9.0}}}};
    const auto counted = [&](const std::string& outcome, const std::string& view) {
        const auto measure =
            measure_of({{"measure", "contacts"}, {"outcome", outcome}, {"view", view}});
        return count(std::get<CountMeasure>(measure.how).events, transferred);
    };
    EXPECT_EQ(counted("offered", "queue"), 2);
    EXPECT_EQ(counted("offered", "customer"), 1);
    EXPECT_EQ(counted("answered", "queue"), 2);
    EXPECT_EQ(counted("answered", "customer"), 1);
}

Told resolved(std::map<std::string, FieldValue, std::less<>> fields) {
    fields.emplace("first", true);
    fields.emplace("deleted", false);
    fields.emplace("responses", 1.0);
    fields.emplace("reassigned", 0.0);
    return {"ticket.resolved", std::move(fields)};
}

TEST(Catalogue, FirstContactIsOneResponseNoReassignmentAndNoReopening) {
    constexpr double day = 86400;
    const std::vector<Told> tickets{resolved({}),
                                    resolved({{"responses", 2.0}}),
                                    resolved({{"reassigned", 1.0}}),
                                    resolved({{"reopened_after", 7 * day}}),
                                    resolved({{"reopened_after", 8 * day}}),
                                    resolved({{"deleted", true}}),
                                    resolved({{"first", false}})};
    const json fcr{{"measure", "first_contact_resolution"}};
    EXPECT_EQ(ratio(measure_of(fcr), tickets), "2 of 5");
    EXPECT_EQ(measure_of(fcr).provisional, std::chrono::days{7});
    const auto ever = measure_of({{"measure", "first_contact_resolution"}, {"days", "ever"}});
    EXPECT_EQ(ratio(ever, tickets), "1 of 5");
    EXPECT_EQ(ever.provisional, std::chrono::days{0});
}

TEST(Catalogue, StatedFirstContactResolutionNeedsNoReopeningEither) {
    const std::vector<Told> tickets{resolved({{"first_contact", true}, {"responses", 3.0}}),
                                    resolved({{"first_contact", true}, {"reopened_after", 60.0}}),
                                    resolved({{"first_contact", false}}), resolved({})};
    EXPECT_EQ(ratio(measure_of({{"measure", "first_contact_resolution"}, {"definition", "stated"}}),
                    tickets),
              "1 of 4");
}

TEST(Catalogue, ReopenRatesOfACohortAndOfEventsDiffer) {
    std::vector<Told> tickets{resolved({}), resolved({{"reopened_after", 60.0}}),
                              resolved({{"first", false}})};
    add(tickets, 3, {"ticket.reopened", {}});
    EXPECT_EQ(ratio(measure_of({{"measure", "reopen_rate"}}), tickets), "1 of 2");
    EXPECT_EQ(ratio(measure_of({{"measure", "reopen_rate"}, {"of", "events"}}), tickets), "3 of 3");
}

TEST(Catalogue, AContactIsARepeatWithinDaysOfOneThatEnded) {
    const std::vector<Told> contacts{{"customer.contacted", {}},
                                     {"customer.contacted", {{"since_resolved", 604'800.0}}},
                                     {"customer.contacted", {{"since_resolved", 604'801.0}}},
                                     {"contact.offered", {{"entry", 1.0}}}};
    const auto measure = measure_of({{"measure", "repeat_contact_rate"}});
    EXPECT_EQ(ratio(measure, contacts), "1 of 3");
    EXPECT_EQ(count(measure.parts.back().events, contacts), 1);
}

TEST(Catalogue, PromisesAreJudgedByWhatFellDueUnlessByWhatWasDone) {
    const Told due{"ticket.response_due", {{"basis", std::string{"current"}}, {"met", false}}};
    const Told first{"ticket.response_due", {{"basis", std::string{"initial"}}, {"met", true}}};
    const Told done{"ticket.responded", {{"first", true}, {"in_time", true}}};
    const Told note{"ticket.responded", {{"first", false}}};
    const std::vector<Told> told{due, first, done, done, note};
    const json sla{{"measure", "response_sla"}};
    EXPECT_EQ(ratio(measure_of(sla), told), "0 of 1");
    EXPECT_EQ(ratio(measure_of({{"measure", "response_sla"}, {"priority", "initial"}}), told),
              "1 of 1");
    EXPECT_EQ(ratio(measure_of({{"measure", "response_sla"}, {"basis", "responded"}}), told),
              "2 of 2");
    EXPECT_THAT(read({{"measure", "response_sla"}, {"basis", "responded"}, {"priority", "initial"}})
                    .problems,
                ElementsAre("kpis.json /kpis/0/priority: \"initial\" has no meaning with the other "
                            "options of this KPI"));
}

TEST(Catalogue, ALevelIsComparedAsTextAndAsNumber) {
    const std::vector<Told> tickets{resolved({{"level", 1.0}}),
                                    resolved({{"level", std::string{"1"}}}),
                                    resolved({{"level", 2.0}}), resolved({})};
    EXPECT_EQ(ratio(measure_of({{"measure", "first_level_resolution"}}), tickets), "2 of 4");
}

TEST(Catalogue, OccupancyLeavesAwayTimeOutAndUtilisationDoesNot) {
    const auto occupancy = std::get<ShareMeasure>(measure_of({{"measure", "occupancy"}}).how);
    const auto utilisation = std::get<ShareMeasure>(measure_of({{"measure", "utilisation"}}).how);
    EXPECT_TRUE(occupancy.of_time);
    EXPECT_EQ(occupancy.denominator,
              (std::vector<Condition>{{.field = "state", .none_of = {std::string{"away"}}}}));
    EXPECT_THAT(utilisation.denominator, IsEmpty());
    EXPECT_EQ(occupancy.numerator, utilisation.numerator);
}

TEST(Catalogue, HandleTimeIsOfTheWholeContactOrOfAPart) {
    const auto field = [](const json& parts) {
        return std::get<MeanMeasure>(measure_of({{"measure", "handle_time"}, {"parts", parts}}).how)
            .field;
    };
    EXPECT_EQ(field({"talk", "hold", "wrap"}), "handle");
    EXPECT_EQ(field({"hold", "talk"}), "conversation");
    EXPECT_EQ(field("talk"), "talk");
    EXPECT_THAT(read({{"measure", "handle_time"}, {"parts", {"talk", "wrap"}}}).problems,
                ElementsAre(HasSubstr("is no handle time")));
}

TEST(Catalogue, WhatIsDueSoonIsNotYetOverdue) {
    const auto soon = std::get<AgeMeasure>(
        measure_of({{"measure", "sla_at_risk"}, {"of", "response"}, {"within", "1h"}}).how);
    const auto overdue = std::get<AgeMeasure>(measure_of({{"measure", "sla_breached"}}).how);
    EXPECT_EQ(soon.since, "response_due");
    EXPECT_EQ(soon.above, -std::chrono::hours{1});
    EXPECT_EQ(soon.at_most, Duration{0});
    EXPECT_EQ(overdue.since, "resolution_due");
    EXPECT_EQ(overdue.above, Duration{0});
}

TEST(Catalogue, ScoresOnAnotherScaleAreInNoMean) {
    const auto measure = measure_of({{"measure", "csat"}, {"show", "mean"}, {"scale", 10}});
    const auto answer = [](double scale) {
        return Told{"survey.answered", {{"kind", std::string{"csat"}}, {"scale", scale}}};
    };
    EXPECT_EQ(count(std::get<MeanMeasure>(measure.how).events, {answer(10), answer(5)}), 1);
    EXPECT_EQ(read({{"measure", "csat"}}).defined.unit, ValueUnit::ratio);
    EXPECT_EQ(read({{"measure", "csat"}, {"show", "mean"}}).defined.unit, ValueUnit::points);
}

TEST(Catalogue, CommonOptionsReachEveryEventAndEveryPart) {
    const auto measure = measure_of({{"measure", "time_to_resolve"},
                                     {"where", {{"channel", "phone"}}},
                                     {"counted_at", "arrival"}});
    const Condition by_phone{.field = "channel", .any_of = {std::string{"phone"}}};
    EXPECT_TRUE(measure.at_arrival);
    EXPECT_THAT(std::get<MeanMeasure>(measure.how).events[0].where, Contains(by_phone));
    for (const Part& part : measure.parts)
        for (const Selector& selector : part.events)
            EXPECT_THAT(selector.where, Contains(by_phone)) << part.name;
    EXPECT_THAT(std::get<LevelMeasure>(
                    measure_of({{"measure", "backlog"}, {"where", {{"channel", "phone"}}}}).how)
                    .where,
                Contains(by_phone));
}

TEST(Catalogue, OptionsAreToldAsChosenOrByDefault) {
    const auto measure = measure_of({{"measure", "service_level"}, {"within", "5min"}});
    EXPECT_THAT(
        measure.options,
        ElementsAre(std::pair{"within", "5 min"}, std::pair{"abandoned", "ignore_before_threshold"},
                    std::pair{"short", "5 s"}, std::pair{"lost", "abandoned, timed_out"},
                    std::pair{"flow_out", "excluded"}, std::pair{"callbacks", "neutral"},
                    std::pair{"view", "queue"}, std::pair{"counted_at", "happening"}));
    EXPECT_EQ(measure.formula,
              "answered within 5 min / (answered + lost after more than 5 min); lost = abandoned "
              "or timed_out");
}

}  // namespace
}  // namespace waymark
