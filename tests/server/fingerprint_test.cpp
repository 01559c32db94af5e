#include "server/kpi/fingerprint.hpp"

#include <set>

#include <gtest/gtest.h>

namespace waymark::server {
namespace {

const Selection answered{{.types = {"contact.answered"}}};
const Selection lost{{.types = {"contact.abandoned"}}};
const std::vector<Condition> in_vip{{.field = "queue", .any_of = {std::string{"vip"}}}};

Selection answered_where(Condition condition) {
    condition.field = "wait";
    return {{.types = {"contact.answered"}, .where = {std::move(condition)}}};
}

/// Measures of which each computes something else.
std::vector<Measure> all_different() {
    using Over = LevelMeasure::Over;
    using Show = AgeMeasure::Show;
    constexpr Duration minute = std::chrono::minutes{1};
    std::vector<Measure> all;
    for (MeasureKind how : std::vector<MeasureKind>{
             CountMeasure{answered, {}, ""},
             CountMeasure{lost, {}, ""},
             CountMeasure{answered, lost, ""},
             CountMeasure{answered, {}, "wait"},
             CountMeasure{answered_where({.any_of = {1.0}}), {}, ""},
             CountMeasure{answered_where({.any_of = {true}}), {}, ""},
             CountMeasure{answered_where({.any_of = {std::string{"1"}}}), {}, ""},
             CountMeasure{answered_where({.none_of = {1.0}}), {}, ""},
             CountMeasure{answered_where({.at_least = 1}), {}, ""},
             CountMeasure{answered_where({.at_most = 1}), {}, ""},
             CountMeasure{answered_where({.above = 1}), {}, ""},
             CountMeasure{answered_where({.below = 1}), {}, ""},
             CountMeasure{answered_where({.present = true}), {}, ""},
             CountMeasure{answered_where({.present = false}), {}, ""},
             CountMeasure{answered_where({.below = 1, .or_absent = true}), {}, ""},
             RatioMeasure{answered, lost, "", "", {}, {}},
             RatioMeasure{lost, answered, "", "", {}, {}},
             RatioMeasure{answered, lost, "wait", "", {}, {}},
             RatioMeasure{answered, lost, "", "wait", {}, {}},
             RatioMeasure{answered, lost, "", "", minute, {}},
             RatioMeasure{answered, lost, "", "", minute, in_vip},
             MeanMeasure{answered, "wait"},
             MeanMeasure{answered, "talk"},
             QuantileMeasure{answered, "wait", 0.5},
             QuantileMeasure{answered, "wait", 0.9},
             MaxMeasure{answered, "wait"},
             DistinctMeasure{answered, "wait"},
             NpsMeasure{answered, "wait"},
             LevelMeasure{"ticket", {}, "", Over::last},
             LevelMeasure{"agent", {}, "", Over::last},
             LevelMeasure{"ticket", in_vip, "", Over::last},
             LevelMeasure{"ticket", {}, "value", Over::last},
             LevelMeasure{"ticket", {}, "", Over::any_time},
             ShareMeasure{"ticket", {}, {}, false},
             ShareMeasure{"ticket", in_vip, {}, false},
             ShareMeasure{"ticket", {}, in_vip, false},
             ShareMeasure{"ticket", {}, {}, true},
             AgeMeasure{"ticket", {}, "since", Show::oldest, {}, {}, ""},
             AgeMeasure{"ticket", in_vip, "since", Show::oldest, {}, {}, ""},
             AgeMeasure{"ticket", {}, "began", Show::oldest, {}, {}, ""},
             AgeMeasure{"ticket", {}, "since", Show::count, {}, {}, ""},
             AgeMeasure{"ticket", {}, "since", Show::oldest, minute, {}, ""},
             AgeMeasure{"ticket", {}, "since", Show::oldest, {}, minute, ""},
             AgeMeasure{"ticket", {}, "since", Show::oldest, {}, {}, "business"},
             ManualMeasure{},
             FormulaMeasure{"{a}", {}},
             FormulaMeasure{"{b}", {}}})
        all.push_back({.how = std::move(how)});
    all.push_back({.how = CountMeasure{answered, {}, ""}, .at_arrival = true});
    all.push_back({.how = CountMeasure{answered, {}, ""}, .parts = {{"lost", lost}}});
    return all;
}

TEST(Fingerprint, MeasuresThatComputeSomethingElseDiffer) {
    std::set<std::string> prints;
    const auto measures = all_different();
    for (const Measure& measure : measures)
        EXPECT_TRUE(prints.insert(fingerprint(measure)).second) << fingerprint(measure);
}

TEST(Fingerprint, WhatPeopleReadOfAMeasureChangesNothing) {
    const Measure plain{.how = CountMeasure{answered, {}, ""}, .parts = {{"lost", lost}}};
    Measure told = plain;
    told.name = "contacts";
    told.formula = "number of contacts";
    told.options = {{"outcome", "answered"}};
    told.parts[0].name = "given up";
    EXPECT_EQ(fingerprint(told), fingerprint(plain));
}

TEST(Fingerprint, TextThatIsNoUtf8HasOneToo) {
    EXPECT_NE(fingerprint({.how = FormulaMeasure{"\xff", {}}}), "");
}

}  // namespace
}  // namespace waymark::server
