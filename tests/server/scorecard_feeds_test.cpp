#include <gtest/gtest.h>

#include "server/kpi/scorecard.hpp"
#include "tests/support/player.hpp"

namespace waymark::server {
namespace {

using test::at;
using test::DeskBuilder;
using test::judged_desk;
using test::Player;

/// Contacts given up, counted for each of two feeds.
DeskFolder lost_of(const std::vector<const char*>& feeds) {
    DeskBuilder desk;
    desk.outline().feeds.clear();
    for (const char* feed : feeds) {
        desk.outline().feeds.push_back({{feed}, feed, "records", std::chrono::seconds{10}, true});
        desk.kpi(std::string{"lost-"} + feed, ValueUnit::count, test::today(),
                 test::count_of("contact.lost"));
        desk.outline().kpis.back().feeds = {{feed}};
    }
    return desk.build();
}
void offer(Player& player, const char* feed) {
    player.scorecard.advance(at(8, 0, 0));
    for (const char* one : {"phone", "chat", "mail"})
        player.scorecard.accept({one}, test::record("contact.abandoned", one, at(8, 0, 0),
                                                    {{"contact", std::string{"x"}}}));
    player.scorecard.accept(
        {feed}, test::record("contact.offered", "1", at(8, 0, 0), {{"contact", std::string{"a"}}}));
}

TEST(ScorecardFeeds, WhatFallsDueCountsForItsFeedWhenFeedsWereReorderedOrRemoved) {
    for (const std::vector<const char*>& then : std::vector<std::vector<const char*>>{
             {"mail", "chat", "phone"}, {"mail"}, {"mail", "new", "chat"}}) {
        Player player{lost_of({"phone", "chat", "mail"})};
        offer(player, "mail");
        player.scorecard.reload(lost_of(then));
        player.scorecard.advance(at(20, 0, 0));
        EXPECT_EQ(player.reading("lost-mail").value, 1);
        if (then.size() > 1) {
            EXPECT_EQ(player.reading("lost-chat").value, 0);
        }
    }
}

TEST(ScorecardFeeds, WhatFallsDueOfAFeedThatIsGoneCountsForNobodyUntilItIsBack) {
    Player player{lost_of({"phone", "mail"})};
    offer(player, "mail");
    player.scorecard.reload(lost_of({"phone"}));
    player.scorecard.advance(at(9, 0, 0));
    player.scorecard.reload(lost_of({"phone", "chat"}));
    player.scorecard.reload(lost_of({"phone", "mail"}));
    player.scorecard.advance(at(20, 0, 0));
    EXPECT_EQ(player.reading("lost-phone").value, 0);
    EXPECT_EQ(player.reading("lost-mail").value, 1);
}

TEST(ScorecardFeeds, AnyNumberOfFeedsMayComeAndGo) {
    Player player{lost_of({"phone", "mail"})};
    offer(player, "mail");
    for (int i = 0; i < 300; ++i) {
        const std::string name = "feed-" + std::to_string(i);
        player.scorecard.reload(lost_of({name.c_str(), "phone"}));
        player.scorecard.accept({name}, test::record("contact.offered", "1", at(8, 0, 0),
                                                     {{"contact", std::string{"a"}}}));
    }
    player.scorecard.advance(at(20, 0, 0));
    EXPECT_EQ(player.reading("lost-phone").value, 0);
    EXPECT_EQ(player.reading("lost-feed-299").value, 1);
}

/// Contacts that wait, at all of these feeds, of the two there are.
DeskFolder waiting_at(std::vector<FeedId> feeds) {
    DeskBuilder desk;
    desk.outline().feeds.clear();
    for (const char* feed : {"phone", "mail"})
        desk.outline().feeds.push_back({{feed}, feed, "records", std::chrono::seconds{10}, true});
    desk.kpi("waiting", ValueUnit::count, {Window::Kind::now}, test::waiting(false));
    desk.outline().kpis.back().feeds = std::move(feeds);
    return desk.build();
}

TEST(ScorecardFeeds, AKpiCountsWhoIsWaitingAtTheFeedsItHas) {
    Player player{waiting_at({{"phone"}, {"mail"}})};
    player.scorecard.advance(at(8, 0, 0));
    const auto tell = [&](const char* feed, const char* type, const char* id) {
        player.scorecard.accept({feed},
                                test::record(type, std::string{id} + type, player.scorecard.now(),
                                             {{"contact", std::string{id}}}));
    };
    tell("phone", "contact.offered", "a");
    tell("mail", "contact.offered", "b");
    tell("mail", "contact.offered", "c");
    EXPECT_EQ(player.reading("waiting").value, 3);
    player.scorecard.advance(at(8, 1, 0));
    player.scorecard.reload(waiting_at({{"phone"}}));
    EXPECT_EQ(player.reading("waiting").value, 1);
    player.scorecard.advance(at(8, 2, 0));
    tell("mail", "contact.answered", "b");
    EXPECT_EQ(player.reading("waiting").value, 1);
    player.scorecard.reload(waiting_at({{"mail"}}));
    EXPECT_EQ(player.reading("waiting").value, 1) << "c, who waited all the time";
    player.scorecard.advance(at(8, 3, 0));
    tell("mail", "contact.answered", "c");
    EXPECT_EQ(player.reading("waiting").value, 0);
}

/// Contacts of customers who were served before, counted for each of two feeds.
DeskFolder again_of(const std::vector<const char*>& feeds) {
    DeskBuilder desk;
    desk.outline().feeds.clear();
    Condition before{.field = "since_resolved"};
    before.at_most = 86400;
    for (const char* feed : feeds) {
        desk.outline().feeds.push_back({{feed}, feed, "records", std::chrono::seconds{10}, true});
        desk.kpi(
            std::string{"again-"} + feed, ValueUnit::count, test::today(),
            test::measured(CountMeasure{.events = {Selector{{"customer.contacted"}, {before}}}}));
        desk.outline().kpis.back().feeds = {{feed}};
    }
    return desk.build();
}

TEST(ScorecardFeeds, ACustomerKnownFromBeforeARestartCountsForTheFeedThatToldOfHim) {
    Player player{again_of({"phone", "mail"})};
    const auto tell = [](Scorecard& scorecard, const char* type, const char* id, Time time) {
        scorecard.accept({"mail"}, test::record(type, id, time,
                                                {{"contact", std::string{id}},
                                                 {"queue", std::string{"q"}},
                                                 {"customer", std::string{"someone"}}}));
    };
    player.scorecard.advance(at(9, 0, 0));
    tell(player.scorecard, "contact.offered", "second", at(9, 0, 0));
    Scorecard back{again_of({"mail", "phone"})};
    back.restore(player.scorecard.checkpoint());
    // Only now is told that they were served before.
    tell(back, "contact.offered", "first", at(8, 0, 0));
    tell(back, "contact.answered", "first", at(8, 0, 1));
    tell(back, "contact.ended", "first", at(8, 1, 0));
    back.advance(at(9, 1, 0));
    EXPECT_EQ(find_reading(back.readings(), {"again-mail"})->value, 1);
    EXPECT_NE(find_reading(back.readings(), {"again-phone"})->value, 1);
}

}  // namespace
}  // namespace waymark::server
