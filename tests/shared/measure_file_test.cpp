#include "shared/protocol/measure_file.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "shared/protocol/quantity.hpp"

namespace waymark {
namespace {

using nlohmann::json;

/// What a KPI with these keys becomes, of which only the measure is read.
DefinedMeasure define(json options) {
    options.emplace("unit", "points");
    options.emplace("window", "today");
    std::vector<Problem> problems;
    FileObject kpi{FileNode{options, "kpis.json", "/kpis/0", problems}};
    auto defined = read_measure(kpi, std::nullopt, std::nullopt);
    kpi.finish();
    for (const Problem& problem : problems)
        if (problem.pointer != "/kpis/0/unit" && problem.pointer != "/kpis/0/window")
            ADD_FAILURE() << to_text(problem);
    return defined;
}

std::optional<Measure> read(const json& options) {
    return define(options).measure;
}

template <class Kind>
Kind read_kind(const json& options) {
    return std::get<Kind>(read(options).value().how);
}

const json answers = {{{"type", "survey.answered"}}};
const Selection answered{{.types = {"survey.answered"}}};

TEST(MeasureFile, EventsAreCountedOrTheirFieldIsSummed) {
    EXPECT_EQ(read_kind<CountMeasure>({{"measure", "count"}, {"events", answers}}),
              (CountMeasure{.events = answered}));
    EXPECT_EQ(read_kind<CountMeasure>({{"measure", "count"},
                                       {"events", answers},
                                       {"less", {{{"type", "survey.sent"}}}},
                                       {"field", "hours"}}),
              (CountMeasure{answered, {{.types = {"survey.sent"}}}, "hours"}));
}

TEST(MeasureFile, FieldsAreAveragedOrderedAndCounted) {
    const auto of = [](const char* measure) {
        return json{{"measure", measure}, {"events", answers}, {"field", "score"}};
    };
    EXPECT_EQ(read_kind<MeanMeasure>(of("mean")), (MeanMeasure{answered, "score"}));
    EXPECT_EQ(read_kind<MaxMeasure>(of("max")), (MaxMeasure{answered, "score"}));
    EXPECT_EQ(read_kind<DistinctMeasure>(of("distinct")), (DistinctMeasure{answered, "score"}));
    json quantile = of("quantile");
    quantile["quantile"] = "90%";
    EXPECT_EQ(read_kind<QuantileMeasure>(quantile), (QuantileMeasure{answered, "score", 0.9}));
}

TEST(MeasureFile, ARatioTakesFieldsAndParts) {
    const auto measure = read({{"measure", "ratio"},
                               {"numerator", answers},
                               {"denominator", answers},
                               {"numerator_field", "points"},
                               {"denominator_field", "max"},
                               {"counted_at", "arrival"},
                               {"parts",
                                {{{"name", "too old"}, {"events", answers}, {"excluded", true}},
                                 {{"name", "all"}, {"events", answers}}}}})
                             .value();
    EXPECT_EQ(std::get<RatioMeasure>(measure.how), (RatioMeasure{.numerator = answered,
                                                                 .denominator = answered,
                                                                 .numerator_field = "points",
                                                                 .denominator_field = "max"}));
    EXPECT_EQ(measure.parts,
              (std::vector<Part>{{"too old", answered, true}, {"all", answered, false}}));
    EXPECT_TRUE(measure.at_arrival);
}

TEST(MeasureFile, StatesAreCountedSharedAndAged) {
    const Condition open{.field = "status", .any_of = {std::string{"open"}}};
    EXPECT_EQ(read_kind<LevelMeasure>({{"measure", "level"},
                                       {"subject", "ticket"},
                                       {"where", {{"status", "open"}}},
                                       {"over", "any_time"}}),
              (LevelMeasure{"ticket", {open}, "", LevelMeasure::Over::any_time}));
    EXPECT_EQ(read_kind<ShareMeasure>({{"measure", "share"},
                                       {"subject", "ticket"},
                                       {"numerator", {{"status", "open"}}},
                                       {"of_time", true}}),
              (ShareMeasure{"ticket", {open}, {}, true}));
    EXPECT_EQ(read_kind<AgeMeasure>({{"measure", "age"},
                                     {"subject", "ticket"},
                                     {"where", {{"status", "open"}}},
                                     {"since", "response_due"},
                                     {"show", "count"},
                                     {"above", "-30min"},
                                     {"at_most", 0},
                                     {"age_in", "business"}}),
              (AgeMeasure{"ticket",
                          {open},
                          "response_due",
                          AgeMeasure::Show::count,
                          -std::chrono::minutes{30},
                          Duration{0},
                          "business"}));
}

TEST(MeasureFile, AnAgeByTheClockGrowsByItself) {
    json oldest{{"measure", "age"}, {"subject", "contact"}};
    EXPECT_TRUE(define(oldest).counts_up);
    oldest["age_in"] = "business";
    EXPECT_FALSE(define(oldest).counts_up);
    EXPECT_FALSE(define({{"measure", "level"}, {"subject", "contact"}}).counts_up);
}

TEST(MeasureFile, SamplesAreLevelsAndCountersAreCounted) {
    const Condition metric{.field = "metric", .any_of = {std::string{"calls"}}};
    const Condition queue{.field = "queue", .any_of = {std::string{"vip"}}};
    EXPECT_EQ(read_kind<LevelMeasure>({{"measure", "gauge"},
                                       {"metric", "calls"},
                                       {"where", {{"queue", "vip"}}},
                                       {"over", "max"}}),
              (LevelMeasure{"metric", {metric, queue}, "value", LevelMeasure::Over::max}));
    EXPECT_EQ(read_kind<CountMeasure>({{"measure", "counter"}, {"metric", "calls"}}),
              (CountMeasure{{{.types = {"sample"}, .where = {metric}}}, {}, "added"}));
}

TEST(MeasureFile, PeopleEnterValuesAndFormulasTakeThem) {
    EXPECT_EQ(read_kind<ManualMeasure>({{"measure", "manual"}}), ManualMeasure{});
    EXPECT_EQ(read_kind<FormulaMeasure>({{"measure", "formula"}, {"formula", "{a} / max({b}, 1)"}}),
              (FormulaMeasure{"{a} / max({b}, 1)", {{"a"}, {"b"}}}));
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
    EXPECT_EQ(std::get<CountMeasure>(measure->how).events,
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
    const auto& where = std::get<CountMeasure>(measure->how).events[0].where;
    EXPECT_EQ(where, (std::vector<Condition>{{.field = "level", .any_of = {1.0}},
                                             {.field = "priority", .any_of = {std::string{"1"}}},
                                             {.field = "vip", .any_of = {true}}}));
}

TEST(MeasureFile, ADesksOwnTypesCanBeCounted) {
    const auto measure = read({{"measure", "count"}, {"events", {{{"type", "parcel.delivered"}}}}});
    ASSERT_TRUE(measure.has_value());
    EXPECT_EQ(std::get<CountMeasure>(measure->how).events[0].types,
              std::vector<std::string>{"parcel.delivered"});
}

TEST(MeasureFile, AFieldMayBeAbsent) {
    const auto measure =
        read({{"measure", "count"},
              {"events",
               {{{"type", "ticket.resolved"},
                 {"where", {{"reopened_after", {{"above", "7d"}, {"or_absent", true}}}}}}}}});
    EXPECT_EQ(
        std::get<CountMeasure>(measure->how).events[0].where,
        (std::vector<Condition>{{.field = "reopened_after", .above = 604'800, .or_absent = true}}));
}

TEST(MeasureFile, WhatFollowsFromRecordsCanBeSelected) {
    const auto measure =
        read({{"measure", "count"}, {"events", {{{"type", "ticket.response_due"}}}}});
    EXPECT_EQ(std::get<CountMeasure>(measure->how).events[0].types,
              std::vector<std::string>{"ticket.response_due"});
}

TEST(MeasureFile, SharesAndMeansAreJudgedFromSomeCasesOn) {
    EXPECT_EQ(default_min_n(RatioMeasure{}), 20);
    EXPECT_EQ(default_min_n(NpsMeasure{}), 20);
    EXPECT_EQ(default_min_n(MeanMeasure{}), 5);
    EXPECT_EQ(default_min_n(QuantileMeasure{}), 5);
    EXPECT_EQ(default_min_n(RatioMeasure{.numerator_field = "amount"}), 0);
    EXPECT_EQ(default_min_n(CountMeasure{}), 0);
    EXPECT_EQ(default_min_n(LevelMeasure{}), 0);
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
