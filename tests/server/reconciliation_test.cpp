#include "server/kpi/reconciliation.hpp"

#include <gmock/gmock.h>

#include "server/kpi/ledger.hpp"
#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using test::at;
using test::record;

class ReconciliationTest : public testing::Test {
protected:
    void tell(const char* type, Time time, test::FieldList fields) {
        ledger.advance(time);
        ledger.accept({"phone"}, record(type, std::to_string(++ids), time, fields));
    }
    void contact(const char* type, Time time, const char* id) {
        tell(type, time, {{"contact", std::string{id}}, {"queue", std::string{"desk"}}});
    }
    void ticket(const char* type, Time time, const char* id) {
        tell(type, time, {{"ticket", std::string{id}}});
    }
    Ledger ledger{test::DeskBuilder{}.build()};
    int ids = 0;
};

TEST_F(ReconciliationTest, BooksOfAWholeDayAddUpAtEveryMoment) {
    contact("contact.offered", at(8, 0, 0), "a");
    EXPECT_THAT(ledger.reconcile(), testing::IsEmpty());
    contact("contact.offered", at(8, 0, 5), "b");
    contact("contact.answered", at(8, 0, 9), "a");
    contact("contact.left", at(8, 0, 10), "b");
    contact("contact.offered", at(8, 0, 10), "b");
    contact("contact.callback_requested", at(8, 0, 30), "b");
    EXPECT_THAT(ledger.reconcile(), testing::IsEmpty());
    contact("contact.offered", at(8, 1, 0), "c");
    ledger.advance(at(13, 0, 0));  // c is given up
    EXPECT_THAT(ledger.reconcile(), testing::IsEmpty());
    contact("contact.abandoned", at(13, 1, 0), "c");  // and was there after all
    EXPECT_THAT(ledger.reconcile(), testing::IsEmpty());

    ticket("ticket.created", at(13, 2, 0), "1");
    ticket("ticket.created", at(13, 2, 0), "2");
    ticket("ticket.resolved", at(13, 3, 0), "1");
    ticket("ticket.closed", at(13, 4, 0), "1");
    ticket("ticket.reopened", at(13, 5, 0), "1");
    ticket("ticket.deleted", at(13, 6, 0), "2");
    EXPECT_THAT(ledger.reconcile(), testing::IsEmpty());
}

TEST_F(ReconciliationTest, AWaitThatEndsTwiceOrNeverBeganIsFound) {
    contact("contact.answered", at(8, 0, 0), "a");
    ASSERT_EQ(ledger.reconcile().size(), 1u);
    const Finding found = ledger.reconcile()[0];
    EXPECT_EQ(found.reason, "waits of contacts do not add up: 0 began, 1 ended and 0 are open");
    EXPECT_EQ(found.times, 1);
    contact("contact.offered", at(8, 0, 0) - std::chrono::seconds{3}, "a");
    EXPECT_THAT(ledger.reconcile(), testing::IsEmpty()) << "its beginning came late";
}

TEST_F(ReconciliationTest, ATicketThatEndsWithoutABeginningIsFound) {
    ticket("ticket.resolved", at(8, 0, 0), "1");
    ASSERT_EQ(ledger.reconcile().size(), 1u);
    EXPECT_THAT(ledger.reconcile()[0].reason, testing::HasSubstr("tickets do not add up"));
}

TEST_F(ReconciliationTest, BooksSurviveARestart) {
    contact("contact.offered", at(8, 0, 0), "a");
    ticket("ticket.created", at(8, 0, 0), "1");
    Checkpoint checkpoint;
    const std::string text = ledger.write(checkpoint);
    Ledger back{test::DeskBuilder{}.build()};
    back.restore(text, checkpoint, at(8, 0, 0));
    EXPECT_THAT(back.reconcile(), testing::IsEmpty());
    back.accept({"phone"},
                record("contact.answered", "x", at(8, 0, 5), {{"contact", std::string{"a"}}}));
    EXPECT_THAT(back.reconcile(), testing::IsEmpty());
}

TEST(Health, CountsByReasonAndSpeaksInSteps) {
    Health health;
    for (int i = 0; i < 7; ++i)
        health.count({"phone"}, "a counter that was reset", at(8, 0, i));
    ASSERT_EQ(health.today().size(), 1u);
    EXPECT_EQ(health.today()[0].times, 7);
    EXPECT_THAT(health.lines(),
                testing::ElementsAre("phone: a counter that was reset (5 or more times today)"));
    Health back;
    back.read(health.to_text());
    EXPECT_EQ(back.all(), health.all());
    back.begin_day();
    EXPECT_THAT(back.lines(), testing::IsEmpty());
    EXPECT_EQ(back.all()[0].times, 7);
}

TEST(Health, FindsAClockThatIsHoursBehind) {
    Health health;
    for (int minute = 0; minute <= 49; ++minute) {
        health.arrived({"phone"}, std::chrono::hours{2}, at(8, minute, 0));
        health.arrived({"tickets"},
                       minute == 25 ? std::chrono::seconds{1} : Duration{std::chrono::hours{2}},
                       at(8, minute, 0));
        health.arrived({"surveys"}, std::chrono::hours{20}, at(8, 0, minute));
    }
    EXPECT_THAT(health.lines(),
                testing::ElementsAre("phone: a clock that is an hour or more behind"))
        << "of the tickets one came at once, so the others were late; the surveys catch up";
}

TEST(Health, WhatWasNotSoAfterAllIsNotCounted) {
    Health health;
    health.count({"phone"}, "a contact whose end was never told", at(8, 0, 0));
    health.take_back({"phone"}, "a contact whose end was never told");
    EXPECT_THAT(health.all(), testing::IsEmpty());
}

TEST(Health, StepsRoundDown) {
    EXPECT_EQ(in_steps(std::int64_t{1}), 1);
    EXPECT_EQ(in_steps(std::int64_t{2}), 2);
    EXPECT_EQ(in_steps(std::int64_t{4}), 2);
    EXPECT_EQ(in_steps(std::int64_t{9}), 5);
    EXPECT_EQ(in_steps(std::int64_t{10}), 10);
    EXPECT_EQ(in_steps(std::int64_t{99}), 50);
    EXPECT_EQ(in_steps(std::int64_t{12345}), 10000);
}

}  // namespace
}  // namespace waymark::server
