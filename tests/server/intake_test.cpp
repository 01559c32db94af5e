#include "server/feed/intake.hpp"

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

}  // namespace
}  // namespace waymark::server
