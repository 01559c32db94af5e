#include "server/feed/intake.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

const Time now = test::at(8, 0, 0);

Intake intake() {
    return Intake{"salt", {}};
}

TEST(Intake, TakesOneRecordAnArrayOrALineEach) {
    EXPECT_EQ(intake().read(R"({"type":"feed.alive"})", BodyForm::json, now)->records.size(), 1u);
    EXPECT_EQ(intake()
                  .read(R"([{"type":"feed.alive"},{"type":"feed.alive"}])", BodyForm::json, now)
                  ->records.size(),
              2u);
    EXPECT_EQ(
        intake()
            .read("{\"type\":\"feed.alive\"}\r\n\n{\"type\":\"feed.alive\"}", BodyForm::ndjson, now)
            ->records.size(),
        2u);
}

TEST(Intake, TimeIsThatOfReceiptWhenMissing) {
    EXPECT_EQ(intake().read(R"({"type":"feed.alive"})", BodyForm::json, now)->records[0].time, now);
}

TEST(Intake, KeepsUnknownTypesAndFieldsAndCountsTheTypes) {
    const auto batch =
        intake().read(R"({"type":"door.opened","id":"1","colour":"red"})", BodyForm::json, now);
    EXPECT_EQ(batch->unknown_types, 1u);
    EXPECT_EQ(batch->records[0].text("colour"), "red");
}

TEST(Intake, ATimeFarAheadIsTakenAsTheTimeOfReceipt) {
    const auto batch = intake().read(R"({"type":"feed.alive","time":"2026-03-30T08:05:01Z"})",
                                     BodyForm::json, now);
    EXPECT_EQ(batch->records[0].time, now);
    EXPECT_EQ(batch->from_the_future, 1u);
    EXPECT_EQ(
        intake()
            .read(R"({"type":"feed.alive","time":"2026-03-30T08:05:00Z"})", BodyForm::json, now)
            ->from_the_future,
        0u);
}

TEST(Intake, CustomersAreNeverKeptInClear) {
    const std::string body = R"({"type":"survey.sent","id":"1","customer":"ann@example.org"})";
    const auto kept = intake().read(body, BodyForm::json, now);
    const std::string_view customer = kept->records[0].text("customer");
    EXPECT_EQ(customer.size(), 32u);
    EXPECT_EQ(customer.find("ann"), std::string_view::npos);
    EXPECT_EQ(intake().read(body, BodyForm::json, now)->records[0].text("customer"), customer)
        << "the same customer is still the same";
    const auto elsewhere = Intake{"other salt", {}}.read(body, BodyForm::json, now);
    EXPECT_NE(elsewhere->records[0].text("customer"), customer);
}

TEST(Intake, TellsHowFarTheLatestToldTimeLiesBehind) {
    const auto behind = [](const std::string& body) {
        return intake().read(body, BodyForm::json, now)->least_behind;
    };
    EXPECT_EQ(behind(R"([{"type":"door.opened","time":"2026-03-30T07:00:00Z"},
                         {"type":"door.opened","time":"2026-03-30T07:58:00Z"}])"),
              2min);
    EXPECT_EQ(behind(R"({"type":"door.opened","time":"2026-03-30T09:00:00Z"})"), -1h)
        << "a clock that is ahead, though the time of receipt is taken";
    EXPECT_EQ(behind(R"({"type":"door.opened"})"), std::nullopt) << "it told no time";
    EXPECT_EQ(behind(R"({"type":"feed.alive","time":"2026-03-30T07:59:59Z"})"), std::nullopt);
}

struct Refused {
    const char* body;
    Rejection rejection;
};

class IntakeRejects : public testing::TestWithParam<Refused> {};

TEST_P(IntakeRejects, SayingWhereAndWhy) {
    const auto batch = intake().read(GetParam().body, BodyForm::json, now);
    ASSERT_TRUE(batch) << to_text(batch.error());
    ASSERT_EQ(batch->rejected.size(), 1u);
    EXPECT_EQ(batch->rejected[0].at, GetParam().rejection.at);
    EXPECT_EQ(batch->rejected[0].why, GetParam().rejection.why);
}

INSTANTIATE_TEST_SUITE_P(
    Table, IntakeRejects,
    testing::Values(
        Refused{R"([{"type":"feed.alive"},7])",
                {"/1", "7 is no record; a record is an object with a \"type\""}},
        Refused{R"({"id":"1"})", {"/type", "is missing; as \"contact.offered\" or \"sample\""}},
        Refused{R"([{"type":"contact.offered","contact":"c","queue":"q"}])",
                {"/0/id", "is missing; every event needs an id, unique within its feed"}},
        Refused{R"({"type":"contact.offered","id":"1","contact":"c"})",
                {"/queue", "is missing; \"contact.offered\" needs it"}},
        Refused{R"({"type":"contact.offered","id":"1","contact":"","queue":"q"})",
                {"/contact", "is missing; \"contact.offered\" needs it"}},
        Refused{R"({"type":"contact.answered","id":"1","contact":"c","queue":"q","agent":"a",)"
                R"("wait":-1})",
                {"/wait",
                 "-1 is no duration; allowed are seconds from 0 to 34560000, which is 400 days"}},
        Refused{R"({"type":"sample","metric":"m","value":"7"})", {"/value", "\"7\" is no number"}},
        Refused{R"({"type":"feed.alive","time":"2026-03-30T08:00:00"})",
                {"/time",
                 "\"2026-03-30T08:00:00\" is no time; allowed are RFC 3339 with an offset, as "
                 "\"2026-03-30T08:00:00+01:00\", or whole epoch milliseconds"}},
        Refused{R"({"type":"feed.alive","time":"2026-03-29T07:59:59Z"})",
                {"/time",
                 "2026-03-29T07:59:59.000Z is more than 24 h ago; older events are not taken "
                 "in"}}));

