#include "server/kpi/explanation.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"
#include "tests/support/explained_desk.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using Fields = std::initializer_list<std::pair<const std::string, FieldValue>>;

Time utc(const char* text) {
    return *from_rfc3339(text);
}

class Explanation : public testing::Test {
protected:
    void happen(const char* feed, const char* type, Time time, Fields fields) {
        scorecard.advance(time);
        Record record{type, std::to_string(++ids_), time, {}};
        for (const auto& [name, value] : fields)
            record.fields.emplace(name, value);
        scorecard.accept({feed}, record);
    }
    void call(Time time, const char* id, const char* queue, double wait) {
        happen("phone", "contact.offered", time,
               {{"contact", std::string{id}}, {"queue", std::string{queue}}});
        const auto waited =
            std::chrono::duration_cast<Duration>(std::chrono::duration<double>(wait));
        happen("phone", "contact.answered", time + waited,
               {{"contact", std::string{id}},
                {"queue", std::string{queue}},
                {"agent", std::string{"ann"}}});
    }
    json explained(const char* kpi) {
        const auto text = explain_kpi(scorecard, {kpi});
        return text ? json::parse(*text) : json();
    }

    Scorecard scorecard{test::desk_of(test::explained_texts())};

private:
    int ids_ = 0;
};

TEST_F(Explanation, AnUnknownKpiHasNone) {
    EXPECT_EQ(explain_kpi(scorecard, {"nothing"}), std::nullopt);
}

TEST_F(Explanation, SaysByWhichFormulaOverWhichWindowFromWhichCases) {
    const Time nine = utc("2026-03-30T08:00:00Z");
    call(nine, "c1", "sales", 5);
    call(nine + std::chrono::minutes{1}, "c2", "sales", 60);
    call(nine + std::chrono::minutes{3}, "c3", "service", 5);
    const json told = explained("answered");
    EXPECT_EQ(told["measure"], "service_level");
    EXPECT_EQ(told["kind"], "ratio");
    EXPECT_NE(told["formula"].get<std::string>().find("20 s"), std::string::npos)
        << told["formula"];
    EXPECT_EQ(told["options"]["abandoned"], "excluded");
    EXPECT_EQ(told["window"]["text"], "today");
    EXPECT_EQ(told["window"]["from"], to_epoch_ms(utc("2026-03-29T23:00:00Z")));
    EXPECT_EQ(told["window"]["to"], to_epoch_ms(scorecard.now()));
    EXPECT_NEAR(told["value"].get<double>(), 2.0 / 3, 1e-9);
    EXPECT_EQ(told["n"], 3);
    EXPECT_EQ(told["numerator"], 2);
    EXPECT_EQ(told["state"], "off_target");
    EXPECT_EQ(told["merged"], "ratio 2 3 3") << "the state the value was read off";
    EXPECT_EQ(told["target"]["goal"], 0.8);
    EXPECT_EQ(told["judgement"]["goal"]["missed"], true);
    ASSERT_EQ(told["slices"].size(), 2u);
    EXPECT_EQ(told["slices"][0]["labels"]["queue"], "sales");
    EXPECT_EQ(told["slices"][0]["value"], 0.5);
    EXPECT_EQ(told["series"].size(), 1u);
    EXPECT_EQ(told["series"][0]["ended"], nullptr);
}

TEST_F(Explanation, NamesTheLastEventsThatCountedNewestFirst) {
    const Time nine = utc("2026-03-30T08:00:00Z");
    call(nine, "c1", "sales", 5);
    call(nine + std::chrono::minutes{1}, "c2", "sales", 60);
    const json last = explained("answered")["last_counted"];
    ASSERT_EQ(last.size(), 2u);
    EXPECT_EQ(last[0]["subject"], "c2");
    EXPECT_EQ(last[0]["type"], "contact.answered");
    EXPECT_EQ(last[0]["time"], to_epoch_ms(nine + std::chrono::minutes{2}));
    EXPECT_EQ(last[1]["subject"], "c1");
}

TEST_F(Explanation, NamesNothingThatWasTakenBack) {
    const Time nine = utc("2026-03-30T08:00:00Z");
    call(nine, "c1", "sales", 5);
    // Late news: it was answered before.
    happen("phone", "contact.answered", nine + std::chrono::seconds{3},
           {{"contact", std::string{"c1"}},
            {"queue", std::string{"sales"}},
            {"agent", std::string{"bob"}}});
    const json last = explained("answered")["last_counted"];
    ASSERT_EQ(last.size(), 1u) << last;
    EXPECT_EQ(last[0]["time"], to_epoch_ms(nine + std::chrono::seconds{3}));
}

TEST_F(Explanation, CountsWhatWasExcludedByReason) {
    const Time nine = utc("2026-03-30T08:00:00Z");
    call(nine, "c1", "sales", 5);
    happen("phone", "contact.offered", nine + std::chrono::minutes{1},
           {{"contact", std::string{"c2"}}, {"queue", std::string{"sales"}}});
    happen("phone", "contact.abandoned", nine + std::chrono::minutes{2},
           {{"contact", std::string{"c2"}}, {"queue", std::string{"sales"}}});
    const json told = explained("answered");
    EXPECT_EQ(told["n"], 1) << "an abandoned call is ignored by this variant";
    int excluded = 0;
    for (const json& part : told["parts"])
        if (part["excluded"] == true) excluded += part["n"].get<int>();
    EXPECT_EQ(excluded, 1) << told["parts"].dump();
}

