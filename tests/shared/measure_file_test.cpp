#include "shared/protocol/measure_file.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "shared/protocol/quantity.hpp"

namespace waymark {
namespace {

using nlohmann::json;

/// The measure of a KPI of which only that is read.
std::optional<Measure> read(const json& options) {
    std::vector<Problem> problems;
    FileObject kpi{FileNode{options, "kpis.json", "/kpis/0", problems}};
    auto measure = read_measure(kpi, std::nullopt, std::nullopt);
    kpi.finish();
    for (const Problem& problem : problems)
        ADD_FAILURE() << to_text(problem);
    return measure;
}

TEST(MeasureFile, ContactsAreOpenFromOfferedUntilAnsweredOrLost) {
    EXPECT_EQ(read({{"measure", "open"}, {"subject", "contact"}}),
              Measure{(OpenMeasure{.subject = "contact",
                                   .started_by = {"contact.offered"},
                                   .ended_by = {"contact.answered", "contact.abandoned",
                                                "contact.timed_out", "contact.left"}})});
}

TEST(MeasureFile, TicketsAreOpenFromCreatedOrReopenedUntilTheyAreDone) {
    EXPECT_EQ(read({{"measure", "open"}, {"subject", "ticket"}, {"show", "oldest"}}),
              Measure{(OpenMeasure{.subject = "ticket",
                                   .started_by = {"ticket.created", "ticket.reopened"},
                                   .ended_by = {"ticket.resolved", "ticket.closed",
                                                "ticket.deleted", "ticket.merged"},
                                   .oldest = true})});
}

TEST(MeasureFile, WhatStartsAndEndsASubjectCanBeChosen) {
    EXPECT_EQ(read({{"measure", "open"},
                    {"subject", "contact"},
                    {"started_by", "contact.callback_requested"},
                    {"ended_by", {"contact.callback_done"}},
                    {"where", {{"queue", {"vip", "service"}}}}}),
              Measure{(OpenMeasure{
                  .subject = "contact",
                  .started_by = {"contact.callback_requested"},
                  .ended_by = {"contact.callback_done"},
                  .where = {{.field = "queue",
                             .any_of = {std::string{"vip"}, std::string{"service"}}}}})});
}

TEST(MeasureFile, ConditionsHoldTheirBoundsInSecondsAndFractions) {
    const auto measure = read({{"measure", "count"},
                               {"events",
                                {{{"type", "contact.ended"},
                                  {"where",
                                   {{"talk", {{"at_least", "5min"}, {"below", "1.5h"}}},
                                    {"share", {{"above", "10%"}, {"at_most", 1}}},
                                    {"reason", {{"not", "test"}, {"present", true}}}}}}}}});
    ASSERT_TRUE(measure.has_value());
    EXPECT_EQ(std::get<CountMeasure>(*measure).events,
              (Selection{
                  {.types = {"contact.ended"},
                   .where = {{.field = "reason", .none_of = {std::string{"test"}}, .present = true},
                             {.field = "share", .at_most = 1, .above = 0.1},
                             {.field = "talk", .at_least = 300, .below = 5400}}}}));
}

TEST(MeasureFile, NumbersAreComparedAsTextWhereTheFieldHoldsText) {
    const auto measure = read({{"measure", "count"},
                               {"events",
                                {{{"type", "ticket.created"},
                                  {"where", {{"priority", 1}, {"level", 1}, {"vip", true}}}}}}});
    ASSERT_TRUE(measure.has_value());
    const auto& where = std::get<CountMeasure>(*measure).events[0].where;
    EXPECT_EQ(where, (std::vector<Condition>{{.field = "level", .any_of = {1.0}},
                                             {.field = "priority", .any_of = {std::string{"1"}}},
                                             {.field = "vip", .any_of = {true}}}));
}

TEST(MeasureFile, ADesksOwnTypesCanBeCounted) {
    const auto measure = read({{"measure", "count"}, {"events", {{{"type", "parcel.delivered"}}}}});
    ASSERT_TRUE(measure.has_value());
    EXPECT_EQ(std::get<CountMeasure>(*measure).events[0].types,
              std::vector<std::string>{"parcel.delivered"});
}

TEST(MeasureFile, AGaugeShowsItsLastValueUnlessItSaysOtherwise) {
    EXPECT_EQ(read({{"measure", "gauge"}, {"metric", "occupancy"}}),
              Measure{(GaugeMeasure{.metric = "occupancy"})});
    EXPECT_EQ(read({{"measure", "gauge"}, {"metric", "occupancy"}, {"over", "mean"}}),
              Measure{(GaugeMeasure{.metric = "occupancy", .over = GaugeMeasure::Over::mean})});
    EXPECT_EQ(read({{"measure", "gauge"}, {"metric", "occupancy"}, {"over", "max"}}),
              Measure{(GaugeMeasure{.metric = "occupancy", .over = GaugeMeasure::Over::max})});
}

TEST(MeasureFile, RatiosAndMeansAreJudgedFromSomeCasesOn) {
    EXPECT_EQ(default_min_n(RatioMeasure{}), 20);
    EXPECT_EQ(default_min_n(MeanMeasure{}), 5);
    EXPECT_EQ(default_min_n(OpenMeasure{}), 0);
    EXPECT_EQ(default_min_n(CountMeasure{}), 0);
    EXPECT_EQ(default_min_n(GaugeMeasure{}), 0);
}

TEST(Quantity, DurationsAreSeconds) {
    EXPECT_EQ(duration_from("250ms"), 0.25);
    EXPECT_EQ(duration_from("20s"), 20);
    EXPECT_EQ(duration_from("5min"), 300);
    EXPECT_EQ(duration_from("1.5h"), 5400);
    EXPECT_EQ(duration_from("3d"), 259'200);
    for (const char* text : {"", "20", "s", "20 s", "-20s", "20S", "20sec", "1e3s", "nans", "infs",
                             ".5h", "0x10s", "20s ", " 20s", "20m"})
        EXPECT_EQ(duration_from(text), std::nullopt) << text;
}

TEST(Quantity, PercentagesAreFractions) {
    EXPECT_EQ(percentage_from("80%"), 0.8);
    EXPECT_EQ(percentage_from("0%"), 0);
    EXPECT_EQ(percentage_from("99.5%"), 0.995);
    for (const char* text : {"", "%", "80", "80 %", "-5%", "80%%", "nan%"})
        EXPECT_EQ(percentage_from(text), std::nullopt) << text;
}

}  // namespace
}  // namespace waymark
