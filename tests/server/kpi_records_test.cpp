#include "server/kpi/kpi_records.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/kpi/explanation.hpp"
#include "shared/base/clock.hpp"
#include "shared/base/file.hpp"
#include "tests/support/explained_desk.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using Fields = std::initializer_list<std::pair<const std::string, FieldValue>>;

const Time nine = *from_rfc3339("2026-03-30T08:00:00Z");

/// The explained desk with the calls that wait, and answers to surveys.
DeskFolder recorded_desk(const std::string& within) {
    DeskTexts texts = test::explained_texts();
    std::string& kpis = texts["kpis.json"];
    kpis.replace(kpis.find("\"20s\""), 5, "\"" + within + "\"");
    kpis.insert(kpis.rfind(']'), R"(,
    { "id": "waiting", "title": "Waiting", "measure": "contacts_waiting", "feeds": ["phone"] },
    { "id": "open", "title": "Open", "measure": "backlog", "feeds": ["tickets"] },
    { "id": "csat", "title": "Said it was good", "measure": "csat", "window": "today",
      "feeds": ["people"] })");
    return test::desk_of(texts);
}

class KpiRecords : public testing::Test {
protected:
    void happen(const char* feed, const char* type, Time time, Fields fields) {
        scorecard->advance(time);
        Record record{type, std::to_string(++ids_), time, {}};
        for (const auto& [name, value] : fields)
            record.fields.emplace(name, value);
        scorecard->accept({feed}, record);
    }
    void offered(Time time, const std::string& id, const char* queue) {
        happen("phone", "contact.offered", time, {{"contact", id}, {"queue", std::string{queue}}});
    }
    void answered(Time time, const std::string& id) {
        happen("phone", "contact.answered", time, {{"contact", id}, {"agent", std::string{"ann"}}});
    }
    void call(Time time, const std::string& id, const char* queue, std::chrono::seconds wait) {
        offered(time, id, queue);
        answered(time + wait, id);
    }
    void restart(const std::string& within) {
        Checkpoint checkpoint = scorecard->checkpoint();
        scorecard = std::make_unique<Scorecard>(recorded_desk(within));
        scorecard->restore(checkpoint);
    }
    std::string text_of(const char* kpi, const RecordsAsked& asked) {
        return records_of_kpi(*scorecard, {kpi}, asked).value_or("null");
    }
    json page(const char* kpi) { return json::parse(text_of(kpi, {})); }
    static std::vector<std::string> subjects(const json& page) {
        std::vector<std::string> all;
        for (const json& one : page["records"])
            all.push_back(one["subject"]);
        return all;
    }

    std::unique_ptr<Scorecard> scorecard = std::make_unique<Scorecard>(recorded_desk("20s"));

private:
    int ids_ = 0;
};

using List = std::vector<std::string>;

TEST_F(KpiRecords, AnUnknownKpiHasNone) {
    EXPECT_EQ(records_of_kpi(*scorecard, {"nothing"}, {}), std::nullopt);
    EXPECT_EQ(page("answered")["records"], json::array());
}

TEST_F(KpiRecords, EachSaysNewestFirstWhetherItCountsAndWhatThatGoesBy) {
    call(nine, "c1", "sales", 5s);
    call(nine + 1min, "c2", "service", 60s);
    const json told = page("answered");
    EXPECT_EQ(told["kpi"], "answered");
    EXPECT_EQ(told["at"], to_epoch_ms(nine + 2min));
    EXPECT_EQ(told["records"], json::parse(R"([
      { "time": 1774857720000, "feed": "phone", "type": "contact.answered", "subject": "c2",
        "labels": { "queue": "service" }, "number": 60.0, "facts": { "wait": 60.0 },
        "numerator": false, "counted": true },
      { "time": 1774857605000, "feed": "phone", "type": "contact.answered", "subject": "c1",
        "labels": { "queue": "sales" }, "number": 5.0, "facts": { "wait": 5.0 },
        "numerator": true, "counted": true }])"))
        << told["records"].dump(1);
    EXPECT_TRUE(told["complete"]);
}