TEST(Intake, OneBadRecordDoesNotCostTheOthers) {
    const auto batch = intake().read(
        "{\"type\":\"feed.alive\"}\n{\"type\":\n{\"type\":\"feed.alive\"}", BodyForm::ndjson, now);
    EXPECT_EQ(batch->records.size(), 2u);
    ASSERT_EQ(batch->rejected.size(), 1u);
    EXPECT_EQ(batch->rejected[0].at, "/1/type") << "as far as it could be read";
}

TEST(Intake, ABodyThatIsNoJsonIsUnreadable) {
    EXPECT_FALSE(intake().read("<html>", BodyForm::json, now));
    EXPECT_FALSE(intake().read("", BodyForm::json, now));
    EXPECT_FALSE(intake().read(std::string(100'000, '['), BodyForm::json, now));
}

IntakeBatch taken(Record record) {
    return intake().take({.records = {std::move(record)}, .places = {"/items/0"}}, now);
}

TEST(Intake, TakesWhatAdaptersMakeInTheSameWay) {
    const Record sent = test::record("survey.sent", "1", now - 1s, {{"customer", "ann"}});
    const auto batch = taken(sent);
    ASSERT_EQ(batch.records.size(), 1u);
    EXPECT_EQ(batch.records[0].text("customer").size(), 32u) << "never kept in clear";
    EXPECT_EQ(batch.least_behind, 1s);
    Record ahead = sent;
    ahead.time = now + 6min;
    EXPECT_EQ(taken(ahead).records[0].time, now);
    Record late = sent;
    late.time = now - 25h;
    EXPECT_EQ(taken(late).too_late, 1u);
    EXPECT_EQ(taken(late).rejected[0].at, "/items/0/time");
    const auto both = intake().take({.records = {sent}, .rejected = {{"/items/1", "is odd"}}}, now);
    EXPECT_EQ(both.records.size(), 1u);
    EXPECT_EQ(both.rejected.size(), 1u);
}

TEST(Intake, AStateThatHoldsNowIsTakenHoweverLongAgoItChanged) {
    const Record state =
        test::record("ticket.state", "1", now - 25h * 24, {{"ticket", "7"}, {"status", "open"}});
    const Record event = test::record("survey.sent", "2", now - 25h, {});
    const auto batch = intake().take({.records = {state, event}, .holds_now = true}, now);
    ASSERT_EQ(batch.records.size(), 1u);
    EXPECT_EQ(batch.records[0].id, "1");
    EXPECT_EQ(batch.records[0].time, now) << "it was so then, and is so now";
    EXPECT_EQ(batch.too_late, 1u) << "an event is when it is";
    EXPECT_EQ(intake().take({.records = {state}}, now).too_late, 1u) << "a webhook may be old";
}

TEST(Intake, AnAdaptersTimeIsKeptToTheMicrosecond) {
    const Record record = test::record("door.opened", "1", now - Duration{1'234'567}, {});
    EXPECT_EQ(taken(record).records.at(0), record);
}

struct Unkept {
    Record record;
    const char* at;
};

class IntakeOfAdapters : public testing::TestWithParam<Unkept> {};

TEST_P(IntakeOfAdapters, RejectsWhatTheStoreCouldNotGiveBack) {
    const auto batch = taken(GetParam().record);
    EXPECT_TRUE(batch.records.empty());
    ASSERT_EQ(batch.rejected.size(), 1u);
    EXPECT_EQ(batch.rejected[0].at, GetParam().at);
}

INSTANTIATE_TEST_SUITE_P(
    Table, IntakeOfAdapters,
    testing::Values(
        Unkept{test::record("sample", "", now, {{"metric", "m"}, {"value", std::nan("")}}),
               "/items/0/value"},
        Unkept{test::record("sample", "", now, {{"metric", "m"}, {"value", 1e300}}),
               "/items/0/value"},
        Unkept{test::record("sample", "", now, {{"metric", "m"}, {"value", "7"}}),
               "/items/0/value"},
        Unkept{test::record("", "1", now, {}), "/items/0/type"},
        Unkept{test::record("contact.offered", "", now, {{"contact", "c"}, {"queue", "q"}}),
               "/items/0/id"},
        Unkept{test::record("contact.offered", "1", now, {{"contact", "c"}}), "/items/0/queue"},
        Unkept{test::record("contact.offered", "1", now,
                            {{"contact", "c"}, {"queue", std::string(60, '\xff')}}),
               "/items/0/queue"},
        Unkept{test::record("door.opened", std::string(101, 'x'), now, {}), "/items/0/id"},
        Unkept{test::record("door.opened", "1", now, {{"", "x"}}), "/items/0"},
        Unkept{test::record("door.opened", "1", Time{-1s}, {}), "/items/0/time"}));

}  // namespace
}  // namespace waymark::server
