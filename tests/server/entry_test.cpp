#include "server/command/entry.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace waymark::server {
namespace {

using nlohmann::json;

const Time now = from_epoch_ms(1'774'868'400'000);

WrittenEntry written(std::string value) {
    return {.kpi = "audit", .value = std::move(value), .period = "2026-Q1", .of = {}, .by = {}};
}
json record_of(const WrittenEntry& entry, const char* unit) {
    const auto record = entered_record(entry, unit, now);
    return record ? json::parse(*record) : json(to_text(record.error()));
}

TEST(EnteredValue, AShareIsWrittenAsPercentageFractionOrQuotient) {
    EXPECT_EQ(record_of(written("80%"), "ratio")["value"], 0.8);
    EXPECT_EQ(record_of(written("0.8"), "ratio")["value"], 0.8);
    const json parts = record_of(written("7/9"), "ratio");
    EXPECT_EQ(parts["numerator"], 7);
    EXPECT_EQ(parts["denominator"], 9);
    EXPECT_FALSE(parts.contains("value"));
    WrittenEntry apart = written("7");
    apart.of = "9";
    EXPECT_EQ(record_of(apart, "ratio")["denominator"], 9);
}

TEST(EnteredValue, OtherUnitsAreWrittenAsInDeskFiles) {
    EXPECT_EQ(record_of(written("12"), "count")["value"], 12);
    EXPECT_EQ(record_of(written("-4.5"), "points")["value"], -4.5);
    EXPECT_EQ(record_of(written("4h"), "duration")["value"], 14'400);
    EXPECT_EQ(record_of(written("90"), "duration")["value"], 90);
}

TEST(EnteredValue, WhatCanNotBeMeantIsRefusedInWords) {
    EXPECT_EQ(record_of(written("80"), "ratio"),
              "VALUE: \"80\" is not allowed; a share is written as 80%, 7/9 or 0.8, or as 7 with "
              "--of 9");
    for (const char* value : {"", "good", "80 %%", "1/2/3", "7/0", "7/-1", "nan", "inf", "20s"})
        EXPECT_TRUE(record_of(written(value), "ratio").is_string()) << value;
    for (const char* value : {"80%", "20s", "many"})
        EXPECT_TRUE(record_of(written(value), "count").is_string()) << value;
    EXPECT_TRUE(record_of(written("80%"), "duration").is_string());
    WrittenEntry twice = written("7/9");
    twice.of = "9";
    EXPECT_TRUE(record_of(twice, "ratio").is_string());
}

TEST(EnteredValue, APeriodIsADayAWeekAMonthAQuarterOrAYear) {
    WrittenEntry entry = written("1");
    for (const char* period : {"2026", "2026-Q1", "2026-03", "2026-W12", "2026-03-30"}) {
        entry.period = period;
        EXPECT_EQ(record_of(entry, "count")["period"], period);
    }
    for (const char* period : {"", "now", "2026-Q5", "2026-13", "2026-02-30", "Q1"}) {
        entry.period = period;
        EXPECT_EQ(record_of(entry, "count"),
                  "--period: \"" + std::string{period} +
                      "\" is no period; allowed are 2026, 2026-Q1, 2026-03, 2026-W12 and "
                      "2026-03-30");
    }
}

TEST(EnteredValue, SaysWhoEnteredItAndIsACorrectionWhenEnteredAgain) {
    WrittenEntry entry = written("80%");
    EXPECT_FALSE(record_of(entry, "ratio").contains("by"));
    entry.by = "Kim";
    const json record = record_of(entry, "ratio");
    EXPECT_EQ(record["type"], "value.entered");
    EXPECT_EQ(record["kpi"], "audit");
    EXPECT_EQ(record["by"], "Kim");
    const auto later = entered_record(entry, "ratio", now + std::chrono::milliseconds{1});
    EXPECT_NE(json::parse(*later)["id"], record["id"]) << "else it would be taken for a repeat";
}

TEST(EnteredValue, OnlyAManualKpiTakesThem) {
    const auto rules = entry_rules(
        R"({"kpi":"audit","kind":"manual","unit":"ratio","inputs":[{"feed":"people"}]})");
    ASSERT_TRUE(rules);
    EXPECT_EQ(rules->unit, "ratio");
    EXPECT_EQ(rules->feed, "people");
    const auto computed = entry_rules(
        R"({"kpi":"sl","kind":"ratio","measure":"service_level","unit":"ratio","inputs":[]})");
    ASSERT_FALSE(computed);
    EXPECT_EQ(to_text(computed.error()),
              "sl: is computed from records (service_level); only KPIs whose measure is \"manual\" "
              "take values people enter");
    EXPECT_FALSE(entry_rules("<html>"));
}

}  // namespace
}  // namespace waymark::server