TEST_F(KpiRecords, WhatDoesNotCountSaysWhyInTheWordsOfTheExplanation) {
    call(nine - 24h, "old", "sales", 5s);
    call(nine, "c1", "sales", 5s);
    offered(nine + 1min, "c2", "sales");
    happen("phone", "contact.abandoned", nine + 2min, {{"contact", std::string{"c2"}}});
    const json told = page("answered");
    ASSERT_EQ(subjects(told), (List{"c2", "c1", "old"})) << told.dump(1);
    const json explained = json::parse(*explain_kpi(*scorecard, {"answered"}));
    List reasons;
    for (const json& part : explained["parts"])
        if (part["excluded"] == true && part["n"] == 1) reasons.push_back(part["name"]);
    EXPECT_EQ(reasons, List{told["records"][0]["why"]});
    EXPECT_FALSE(told["records"][0]["counted"]);
    EXPECT_FALSE(told["records"][1].contains("why"));
    EXPECT_EQ(told["records"][2]["why"], "outside the window");
    EXPECT_TRUE(told["complete"]) << "all that counts is there";
}

TEST_F(KpiRecords, AsManyCountAsTheValueIsMadeOfWhateverCameAndInWhateverOrder) {
    std::uint32_t dice = 7;
    const auto roll = [&](std::uint32_t sides) {
        dice = dice * 1664525 + 1013904223;
        return (dice >> 16) % sides;
    };
    for (int i = 0; i < 150; ++i) {
        const std::string id = "c" + std::to_string(roll(100));
        const Time time = nine + std::chrono::seconds{roll(7200)};
        switch (roll(3)) {
            case 0:
                offered(time, id, roll(2) == 0 ? "sales" : "service");
                break;
            case 1:
                answered(time, id);
                break;
            default:
                happen("phone", "contact.abandoned", time, {{"contact", id}});
        }
        const json explained = json::parse(*explain_kpi(*scorecard, {"answered"}));
        const json told = json::parse(text_of("answered", {200, {}}));
        int counted = 0, within = 0;
        for (const json& one : told["records"]) {
            counted += one["counted"].get<bool>() ? 1 : 0;
            within += one["counted"].get<bool>() && one["numerator"].get<bool>() ? 1 : 0;
        }
        ASSERT_EQ(counted, explained["n"]) << i;
        ASSERT_EQ(within, explained.value("numerator", 0)) << i;
        ASSERT_TRUE(told["complete"]) << i;
    }
}

TEST_F(KpiRecords, AreOnTheWireAsTheProtocolSays) {
    call(nine - 24h, "c1", "sales", 5s);
    call(nine + 1min, "c2", "service", 60s);
    offered(nine + 2min, "c3", "sales");
    happen("phone", "contact.abandoned", nine + 3min, {{"contact", std::string{"c3"}}});
    const std::string folder = WAYMARK_SOURCE_DIR;
    const std::string golden = *read_file(folder + "/tests/data/golden/records.json", 1 << 20);
    EXPECT_EQ(page("answered"), json::parse(golden)) << page("answered").dump(1);
    EXPECT_NE(
        read_file(folder + "/docs/protocol.md", 1 << 20)->find("```json\n" + golden + "```\n"),
        std::string::npos);
}

TEST_F(KpiRecords, NoMoreThanWasAskedForAndThenItSaysThatThereIsMore) {
    for (int i = 0; i < 300; ++i)
        call(nine + i * 1min, "c" + std::to_string(i), "sales", 5s);
    const json told = json::parse(text_of("answered", {3, {}}));
    EXPECT_EQ(subjects(told), (List{"c299", "c298", "c297"}));
    EXPECT_FALSE(told["complete"]);
    EXPECT_EQ(json::parse(text_of("answered", {200, {}}))["records"].size(), 200u);
}

TEST_F(KpiRecords, OnlyThoseOfADimensionsValue) {
    call(nine, "c1", "sales", 5s);
    call(nine + 1min, "c2", "service", 5s);
    const auto of = [&](const char* field, const char* value) {
        return subjects(json::parse(text_of("answered", {50, {{field, value}}})));
    };
    EXPECT_EQ(of("queue", "sales"), List{"c1"});
    EXPECT_EQ(of("queue", "bakery"), List{});
    EXPECT_EQ(of("channel", "sales"), List{});
}

TEST_F(KpiRecords, OfALevelFirstWhatStillIs) {
    call(nine, "c1", "sales", 5min);
    offered(nine + 2min, "c2", "sales");
    offered(nine + 6min, "c3", "service");
    answered(nine + 7min, "c3");
    const json told = page("waiting");
    ASSERT_EQ(subjects(told), (List{"c2", "c3", "c1"})) << told.dump(1);
    const json& waiting = told["records"][0];
    EXPECT_EQ(waiting["type"], "contact");
    EXPECT_EQ(waiting["state"], "waiting");
    EXPECT_EQ(waiting["time"], to_epoch_ms(nine + 2min));
    EXPECT_FALSE(waiting.contains("until"));
    EXPECT_TRUE(waiting["counted"]);
    EXPECT_EQ(told["records"][1]["why"], "it is over");
    EXPECT_EQ(told["records"][1]["until"], to_epoch_ms(nine + 7min));
    EXPECT_TRUE(told["complete"]);
}

