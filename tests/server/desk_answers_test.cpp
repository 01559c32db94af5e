#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/desk.hpp"
#include "server/store/memory_store.hpp"
#include "shared/base/clock.hpp"
#include "tests/support/explained_desk.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

const Time nine = *from_rfc3339("2026-03-30T08:00:00Z");

/// The explained desk with "answered" within so many seconds.
DeskFolder desk_within(const std::string& seconds) {
    DeskTexts texts = test::explained_texts();
    const std::string usual = "\"within\": \"20s\"";
    texts["kpis.json"].replace(texts["kpis.json"].find(usual), usual.size(),
                               "\"within\": \"" + seconds + "s\"");
    return test::desk_of(texts);
}

class DeskAnswers : public testing::Test {
protected:
    void start(DeskFolder folder) {
        desk = std::make_unique<Desk>(std::move(folder), store, store.restore(), DeskSettings{},
                                      make_quiet_log());
    }
    void ingest(const json& body, Time now) {
        desk->ingest({"phone"}, body.dump(), BodyForm::json, now, [](const Ingested&) {});
    }
    void answered(const std::string& id, double wait, Time now) {
        const std::int64_t time = to_epoch_ms(now);
        ingest({{{"type", "contact.offered"},
                 {"id", "o" + id},
                 {"contact", id},
                 {"queue", "sales"},
                 {"time", time - static_cast<std::int64_t>(wait * 1000)}},
                {{"type", "contact.answered"},
                 {"id", "a" + id},
                 {"contact", id},
                 {"queue", "sales"},
                 {"agent", "ann"},
                 {"time", time}}},
               now);
    }
    Reading reading() { return *find_reading(desk->board().readings, {"answered"}); }
    json health() { return json::parse(desk->health()); }
    int times(const char* list, const std::string& reason) {
        const json told = health();
        for (const json& finding : told[list])
            if (finding["reason"] == reason) return finding["times"];
        return 0;
    }

    MemoryStore store;
    std::unique_ptr<Desk> desk;
};

TEST_F(DeskAnswers, ExplainsEveryKpiOfTheDeskAndNoOther) {
    start(desk_within("20"));
    answered("c1", 5, nine);
    for (const Kpi& kpi : desk->folder().outline.kpis)
        EXPECT_EQ(json::parse(*desk->explain(kpi.id))["kpi"], kpi.id.text);
    EXPECT_EQ(desk->explain({"nothing"}), std::nullopt);
}

TEST_F(DeskAnswers, HealthCountsWhatCameTooLateFromTheFutureOrCouldNotBeTaken) {
    start(desk_within("20"));
    answered("c1", 5, nine);
    ingest({{"type", "sample"}, {"metric", "m"}, {"value", 1}, {"time", to_epoch_ms(nine)}}, nine);
    ingest({{"type", "contact.offered"}}, nine);
    const json future{{"type", "contact.offered"},
                      {"id", "o3"},
                      {"contact", "c3"},
                      {"queue", "sales"},
                      {"time", to_epoch_ms(nine + 1h)}};
    ingest(future, nine);
    desk->ingest({"phone"}, "<html>", BodyForm::json, nine, [](const Ingested&) {});
    for (const char* list : {"today", "all"}) {
        EXPECT_EQ(times(list, "a record that was rejected"), 1);
        EXPECT_EQ(times(list, "a time ahead of ours: the time of receipt was taken"), 1);
        EXPECT_EQ(times(list, "a message that can't be read"), 1);
    }
    const json records = health()["records"];
    EXPECT_EQ(records["accepted"], 4);
    EXPECT_EQ(records["rejected"], 1);
    EXPECT_EQ(records["from_the_future"], 1);
}

TEST_F(DeskAnswers, HealthCountsWhatComesWithTheFirstMessageEver) {
    start(desk_within("20"));
    ingest({{{"type", "feed.alive"}}, {{"type", "contact.offered"}}}, nine);
    EXPECT_EQ(times("today", "a record that was rejected"), 1);
}

