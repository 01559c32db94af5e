#include "server/feed/asterisk/told_once.hpp"

#include <gmock/gmock.h>

namespace waymark::server {
namespace {

using enum ToldOnce::Source;

Record record(std::string type, double seconds, std::string queue) {
    return {.type = std::move(type),
            .id = "as it was",
            .time = from_epoch_ms(1'774'854'000'000) + from_seconds(seconds),
            .fields = {{"contact", std::string{"1.0"}},
                       {"queue", std::move(queue)},
                       {"agent", std::string{"Alice"}}}};
}

class ToldOnceTest : public testing::Test {
protected:
    /// The id it is told with; empty: it was told before.
    std::string take(ToldOnce::Source source, std::string type, double seconds,
                     std::string queue = "sales") {
        Record one = record(std::move(type), seconds, std::move(queue));
        return told.take(one, source) ? one.id : "";
    }

    ToldOnce told;
};

TEST_F(ToldOnceTest, AnEventIsTheSameFromWhicheverSource) {
    EXPECT_EQ(take(ami, "contact.offered", 10.3), "1.0/offered/sales/1");
    EXPECT_EQ(take(queue_log, "contact.offered", 10), "");
    EXPECT_EQ(take(queue_log, "contact.answered", 14), "1.0/waited/sales/1");
    EXPECT_EQ(take(ami, "contact.answered", 14.9), "");
    EXPECT_EQ(take(ami, "contact.answered", 14.9), "");
}

TEST_F(ToldOnceTest, ATimeOutThatLooksLikeAnAbandonIsTheSameEnd) {
    take(ami, "contact.offered", 0);
    EXPECT_EQ(take(ami, "contact.abandoned", 180.1), "1.0/waited/sales/1");
    EXPECT_EQ(take(queue_log, "contact.timed_out", 180), "");
}

TEST_F(ToldOnceTest, EachEntryIntoAQueueHasItsOwnNumber) {
    for (const double begin : {0.0, 60.0, 120.0}) {
        const std::string number = std::to_string(static_cast<int>(begin / 60) + 1);
        EXPECT_EQ(take(ami, "contact.offered", begin), "1.0/offered/sales/" + number);
        EXPECT_EQ(take(ami, "contact.left", begin + 50), "1.0/waited/sales/" + number);
        EXPECT_EQ(take(queue_log, "contact.offered", begin), "");
        EXPECT_EQ(take(queue_log, "contact.left", begin + 50), "");
    }
    EXPECT_EQ(take(ami, "contact.offered", 180, "support"), "1.0/offered/support/1");
}

TEST_F(ToldOnceTest, AGuessIsNotToldAgainWhenTheTruthComes) {
    take(ami, "contact.offered", 0);
    EXPECT_EQ(take(guess, "contact.left", 30), "1.0/waited/sales/1");
    EXPECT_EQ(take(queue_log, "contact.answered", 45), "");
    EXPECT_EQ(take(ami, "contact.ended", 90), "1.0/ended/sales/1");
}

TEST_F(ToldOnceTest, TheLogMayTellOfTwoThingsInOneSecond) {
    EXPECT_NE(take(queue_log, "agent.no_answer", 5), "");
    EXPECT_NE(take(queue_log, "agent.no_answer", 5), "");
    EXPECT_EQ(take(ami, "agent.no_answer", 5.1), "");
    EXPECT_EQ(take(ami, "agent.no_answer", 5.2), "");
    EXPECT_NE(take(ami, "agent.no_answer", 5.3), "");
}

TEST_F(ToldOnceTest, WhatIsOfNoContactIsAlwaysNew) {
    Record state = record("agent.state", 5, "sales");
    EXPECT_TRUE(told.take(state, ami));
    EXPECT_TRUE(told.take(state, queue_log));
    EXPECT_EQ(state.id, "as it was");
}

TEST_F(ToldOnceTest, OldContactsAreForgottenAndNamesBounded) {
    for (std::size_t i = 0; i < ToldOnce::most_contacts + 10; ++i) {
        Record one = record("contact.offered", 1, std::string(90, 'q'));
        one.fields["contact"] = std::to_string(i) + std::string(60, 'c');
        ASSERT_TRUE(told.take(one, ami));
        ASSERT_LE(one.id.size(), 100u);
    }
}

}  // namespace
}  // namespace waymark::server