TEST_F(KpiRecords, OfTheOldestTheOldestFirst) {
    for (const auto& [id, day] : {std::pair{"young", 5}, {"old", 1}, {"middle", 3}})
        happen("tickets", "ticket.created", nine + std::chrono::days{day},
               {{"ticket", std::string{id}}, {"priority", std::string{"P1"}}});
    const json told = page("oldest");
    ASSERT_EQ(subjects(told), (List{"old", "middle", "young"})) << told.dump(1);
    const json explained = json::parse(*explain_kpi(*scorecard, {"oldest"}));
    EXPECT_EQ(told["records"][0]["number"], explained["value"]);
    EXPECT_EQ(told["records"][0]["labels"]["priority"], "P1");
}

TEST_F(KpiRecords, OfAFormulaThoseOfItsKpis) {
    call(nine, "c1", "sales", 5s);
    const json told = page("miss");
    ASSERT_EQ(subjects(told), List{"c1"});
    EXPECT_EQ(told["records"][0]["kpi"], "answered");
}

TEST_F(KpiRecords, OfEnteredValuesTheOneThatStandsCounts) {
    const auto enter = [&](Time time, const char* period, double value) {
        happen("people", "value.entered", time,
               {{"kpi", std::string{"audit"}}, {"period", std::string{period}}, {"value", value}});
    };
    enter(nine, "2026-01", 0.8);
    enter(nine + 1h, "2026-01", 0.9);
    enter(nine + 2h, "soon", 0.9);
    const json records = page("audit")["records"];
    ASSERT_EQ(records.size(), 3u);
    EXPECT_EQ(records[0]["why"], "with a period or a value that can't be read");
    EXPECT_EQ(records[1]["number"], 0.9);
    EXPECT_TRUE(records[1]["counted"]);
    EXPECT_EQ(records[2]["why"], "entered anew later");
}

TEST_F(KpiRecords, WhatHappenedToNobodyThatIsFollowedIsRememberedToo) {
    for (int i = 0; i < 300; ++i)
        happen("people", "survey.answered", nine + i * 1s,
               {{"kind", std::string{"csat"}}, {"score", 5.0}, {"scale", 5.0}});
    const json told = json::parse(text_of("csat", {200, {}}));
    EXPECT_EQ(told["records"].size(), 200u) << "and no more than these";
    EXPECT_FALSE(told["complete"]);
    EXPECT_EQ(told["records"][0]["subject"], "300");
}

TEST_F(KpiRecords, ARestartForgetsNoneOfThem) {
    call(nine, "c1", "sales", 5s);
    offered(nine + 1min, "c2", "service");
    happen("tickets", "ticket.created", nine + 2min,
           {{"ticket", std::string{"t1"}}, {"priority", std::string{"P1"}}});
    happen("people", "survey.answered", nine + 3min,
           {{"kind", std::string{"csat"}}, {"score", 5.0}, {"scale", 5.0}});
    happen("people", "value.entered", nine + 4min,
           {{"kpi", std::string{"audit"}}, {"period", std::string{"2026-01"}}, {"value", 0.5}});
    std::map<std::string, std::string> before;
    for (const Kpi& kpi : scorecard->outline().kpis)
        before[kpi.id.text] = text_of(kpi.id.text.c_str(), {});
    restart("20s");
    for (const auto& [kpi, text] : before) {
        EXPECT_EQ(text_of(kpi.c_str(), {}), text);
        EXPECT_FALSE(json::parse(text)["records"].empty()) << kpi;
    }
}

TEST_F(KpiRecords, WhatWasBeforeAChangedDefinitionIsNotInItsValue) {
    call(nine, "c1", "sales", 25s);
    scorecard->advance(nine + 30s);
    restart("30s");
    call(nine + 1min, "c2", "sales", 25s);
    const json told = page("answered");
    ASSERT_EQ(subjects(told), (List{"c2", "c1"}));
    EXPECT_TRUE(told["records"][0]["counted"]);
    EXPECT_EQ(told["records"][1]["why"], "before this definition was in force");
}

}  // namespace
}  // namespace waymark::server