TEST_F(DeskAnswers, HealthCountsLateEventsAndWhatIsOddUntilTheDesksDayEnds) {
    start(desk_within("20"));
    answered("c1", 5, nine);
    ingest({{"type", "contact.offered"},
            {"id", "o2"},
            {"contact", "c2"},
            {"queue", "sales"},
            {"time", to_epoch_ms(nine - 25h)}},
           nine);
    ingest({{"type", "contact.offered"}, {"id", "o3"}, {"contact", "c3"}, {"queue", "bakery"}},
           nine);
    const std::string late = "an event more than 24 h late";
    const std::string queue = "a queue that feeds.json does not name";
    EXPECT_EQ(times("today", late), 1);
    EXPECT_EQ(times("today", queue), 1);
    desk->tick(nine + 24h);
    EXPECT_EQ(times("today", late), 0);
    EXPECT_EQ(times("today", queue), 0);
    EXPECT_EQ(times("all", late), 1);
    EXPECT_EQ(times("all", queue), 1);
    EXPECT_TRUE(health()["reconciliation"].empty());
}

TEST_F(DeskAnswers, WhatWasNeverStoredIsOnNoBoardSoThatARestartShowsTheSame) {
    start(desk_within("20"));
    answered("c1", 5, nine);
    const Board before = desk->board();
    ingest({{"type", "contact.offered"}}, nine);
    desk->tick(nine);
    EXPECT_EQ(desk->board().readings, before.readings);
    start(desk_within("20"));
    EXPECT_EQ(desk->board().readings, before.readings);
    EXPECT_EQ(times("today", "a record that was rejected"), 1) << "but is not forgotten";
    EXPECT_EQ(times("all", "a record that was rejected"), 1);
}

TEST_F(DeskAnswers, AChangedDefinitionBeginsANewSeriesAndTheOldOneIsNotShownAsIts) {
    start(desk_within("20"));
    answered("c1", 25, nine);
    answered("c2", 5, nine + 1min);
    EXPECT_EQ(reading().value, 0.5);
    EXPECT_EQ(reading().begun, std::nullopt);
    desk->tick(nine + 2min);
    desk->reload(desk_within("30"));
    EXPECT_EQ(reading().value, std::nullopt) << "the old definition's value is not the new one's";
    EXPECT_EQ(reading().n, 0);
    EXPECT_EQ(reading().begun, nine + 2min);
    answered("c3", 25, nine + 3min);
    EXPECT_EQ(reading().value, 1.0);
    EXPECT_EQ(reading().begun, nine + 2min);
    const json series = json::parse(*desk->explain({"answered"}))["series"];
    ASSERT_EQ(series.size(), 2u);
    EXPECT_EQ(series[0]["ended"], to_epoch_ms(nine + 2min));
    EXPECT_EQ(series[1]["begun"], to_epoch_ms(nine + 2min));
    EXPECT_NE(series[0]["definition"], series[1]["definition"]);
}

TEST_F(DeskAnswers, ANewSeriesStaysTheSameOverARestart) {
    start(desk_within("20"));
    answered("c1", 25, nine);
    desk->tick(nine + 2min);
    desk->reload(desk_within("30"));
    answered("c3", 25, nine + 3min);
    desk->save();
    const Board before = desk->board();
    const std::string explained = *desk->explain({"answered"});
    start(desk_within("30"));
    EXPECT_EQ(desk->board().readings, before.readings);
    EXPECT_EQ(json::parse(*desk->explain({"answered"}))["series"],
              json::parse(explained)["series"]);
}

TEST_F(DeskAnswers, ADefinitionChangedWhileTheServerDidNotRunBeginsANewSeriesToo) {
    start(desk_within("20"));
    answered("c1", 25, nine);
    answered("c2", 25, nine + 1min);
    desk->save();
    start(desk_within("30"));
    EXPECT_EQ(reading().value, std::nullopt);
    EXPECT_EQ(reading().begun, nine + 1min);
    EXPECT_EQ(json::parse(*desk->explain({"answered"}))["series"].size(), 2u);
}

}  // namespace
}  // namespace waymark::server
