#include "wallboard/state/orders.hpp"

#include <gmock/gmock.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using Action = Command::Action;
using testing::ElementsAre;

constexpr Time start = from_epoch_ms(1'774'868'400'000);

class OrdersTest : public testing::Test {
protected:
    void order(Command command) { orders.take(command, now); }

    Orders orders;
    Time now = start;
};

TEST_F(OrdersTest, NothingIsInForceAtFirst) {
    EXPECT_FALSE(orders.identifying(now));
    EXPECT_TRUE(orders.scene(now).empty());
    EXPECT_FALSE(orders.paused());
    EXPECT_FALSE(orders.blanked());
    EXPECT_EQ(orders.message(now), "");
    EXPECT_EQ(orders.next_change(now), Time::max());
    EXPECT_EQ(orders.acknowledged(), Time::min());
}

TEST_F(OrdersTest, ACelebrationIsSkippedOnceAndALightStays) {
    EXPECT_EQ(orders.skips(), 0u);
    EXPECT_EQ(orders.light(), 1);
    order({.action = Action::skip});
    EXPECT_EQ(orders.skips(), 1u);
    order({.action = Action::light, .percent = 40});
    EXPECT_FLOAT_EQ(orders.light(), 0.4F);
    order({.action = Action::resume});
    order({.action = Action::unblank});
    EXPECT_FLOAT_EQ(orders.light(), 0.4F);
    order({.action = Action::light, .percent = 1000});
    EXPECT_EQ(orders.light(), 1);
}

TEST_F(OrdersTest, IdentifyEndsAfterTenSecondsOrWhenItWasSaid) {
    order({.action = Action::identify});
    EXPECT_TRUE(orders.identifying(now + 10s - 1us));
    EXPECT_FALSE(orders.identifying(now + 10s));
    EXPECT_EQ(orders.next_change(now), now + 10s);
    order({.action = Action::identify, .length = 30s});
    EXPECT_EQ(orders.next_change(now), now + 30s);
}

TEST_F(OrdersTest, ASceneIsShownForAsLongAsSaidOrUntilResume) {
    order({.action = Action::show, .scene = {"roadmap"}, .length = 60s});
    EXPECT_EQ(orders.scene(now + 59s).text, "roadmap");
    EXPECT_TRUE(orders.scene(now + 60s).empty());
    order({.action = Action::show, .scene = {"cascade"}});
    EXPECT_EQ(orders.scene(now + 24h * 365).text, "cascade");
    EXPECT_EQ(orders.next_change(now), Time::max());
    order({.action = Action::resume});
    EXPECT_TRUE(orders.scene(now).empty());
}

TEST_F(OrdersTest, PauseHoldsUntilResumeAndBlankUntilUnblank) {
    order({.action = Action::pause});
    order({.action = Action::blank});
    EXPECT_TRUE(orders.paused());
    EXPECT_TRUE(orders.blanked());
    order({.action = Action::resume});
    EXPECT_FALSE(orders.paused());
    EXPECT_TRUE(orders.blanked());
    order({.action = Action::unblank});
    EXPECT_FALSE(orders.blanked());
}

TEST_F(OrdersTest, AMessageIsShownForAMinuteOrAsLongAsSaidAndTheNextReplacesIt) {
    order({.action = Action::message, .text = "Lunch is here"});
    EXPECT_EQ(orders.message(now + 59s), "Lunch is here");
    EXPECT_EQ(orders.message(now + 60s), "");
    order({.action = Action::message, .text = "It is cold", .length = 5s});
    EXPECT_EQ(orders.message(now), "It is cold");
    EXPECT_EQ(orders.message(now + 5s), "");
}

TEST_F(OrdersTest, AClockThatIsSetBackEndsWhatWasToLastForAWhile) {
    order({.action = Action::message, .text = "Lunch is here"});
    EXPECT_EQ(orders.message(now - 24h), "");
}

TEST_F(OrdersTest, PicturesAreTakenOnceAndBounded) {
    for (std::uint64_t id = 1; id <= 6; ++id)
        order({.action = Action::screenshot, .id = id});
    EXPECT_THAT(orders.take_pictures(), ElementsAre(3, 4, 5, 6));
    EXPECT_THAT(orders.take_pictures(), ElementsAre());
}

TEST_F(OrdersTest, WhatRingsIsQuietFromTheMomentItWasAcknowledged) {
    now += 5s;
    order({.action = Action::acknowledge});
    EXPECT_EQ(orders.acknowledged(), start + 5s);
}

TEST_F(OrdersTest, WhatItDoesNotKnowIsIgnored) {
    order({});
    order({.action = Action::reload});
    EXPECT_EQ(orders.reloads(), 1u);
    EXPECT_EQ(orders.next_change(now), Time::max());
}

}  // namespace
}  // namespace waymark::wallboard