TEST_F(Explanation, TellsTheAgesOfItsFeedsAndWhatIsOddWithThem) {
    const Time nine = utc("2026-03-30T08:00:00Z");
    EXPECT_EQ(explained("answered")["inputs"][0]["freshness"], "never");
    call(nine, "c1", "sales", 5);
    call(nine + std::chrono::seconds{10}, "c2", "bakery", 5);
    scorecard.advance(nine + std::chrono::seconds{75});
    const json told = explained("answered");
    ASSERT_EQ(told["inputs"].size(), 1u);
    EXPECT_EQ(told["inputs"][0]["feed"], "phone");
    EXPECT_EQ(told["inputs"][0]["age"], 60.0);
    EXPECT_EQ(told["inputs"][0]["freshness"], "stale");
    EXPECT_EQ(told["state"], "stale");
    EXPECT_EQ(told["n"], 1) << "a queue that feeds.json does not name is in no KPI";
    ASSERT_EQ(told["findings"].size(), 1u) << told["findings"].dump();
    EXPECT_EQ(told["findings"][0]["times"], 2);
    EXPECT_TRUE(explained("oldest")["findings"].empty()) << "another feed's findings";
}

TEST_F(Explanation, AnAgeWithinBusinessHoursIsAddedUpFromItsOpenStretches) {
    // Friday 17:00 in London to Monday 09:30: an hour on Friday, an hour and a half on Monday.
    happen("tickets", "ticket.created", utc("2026-03-06T17:00:00Z"),
           {{"ticket", std::string{"T1"}}});
    scorecard.advance(utc("2026-03-09T09:30:00Z"));
    const json told = explained("oldest");
    EXPECT_EQ(told["value"], 9000.0);
    const json time = told["open_time"];
    EXPECT_EQ(time["subject"], "T1");
    EXPECT_EQ(time["hours"], "business");
    EXPECT_EQ(time["seconds"], 9000.0);
    ASSERT_EQ(time["stretches"].size(), 2u);
    EXPECT_EQ(time["stretches"][0]["from"], to_epoch_ms(utc("2026-03-06T17:00:00Z")));
    EXPECT_EQ(time["stretches"][0]["to"], to_epoch_ms(utc("2026-03-06T18:00:00Z")));
    EXPECT_EQ(time["stretches"][1]["seconds"], 5400.0);
}

TEST_F(Explanation, OfManyOpenStretchesTheLastTwentyAreTold) {
    happen("tickets", "ticket.created", utc("2026-01-05T08:00:00Z"),
           {{"ticket", std::string{"T1"}}});
    scorecard.advance(utc("2026-03-02T18:00:00Z"));  // eight weeks and a day
    const json time = explained("oldest")["open_time"];
    EXPECT_EQ(time["stretches"].size(), 20u);
    EXPECT_EQ(time["earlier_stretches"], 21);
    EXPECT_EQ(time["seconds"], 41 * 36'000.0);
    EXPECT_EQ(time["stretches"][19]["to"], to_epoch_ms(utc("2026-03-02T18:00:00Z")));
}

TEST_F(Explanation, APromiseIsAddedUpWithoutThePausesOfItsTicket) {
    happen("tickets", "ticket.created", utc("2026-03-09T09:00:00Z"),
           {{"ticket", std::string{"T1"}}, {"priority", std::string{"P1"}}});
    happen("tickets", "ticket.pending", utc("2026-03-09T10:00:00Z"),
           {{"ticket", std::string{"T1"}}});
    happen("tickets", "ticket.resumed", utc("2026-03-09T12:00:00Z"),
           {{"ticket", std::string{"T1"}}});
    scorecard.advance(utc("2026-03-09T17:00:00Z"));
    const json told = explained("overdue");
    EXPECT_EQ(told["value"], 1) << "due at 15:00: four hours of work, two of pause";
    const json time = told["open_time"];
    EXPECT_EQ(time["subject"], "T1");
    EXPECT_EQ(time["due"], to_epoch_ms(utc("2026-03-09T15:00:00Z")));
    EXPECT_EQ(time["seconds"], 6 * 3600.0);
    ASSERT_EQ(time["stretches"].size(), 2u);
    EXPECT_EQ(time["stretches"][0]["to"], to_epoch_ms(utc("2026-03-09T10:00:00Z")));
    EXPECT_EQ(time["stretches"][1]["from"], to_epoch_ms(utc("2026-03-09T12:00:00Z")));
}

TEST_F(Explanation, AFormulaNamesTheValuesItIsMadeOf) {
    call(utc("2026-03-30T08:00:00Z"), "c1", "sales", 5);
    call(utc("2026-03-30T08:01:00Z"), "c2", "sales", 5);
    const json told = explained("miss");
    EXPECT_EQ(told["kind"], "formula");
    ASSERT_EQ(told["of"].size(), 1u);
    EXPECT_EQ(told["of"][0]["kpi"], "answered");
    EXPECT_EQ(told["of"][0]["value"], 1.0);
    EXPECT_EQ(told["value"], 0.0);
}

TEST_F(Explanation, WhatPeopleEnteredStandsWithItsPeriod) {
    happen("people", "value.entered", utc("2026-03-30T08:00:00Z"),
           {{"kpi", std::string{"audit"}},
            {"period", std::string{"2026-Q1"}},
            {"numerator", 7.0},
            {"denominator", 9.0}});
    const json told = explained("audit");
    EXPECT_EQ(told["kind"], "manual");
    EXPECT_NEAR(told["value"].get<double>(), 7.0 / 9, 1e-9);
    EXPECT_EQ(told["last_counted"][0]["subject"], "2026-Q1");
}

}  // namespace
}  // namespace waymark::server
