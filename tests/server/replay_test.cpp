#include "server/replay/replay.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"
#include "tests/support/small_desk.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kpis = R"({"kpis": [
  { "id": "offered", "title": "Offered", "unit": "count", "window": "rolling 15min",
    "measure": "count", "events": [{ "type": "contact.offered" }], "by": ["queue"],
    "target": { "direction": "lower", "goal": 1, "floor": 2 },
    "supports": ["reach-us"], "feeds": ["phone"] },
  { "id": "waiting", "title": "Waiting", "unit": "count", "window": "now",
    "measure": "level", "subject": "contact", "where": { "phase": "waiting" },
    "supports": ["reach-us"], "feeds": ["phone"] }
]})";

std::string offered(const std::string& contact, const std::string& time) {
    return R"({"type":"contact.offered","id":")" + contact + R"(","contact":")" + contact +
           R"(","queue":"it","time":")" + time + "\"}\n";
}
std::string answered(const std::string& contact, const std::string& time) {
    return R"({"type":"contact.answered","id":"a)" + contact + R"(","contact":")" + contact +
           R"(","queue":"it","agent":"ann","time":")" + time + "\"}\n";
}

class ReplayTest : public testing::Test {
protected:
    /// What a replay tells of a KPI: "time value", with the slice's value before it.
    std::vector<std::string> told(const std::string& kpi, const std::string& records,
                                  AskedInstants asked, bool as_seen) {
        auto texts = test::small_desk();
        texts["kpis.json"] = kpis;
        texts["screens.json"] = R"({"scenes": [{"id": "wall", "kpis": ["waiting"]}],
            "screens": [{"id": "main", "scene": "wall"}]})";
        const auto folder = read_desk(texts);
        if (!folder) throw std::runtime_error(to_text(folder.error().front()));
        std::ostringstream out;
        Replay replay{*folder, FeedId{"phone"}, std::move(asked), as_seen, out};
        std::istringstream file{records};
        read_recording(file, {}, [&](Time now, const Record& record) { replay.play(now, record); });
        replay.end();
        std::vector<std::string> lines;
        std::istringstream text{out.str()};
        for (std::string line; std::getline(text, line);) {
            const auto value = nlohmann::json::parse(line);
            if (value["kpi"] != kpi) continue;
            states_.push_back(value.value("state", ""));
            lines.push_back(
                (value["labels"].empty() ? "" : value["labels"]["queue"].get<std::string>() + " ") +
                value["at"].get<std::string>().substr(11, 8) + " " + value["value"].dump());
        }
        return lines;
    }
    static AskedInstants at(const char* text) {
        return {{from_rfc3339(text).value()}, std::nullopt};
    }

    std::vector<std::string> states_;
};

TEST_F(ReplayTest, TellsTheWholeAndEachSliceAtEveryMultiple) {
    EXPECT_THAT(
        told("offered", offered("1", "2026-03-30T08:01:00Z") + offered("2", "2026-03-30T08:20:00Z"),
             {{}, std::chrono::minutes{15}}, false),
        ElementsAre("08:15:00 1", "it 08:15:00 1", "08:30:00 1", "it 08:30:00 1"));
}

TEST_F(ReplayTest, WithoutInstantsTheEndIsTold) {
    EXPECT_THAT(
        told("waiting", offered("1", "2026-03-30T08:01:00Z") + offered("2", "2026-03-30T08:20:00Z"),
             {}, false),
        ElementsAre("08:20:00 2"));
}

TEST_F(ReplayTest, ALateEventCountsInItsOwnTimeUnlessOneAsksWhatTheWallShowed) {
    const std::string late =
        offered("1", "2026-03-30T08:01:00Z") + offered("3", "2026-03-30T09:00:00Z") +
        offered("2", "2026-03-30T08:02:00Z") + answered("2", "2026-03-30T08:05:00Z");
    const auto then = at("2026-03-30T08:10:00Z");
    EXPECT_THAT(told("offered", late, then, false), ElementsAre("08:10:00 2", "it 08:10:00 2"));
    EXPECT_THAT(told("offered", late, then, true), ElementsAre("08:10:00 1", "it 08:10:00 1"));
}

TEST_F(ReplayTest, OnlyWhatTheWallShowedHasAState) {
    const std::string records =
        offered("1", "2026-03-30T08:01:00Z") + offered("2", "2026-03-30T08:02:00Z");
    told("offered", records, at("2026-03-30T08:02:00Z"), false);
    EXPECT_THAT(states_, ElementsAre("", ""));
    states_.clear();
    told("offered", records, at("2026-03-30T08:02:00Z"), true);
    EXPECT_THAT(states_, ElementsAre("at_risk", ""));
}

TEST_F(ReplayTest, WhatWasTrueAtAnInstantLongAgoIsToldToTheMicrosecond) {
    std::string month =
        offered("1", "2026-03-01T08:07:00.000001Z") + answered("1", "2026-03-01T08:07:00.000003Z");
    for (int day = 2; day < 30; ++day)
        month += offered("d" + std::to_string(day), "2026-03-" + std::string(day < 10 ? "0" : "") +
                                                        std::to_string(day) + "T08:00:00Z");
    EXPECT_THAT(told("waiting", month, at("2026-03-01T08:07:00.000002Z"), false),
                ElementsAre("08:07:00 1"));
    EXPECT_THAT(told("waiting", month, at("2026-03-01T08:07:00.000003Z"), false),
                ElementsAre("08:07:00 0"));
}

TEST_F(ReplayTest, NobodyWaitsOnceTheFeedHasToldAnythingAndBeforeThatNothingIsKnown) {
    const std::string agent = R"({"type":"agent.state","id":"s","agent":"ann","state":"ready",)"
                              R"("time":"2026-03-30T08:00:00Z"})";
    EXPECT_THAT(told("waiting", agent, at("2026-03-30T07:59:59Z"), false),
                ElementsAre("07:59:59 null"));
    EXPECT_THAT(told("waiting", agent, at("2026-03-30T08:00:00Z"), false),
                ElementsAre("08:00:00 0"));
}

TEST_F(ReplayTest, AFileWithoutRecordsTellsNothing) {
    EXPECT_THAT(told("waiting", "", {{}, std::chrono::minutes{15}}, false), IsEmpty());
}

TEST(ReplaySummary, NamesEveryReason) {
    RecordingCounts counts;
    counts.read = 10;
    counts.told = 7;
    counts.duplicates = 1;
    counts.refused = {{"/wait", {2, "line 3: -1 is no duration"}}};
    counts.skipped = {{"is cut short", 1}};
    const std::vector<Finding> odd{{FeedId{"phone"}, "an end without a beginning", 4, Time{}}};
    EXPECT_EQ(summary_of(counts, odd, 2),
              "10 records read: 7 counted, 1 duplicates, 2 rejected\n"
              "  2 for /wait, first line 3: -1 is no duration\n"
              "  1 messages or lines left out: what is cut short\n"
              "  odd, 4 times: an end without a beginning\n"
              "2.00 s, 5 records a second\n");
}

}  // namespace
}  // namespace waymark::server
