#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/demo/busy_desk.hpp"
#include "server/demo/feed_queue.hpp"
#include "server/demo/logbook.hpp"

namespace waymark::demo {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Time noon = from_epoch_ms(1'795'089'600'000);

Record sample(int number) {
    return {"sample", std::to_string(number), noon + seconds{number}, {}};
}

FeedQueue queue_of(int records) {
    FeedQueue queue(2, 2);
    for (int i = 1; i <= records; ++i)
        queue.add(sample(i));
    return queue;
}

TEST(FeedQueue, SendsArraysOfAtMostSoManyRecords) {
    FeedQueue queue = queue_of(3);
    const std::string first = *queue.next();
    EXPECT_EQ(first.front(), '[');
    EXPECT_THAT(first, HasSubstr(R"("id":"1")"));
    EXPECT_THAT(first, HasSubstr(R"("id":"2")"));
    EXPECT_THAT(*queue.next(), HasSubstr(R"("id":"3")"));
    EXPECT_EQ(queue.next(), std::nullopt);
}

TEST(FeedQueue, WaitsWhenTooMuchIsOnItsWay) {
    FeedQueue queue = queue_of(6);
    queue.next();
    queue.next();
    EXPECT_EQ(queue.next(), std::nullopt);
    ASSERT_TRUE(queue.settle(1));
    EXPECT_THAT(*queue.next(), HasSubstr(R"("id":"5")"));
}

TEST(FeedQueue, SendsAgainWhatWasNotSettledWhenTheConnectionBroke) {
    FeedQueue queue = queue_of(4);
    const std::string first = *queue.next();
    const std::string second = *queue.next();
    ASSERT_TRUE(queue.settle(1));
    queue.start_over();
    EXPECT_EQ(*queue.next(), second);
    EXPECT_EQ(queue.oldest(), noon + seconds{3});
    ASSERT_TRUE(queue.settle(1));
    EXPECT_EQ(queue.size(), 0u);
    EXPECT_EQ(queue.oldest(), std::nullopt);
}

TEST(FeedQueue, CountsSignsOfLifeAsMessages) {
    FeedQueue queue = queue_of(1);
    queue.alive();
    queue.next();
    EXPECT_EQ(queue.on_the_way(), 2u);
    ASSERT_TRUE(queue.settle(2));
    EXPECT_EQ(queue.size(), 0u);
}

TEST(FeedQueue, DoesNotBelieveAnAnswerToWhatWasNeverSent) {
    FeedQueue queue = queue_of(1);
    queue.next();
    const auto settled = queue.settle(2);
    ASSERT_FALSE(settled);
    EXPECT_EQ(to_text(settled.error()), "/upto: 2 was never sent; the last message was 1");
    EXPECT_EQ(queue.size(), 1u);
}

Logbook logbook_at(Time stopped) {
    return {fresh_plan(3, noon, 10, true), stopped, stopped + seconds{4}};
}

TEST(Logbook, IsReadBackAsWritten) {
    const auto read = read_logbook(write_logbook(logbook_at(noon + minutes{1})));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, logbook_at(noon + minutes{1}));
}

TEST(Logbook, RefusesWhatIsNone) {
    EXPECT_FALSE(read_logbook(""));
    EXPECT_FALSE(read_logbook("{}"));
    EXPECT_FALSE(read_logbook("[1]"));
    Logbook never_ends = logbook_at(noon);
    never_ends.plan.stretches.back().speed = 1e9;
    EXPECT_FALSE(read_logbook(write_logbook(never_ends)));
    const auto other = read_logbook(R"({"edition":0})");
    ASSERT_FALSE(other);
    EXPECT_EQ(to_text(other.error()), "/edition: 0 is another edition of the demo; this one is 1");
}

TEST(Beginning, IsAFreshRunWithoutAPredecessor) {
    const Beginning beginning = begin(std::nullopt, {}, noon);
    EXPECT_EQ(beginning.plan, fresh_plan(1, noon, 10, true));
    EXPECT_EQ(beginning.told_until, Time{});
    EXPECT_THAT(beginning.farewells, IsEmpty());
}

TEST(Beginning, CarriesOnAfterAShortBreakAsIfNothingHadHappened) {
    const Beginning beginning =
        begin(logbook_at(noon + minutes{1}), {}, noon + minutes{1} + seconds{20});
    EXPECT_EQ(beginning.plan, logbook_at(noon).plan);
    EXPECT_EQ(beginning.told_until, noon + minutes{1});
}

TEST(Beginning, TellsALongerBreakAtTheUsualPaceAndTheStoryAnew) {
    const Time now = noon + hours{2};
    const Beginning beginning = begin(logbook_at(noon + minutes{1}), {}, now);
    const Time stopped = noon + minutes{1} + seconds{4};
    ASSERT_EQ(beginning.plan.stretches.size(), 4u);
    EXPECT_EQ(beginning.plan.stretches[2],
              (Stretch{stopped + std::chrono::milliseconds{1}, 1, false}));
    EXPECT_EQ(beginning.plan.stretches[3], (Stretch{now, 10, true}));
}

TEST(Beginning, NeverTellsAnIdTwiceWithAnotherContent) {
    const Logbook before = logbook_at(noon + minutes{1});
    BusyDesk first(before.plan);
    const auto told = first.advance(before.horizon);
    const Beginning beginning = begin(before, {.speed = 2}, noon + hours{1});
    BusyDesk second(beginning.plan);
    EXPECT_EQ(second.advance(before.horizon), told);
}

TEST(Beginning, ClosesAPredecessorOfAnotherSeed) {
    const Beginning beginning =
        begin(logbook_at(noon + minutes{2}), {.seed = 8}, noon + minutes{3});
    EXPECT_EQ(beginning.plan, fresh_plan(8, noon + minutes{3}, 10, true));
    EXPECT_GT(beginning.farewells.size(), 20u);
    for (const Told& told : beginning.farewells)
        EXPECT_EQ(told.record.time, noon + minutes{2} + seconds{4});
}

}  // namespace
}  // namespace waymark::demo
