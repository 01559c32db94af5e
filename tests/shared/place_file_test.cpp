#include "shared/protocol/place_file.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "shared/protocol/clock_text.hpp"

namespace waymark {
namespace {

using namespace std::chrono_literals;
using std::chrono::local_days;

/// The desk of a desk.json that has these keys besides the needed ones.
DeskFolder desk_with(const char* keys) {
    nlohmann::json document = nlohmann::json::parse(keys);
    document.update({{"name", "Desk"}, {"zone", "Europe/London"}, {"locale", "en-GB"}});
    std::vector<Problem> problems;
    DeskFolder desk;
    read_place_file({document, "desk.json", "", problems}, desk);
    for (const Problem& problem : problems)
        ADD_FAILURE() << to_text(problem);
    return desk;
}

local_days date(unsigned month, unsigned day) {
    return local_days{std::chrono::year{2026} / std::chrono::month{month} / std::chrono::day{day}};
}

TEST(PlaceFile, HoursHaveIntervalsADayHolidaysAndExceptions) {
    const DeskFolder desk = desk_with(R"({"hours": {"business": {
        "week": {"mon": ["08:00-12:00", "13:00-18:00"], "sun": ["18:00-24:00"]},
        "holidays": ["2026-04-03"], "exceptions": {"2026-12-24": ["08:00-12:00"], "2026-12-31": []}
    }}, "work_hours": "business"})");
    Hours expected{"Europe/London", {}, {date(4, 3)}, {}};
    expected.week[0] = {{8h, 12h}, {13h, 18h}};
    expected.week[6] = {{18h, 24h}};
    expected.exceptions[date(12, 24)] = {{8h, 12h}};
    expected.exceptions[date(12, 31)] = {};
    EXPECT_EQ(desk.hours.at("business"), expected);
    EXPECT_EQ(desk.work_hours, "business");
}

TEST(PlaceFile, HoursMayBeOfAnotherZone) {
    const DeskFolder desk = desk_with(R"({"hours": {
        "denmark": {"zone": "Europe/Copenhagen", "week": {"mon": ["08:00-16:00"]}},
        "here": {"week": {"mon": ["08:00-16:00"]}}}})");
    EXPECT_EQ(desk.hours.at("denmark").zone, "Europe/Copenhagen");
    EXPECT_EQ(desk.hours.at("here").zone, "Europe/London");
    EXPECT_EQ(desk.work_hours, "") << "ticket times count around the clock";
}

TEST(PlaceFile, PromisesAreByPriorityAndMayBeWithinHours) {
    const DeskFolder desk = desk_with(R"({
        "hours": {"business": {"week": {"mon": ["08:00-18:00"]}}},
        "sla": {"P1": {"response": "15min", "resolution": "4h"},
                "P3": {"resolution": "3d", "hours": "business"}}})");
    EXPECT_EQ(desk.promises.at("P1"), (Promise{15min, 4h, ""}));
    EXPECT_EQ(desk.promises.at("P3"), (Promise{std::nullopt, 72h, "business"}));
}

TEST(PlaceFile, ShiftsMayCrossMidnightAndMeet) {
    const DeskFolder desk = desk_with(R"({"shifts": [
        {"name": "Early", "from": "06:00", "to": "14:00"},
        {"name": "Late", "from": "14:00", "to": "22:00"},
        {"name": "Night", "from": "22:00", "to": "06:00"}]})");
    EXPECT_EQ(desk.shifts, (std::vector<Shift>{
                               {"Early", {6h, 14h}}, {"Late", {14h, 22h}}, {"Night", {22h, 30h}}}));
}

TEST(FeedFile, AFeedMaySayHowLongAContactWaitsAtMost) {
    const auto document = nlohmann::json::parse(R"({"feeds": [
        {"id": "phone", "title": "Phone", "cadence": "10s", "max_wait": "2h"},
        {"id": "tickets", "title": "Tickets", "cadence": "30s"}]})");
    std::vector<Problem> problems;
    DeskFolder desk;
    read_feed_file({document, "feeds.json", "", problems}, desk);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(desk.max_waits, (std::map<FeedId, Duration>{{{"phone"}, 2h}}));
}

TEST(FeedFile, AFeedMayNameTheQueuesThatCount) {
    const auto document = nlohmann::json::parse(R"({"feeds": [
        {"id": "phone", "title": "Phone", "cadence": "10s", "queues": ["servicedesk", "vip"]},
        {"id": "tickets", "title": "Tickets", "cadence": "30s"}]})");
    std::vector<Problem> problems;
    DeskFolder desk;
    read_feed_file({document, "feeds.json", "", problems}, desk);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(desk.known_queues,
              (std::map<FeedId, std::vector<std::string>>{{{"phone"}, {"servicedesk", "vip"}}}));
}

TEST(FeedFile, WhatOnlyItsAdapterKnowsIsKeptForIt) {
    const auto document = nlohmann::json::parse(R"({"feeds": [
        {"id": "phone", "title": "Phone", "cadence": "30s", "adapter": "ami", "host": "pbx"},
        {"id": "jira", "title": "Jira", "cadence": "1h", "preset": "jira", "quiet_ok": true},
        {"id": "own", "title": "Own", "cadence": "30s", "adapter": "records"}]})");
    std::vector<Problem> problems;
    DeskFolder desk;
    read_feed_file({document, "feeds.json", "", problems}, desk);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(desk.feed_settings, (std::map<FeedId, FeedSettings>{
                                      {{"phone"}, {"ami", "", R"({"host":"pbx"})", "/feeds/0"}},
                                      {{"jira"}, {"", "jira", "{}", "/feeds/1"}}}));
    EXPECT_EQ(desk.outline.feeds[0].adapter, "ami");
    EXPECT_EQ(desk.outline.feeds[1].adapter, "jira");
    EXPECT_EQ(desk.outline.feeds[2].adapter, "records");
}

TEST(ClockText, AnIntervalThatEndsEarlierEndsOnTheNextDay) {
    EXPECT_EQ(interval_from("22:00-06:00"), interval_from("22:00-30:00"));
    EXPECT_EQ(interval_from("16:00-00:00"), (OpenInterval{16h, 24h}));
    EXPECT_EQ(interval_from("23:59-48:00"), (OpenInterval{23h + 59min, 48h}));
    EXPECT_EQ(interval_from("00:00-00:00"), std::nullopt);
}

TEST(ClockText, DatesAreThoseOfTheCalendar) {
    EXPECT_EQ(date_from("2026-04-03"), date(4, 3));
    EXPECT_TRUE(date_from("2024-02-29"));
    for (const char* text : {"2026-02-29", "2026-4-3", "03.04.2026", "2026-00-10", "2026-04-00",
                             "1969-12-31", "2200-01-01", "2026-04-03T", "2026/04/03", ""})
        EXPECT_EQ(date_from(text), std::nullopt) << text;
}

}  // namespace
}  // namespace waymark
