#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "server/replay/record_lines.hpp"
#include "server/replay/recording.hpp"
#include "server/replay/settings.hpp"
#include "server/replay/value_line.hpp"
#include "shared/base/clock.hpp"

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Time at(const char* text) {
    return from_rfc3339(text).value();
}

/// What was told of a text, as "id at time of receipt".
struct Told {
    std::vector<std::string> records;
    RecordingCounts counts;
};
Told told_of(const std::string& text) {
    Told told;
    std::istringstream file{text};
    told.counts = read_recording(file, {}, [&](Time now, const Record& record) {
        told.records.push_back(record.id + " at " + to_rfc3339(now));
    });
    return told;
}

TEST(Recording, NowIsTheNewestEventTimeWhereNoReceiptIsTold) {
    const Told told = told_of(
        R"({"type":"feed.alive","id":"a","time":"2026-03-30T09:00:00+01:00"}
{"type":"feed.alive","id":"b","time":"2026-03-30T07:59:00Z"}

{"type":"feed.alive","id":"c"}
{"type":"feed.alive","id":"d","time":1774857601000})");
    EXPECT_THAT(told.records,
                ElementsAre("a at 2026-03-30T08:00:00.000Z", "b at 2026-03-30T08:00:00.000Z",
                            "c at 2026-03-30T08:00:00.000Z", "d at 2026-03-30T08:00:01.000Z"));
}

TEST(Recording, ReceiptIsToldInThreeFormsBesideTheRecordOrInIt) {
    const Told told = told_of(
        R"({"received":1774857600.25,"record":{"type":"feed.alive","id":"a","time":1774857590000}}
{"received":1774857601000,"type":"feed.alive","id":"b","time":1774857590000}
{"received":"2026-03-30T08:00:02Z","record":{"type":"feed.alive","id":"c","time":1774857590000}})");
    EXPECT_THAT(told.records,
                ElementsAre("a at 2026-03-30T08:00:00.250Z", "b at 2026-03-30T08:00:01.000Z",
                            "c at 2026-03-30T08:00:02.000Z"));
}

TEST(Recording, ARepeatedIdIsDropped) {
    const Told told = told_of(R"({"type":"feed.alive","id":"a","time":1774857600000}
{"type":"feed.alive","id":"a","time":1774857601000})");
    EXPECT_EQ(told.records.size(), 1u);
    EXPECT_EQ(told.counts.read, 2u);
    EXPECT_EQ(told.counts.told, 1u);
    EXPECT_EQ(told.counts.duplicates, 1u);
}

TEST(Recording, RefusedLinesAreCountedByFieldAndTheFirstIsNamed) {
    const Told told = told_of(R"({"type":"contact.offered","id":"a","queue":"q"}
{"type":"contact.offered","id":"a","queue":"q","contact":"1"}
{"type":"contact.answered","id":"b","time":1774857600000,"queue":"q","contact":"1"}
{"type":"contact.answered","id":"c","time":1774857600000,"queue":"q","contact":"2"}
{"received":"soon","type":"feed.alive","time":1774857600000}
nonsense)");
    EXPECT_TRUE(told.records.empty());
    EXPECT_EQ(told.counts.read, 6u);
    EXPECT_EQ(told.counts.refused.at("/agent").count, 2u);
    EXPECT_THAT(told.counts.refused.at("/agent").first, HasSubstr("line 3: "));
    EXPECT_EQ(told.counts.refused.at("/contact").count, 1u);
    EXPECT_EQ(told.counts.refused.at("/time").first,
              "line 2: is missing, and no time came before it");
    EXPECT_THAT(told.counts.refused.at("/received").first, HasSubstr("\"soon\" is no time"));
    EXPECT_EQ(told.counts.refused.at("").count, 1u);
}

TEST(Recording, AnEventADayOlderThanItsReceiptIsRefused) {
    const Told told = told_of(
        R"({"received":1774857600,"record":{"type":"feed.alive","id":"a","time":1774771199000}})");
    EXPECT_EQ(told.counts.refused.at("/time").count, 1u);
}

TEST(ReplaySettings, InstantsAreOrderedAndEachOnce) {
    ReplaySettings settings;
    settings.at = {"1774857600000", "2026-03-30T08:00:00+01:00", "2026-03-30T08:00:00Z"};
    settings.every = "15m";
    const auto asked = asked_instants(settings);
    ASSERT_TRUE(asked);
    EXPECT_THAT(asked->at, ElementsAre(at("2026-03-30T07:00:00Z"), at("2026-03-30T08:00:00Z")));
    EXPECT_EQ(asked->every, Duration{std::chrono::minutes{15}});
}

TEST(ReplaySettings, EveryWrongInstantIsNamed) {
    ReplaySettings settings;
    settings.at = {"8:00", "2026-03-30T08:00:00"};
    settings.every = "2d";
    const auto asked = asked_instants(settings);
    ASSERT_FALSE(asked);
    EXPECT_THAT(asked.error(), ElementsAre(HasSubstr("--at: \"8:00\" is no time"),
                                           HasSubstr("--at: \"2026-03-30T08:00:00\" is no time"),
                                           HasSubstr("--every: \"2d\" is not allowed")));
}

TEST(ValueLine, TellsValueWindowLabelsAndParts) {
    Kpi kpi;
    kpi.id = KpiId{"sl"};
    kpi.unit = ValueUnit::ratio;
    kpi.window = *window_from("rolling 15min");
    Measured measured{.value = 0.75, .n = 8, .numerator = 6};
    const std::vector<std::pair<std::string, std::string>> labels{{"queue", "it"}};
    const std::vector<PartCount> parts{{"answered within 20 s", false, 6}};
    const auto line = nlohmann::json::parse(
        value_line({at("2026-03-30T08:15:00Z"), kpi, labels,
                    Bounds{at("2026-03-30T08:00:00.000001Z"), at("2026-03-30T08:15:00Z")}, measured,
                    parts, State::off_target}));
    EXPECT_EQ(line, nlohmann::json::parse(R"({
        "at": "2026-03-30T08:15:00.000Z", "kpi": "sl", "labels": {"queue": "it"}, "value": 0.75,
        "unit": "ratio", "n": 8, "numerator": 6, "state": "off_target",
        "window": {"text": "rolling 15min", "from": "2026-03-30T08:00:00.000001Z",
                   "to": "2026-03-30T08:15:00.000Z"},
        "parts": {"answered within 20 s": 6}})"));
}

TEST(ValueLine, NoValueIsNullAndWhoseAgeItIsIsNamed) {
    Kpi kpi;
    kpi.id = KpiId{"oldest"};
    Measured measured;
    measured.subject = "4711";
    measured.since = at("2026-03-30T08:00:00Z");
    const auto line = nlohmann::json::parse(
        value_line({at("2026-03-30T08:15:00Z"), kpi, {}, {}, measured, {}, {}}));
    EXPECT_TRUE(line.at("value").is_null());
    EXPECT_EQ(line.at("subject"), "4711");
    EXPECT_EQ(line.at("since"), "2026-03-30T08:00:00.000Z");
    EXPECT_FALSE(line.contains("state"));
    EXPECT_FALSE(line.contains("numerator"));
}

}  // namespace
}  // namespace waymark::server
