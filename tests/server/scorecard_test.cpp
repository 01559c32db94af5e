#include "server/kpi/scorecard.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/support/player.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::DeskBuilder;
using test::judged_desk;
using test::Player;

TEST(Scorecard, ARatioOfAWindowIsTheRatioOfItsSumsNotAMeanOfRatios) {
    Player player{
        DeskBuilder{}.kpi("sl", ValueUnit::ratio, test::today(), test::answered_in_20s()).build()};
    // Eight hours of (answered, of them within 20 s): the mean of the hours' ratios is 87.8 %.
    const int hours[8][2] = {{5, 5},    {8, 8},   {40, 33}, {120, 84},
                             {110, 77}, {60, 48}, {12, 12}, {4, 4}};
    for (int hour = 0; hour < 8; ++hour)
        for (int i = 0; i < hours[hour][0]; ++i)
            player.answered(at(8 + hour, i / 3, i % 3), i < hours[hour][1] ? 5 : 60);
    EXPECT_NEAR(*player.reading("sl").value, 0.755, 0.0005);
    EXPECT_EQ(player.reading("sl").n, 359);
}

TEST(Scorecard, ARollingWindowForgetsWhatIsOlder) {
    Player player{DeskBuilder{}
                      .kpi("sl", ValueUnit::ratio, test::rolling(60), test::answered_in_20s())
                      .build()};
    player.answered(at(8, 0, 0), 60);
    player.answered(at(8, 30, 0), 5);
    EXPECT_EQ(player.reading("sl").value, 0.5);
    player.scorecard.advance(at(9, 0, 0));
    EXPECT_EQ(player.reading("sl").value, 1.0);
}

TEST(Scorecard, TodayBeginsAtTheDayBoundary) {
    Player player{
        DeskBuilder{}
            .kpi("calls", ValueUnit::count, test::today(), test::count_of("contact.answered"))
            .build()};
    player.answered(at(22, 59, 0), 5);  // London is an hour ahead: 23:59
    EXPECT_EQ(player.reading("calls").value, 1);
    player.scorecard.advance(at(23, 0, 0));
    EXPECT_EQ(player.reading("calls").value, 0);
}

TEST(Scorecard, LateEventsReopenTheirMinute) {
    Player player{
        DeskBuilder{}
            .kpi("calls", ValueUnit::count, test::rolling(60), test::count_of("contact.answered"))
            .build()};
    player.scorecard.advance(at(9, 0, 0));
    EXPECT_EQ(player.reading("calls").state, State::no_data);
    player.accept("contact.answered", at(8, 30, 0), {{"contact", std::string{"a"}}});
    player.accept("contact.answered", at(7, 30, 0), {{"contact", std::string{"b"}}});
    EXPECT_EQ(player.reading("calls").value, 1);
}

TEST(Scorecard, TheLongestWaitGrowsWithoutAnyEvent) {
    Player player{DeskBuilder{}
                      .kpi("waiting", ValueUnit::count, test::now_window(), test::waiting(false))
                      .kpi("longest", ValueUnit::duration, test::now_window(), test::waiting(true))
                      .build()};
    player.happen("contact.offered", at(8, 0, 0), {{"contact", std::string{"a"}}});
    player.happen("contact.offered", at(8, 0, 10), {{"contact", std::string{"b"}}});
    player.scorecard.advance(at(8, 0, 25));
    EXPECT_EQ(player.reading("waiting").value, 2);
    EXPECT_EQ(player.reading("longest").value, 25);
    EXPECT_EQ(player.reading("longest").since, at(8, 0, 0));
    player.happen("contact.answered", at(8, 0, 30), {{"contact", std::string{"a"}}});
    EXPECT_EQ(player.reading("waiting").value, 1);
    EXPECT_EQ(player.reading("longest").value, 20);
}

TEST(Scorecard, AnEndThatArrivesBeforeItsBeginningLeavesNothingOpen) {
    Player player{
        DeskBuilder{}.kpi("w", ValueUnit::count, test::now_window(), test::waiting(false)).build()};
    player.scorecard.advance(at(8, 1, 0));
    player.accept("contact.abandoned", at(8, 0, 40), {{"contact", std::string{"a"}}});
    player.accept("contact.offered", at(8, 0, 10), {{"contact", std::string{"a"}}});
    EXPECT_EQ(player.reading("w").value, 0);
}

TEST(Scorecard, WhatIsOpenIsTheSameKeptUpOrReadOffTheLives) {
    EXPECT_TRUE(rc::check([] {
        const DeskFolder folder =
            DeskBuilder{}
                .kpi("w", ValueUnit::count, test::now_window(), test::waiting(false))
                .kpi("l", ValueUnit::duration, test::now_window(), test::waiting(true))
                .build();
        Player player{folder};
        player.scorecard.advance(at(8, 0, 0));
        for (int i = 0; i < 30; ++i) {
            const char* type =
                *rc::gen::element("contact.offered", "contact.abandoned", "contact.answered");
            player.accept(type, at(8, 0, 0) - std::chrono::seconds{*rc::gen::inRange(0, 900)},
                          {{"contact", std::to_string(*rc::gen::inRange(0, 6))}});
            player.scorecard.readings();
        }
        Scorecard afresh{folder};
        afresh.restore(player.scorecard.checkpoint());
        RC_ASSERT(afresh.readings() == player.scorecard.readings());
    }));
}

TEST(Scorecard, GaugesSumTheirLabelSetsAndForgetThemAfterTheirTtl) {
    Player player{DeskBuilder{}
                      .kpi("ready", ValueUnit::count, test::now_window(),
                           test::gauge("ready", LevelMeasure::Over::last))
                      .build()};
    const auto sample = [&](Time time, double value, const char* queue) {
        player.happen("sample", time,
                      {{"metric", std::string{"ready"}},
                       {"value", value},
                       {"queue", std::string{queue}},
                       {"ttl", 60.0}});
    };
    sample(at(8, 0, 0), 4, "a");
    sample(at(8, 0, 1), 3, "b");
    EXPECT_EQ(player.reading("ready").value, 7);
    sample(at(8, 0, 30), 5, "a");
    EXPECT_EQ(player.reading("ready").value, 8);
    player.scorecard.advance(at(8, 1, 2));
    EXPECT_EQ(player.reading("ready").value, 5) << "b was last heard over 60 s ago";
}

TEST(Scorecard, AGaugeOverAWindowIsWeightedByTime) {
    Player player{DeskBuilder{}
                      .kpi("occupancy", ValueUnit::ratio, test::rolling(60),
                           test::gauge("occupancy", LevelMeasure::Over::mean))
                      .build()};
    const auto sample = [&](Time time, double value) {
        player.happen("sample", time, {{"metric", std::string{"occupancy"}}, {"value", value}});
    };
    sample(at(8, 0, 0), 0.9);
    for (int minute = 1; minute < 10; ++minute)
        player.scorecard.advance(at(8, minute, 0));
    sample(at(8, 10, 0), 0.5);
    for (int minute = 11; minute <= 40; ++minute)
        player.scorecard.advance(at(8, minute, 0));
    EXPECT_NEAR(*player.reading("occupancy").value, (0.9 * 10 + 0.5 * 30) / 40, 1e-9);
}

TEST(Scorecard, StatesFollowTheirOrder) {
    Player player{judged_desk().build()};
    player.scorecard.advance(at(8, 0, 0));
    EXPECT_EQ(player.reading("sl").state, State::no_data) << "the feed was never heard";
    player.answered(at(8, 0, 1), 5);
    player.answered(at(8, 0, 2), 60);
    EXPECT_EQ(player.reading("sl").state, State::too_few);
    EXPECT_EQ(player.reading("sl").numerator, 1) << "of 2";
    player.answered(at(8, 0, 3), 5);
    EXPECT_EQ(player.reading("sl").state, State::off_target);
    EXPECT_EQ(player.reading("sl").attainment, 0);
    player.scorecard.advance(at(8, 0, 42));
    EXPECT_EQ(player.reading("sl").state, State::off_target) << "39 s since the last record";
    player.scorecard.advance(at(8, 0, 43));
    EXPECT_EQ(player.reading("sl").state, State::stale) << "4 x its cadence of 10 s";
    EXPECT_TRUE(player.reading("sl").value) << "the last known value is kept";
}

TEST(Scorecard, AFeedThatMayBeQuietIsNeverStale) {
    DeskBuilder desk = judged_desk();
    desk.outline().feeds[0].quiet_ok = true;
    Player player{desk.build()};
    for (int i = 0; i < 5; ++i)
        player.answered(at(8, 0, i), 5);
    player.scorecard.advance(at(8, 50, 0));
    EXPECT_EQ(player.reading("sl").state, State::on_target);
}

TEST(Scorecard, AliveKeepsAQuietFeedFresh) {
    Player player{judged_desk().build()};
    for (int i = 0; i < 5; ++i)
        player.answered(at(8, 0, i), 5);
    for (int minute = 1; minute < 30; ++minute)
        for (int second = 0; second < 60; second += 20)
            player.happen("feed.alive", at(8, minute, second), {});
    EXPECT_EQ(player.reading("sl").state, State::on_target);
    EXPECT_EQ(find_feed(player.scorecard.readings(), {"phone"})->last_event, at(8, 0, 0));
}

TEST(Scorecard, SparklinesHaveAPointAtEachMarkAndFollowLateRecords) {
    Player player{
        DeskBuilder{}
            .kpi("calls", ValueUnit::count, test::rolling(10), test::count_of("contact.answered"))
            .build()};
    player.answered(at(8, 2, 0), 5);
    player.scorecard.advance(at(8, 4, 0));
    player.scorecard.take_new_points();
    player.scorecard.advance(at(8, 5, 0));
    const auto added = player.scorecard.take_new_points();
    ASSERT_EQ(added.size(), 1u);
    EXPECT_EQ(added[0].points, (std::vector<Point>{{at(8, 5, 0), 1}}));
    player.accept("contact.answered", at(8, 1, 0), {{"contact", std::string{"late"}}});
    player.scorecard.advance(at(8, 5, 10));
    const auto redrawn = player.scorecard.take_new_points();
    ASSERT_EQ(redrawn.size(), 1u);
    EXPECT_EQ(redrawn[0].points, (std::vector<Point>{{at(8, 5, 0), 2}}));
}

TEST(Scorecard, SparklinesBeginWhereTheFeedDoes) {
    Player player{
        DeskBuilder{}.kpi("w", ValueUnit::count, test::now_window(), test::waiting(false)).build()};
    player.scorecard.advance(at(8, 0, 0));
    player.scorecard.advance(at(8, 30, 0));
    EXPECT_TRUE(player.scorecard.series()[0].points.empty()) << "nobody has told anything yet";
    player.accept("contact.offered", at(8, 22, 0), {{"contact", std::string{"a"}}});
    player.scorecard.advance(at(8, 30, 30));
    EXPECT_EQ(player.scorecard.series()[0].points,
              (std::vector<Point>{{at(8, 25, 0), 1}, {at(8, 30, 0), 1}}));
}

TEST(Scorecard, AChangedTargetKeepsTheNumbersAndAChangedMeasureBeginsAnew) {
    Player player{judged_desk().build()};
    for (int i = 0; i < 5; ++i)
        player.answered(at(8, 0, i), i == 4 ? 60 : 5);
    EXPECT_EQ(player.reading("sl").state, State::on_target);
    player.scorecard.reload(judged_desk().target(Direction::higher, 0.95, 0.9).build());
    EXPECT_EQ(player.reading("sl").value, 0.8);
    EXPECT_EQ(player.reading("sl").state, State::off_target);
    DeskBuilder other;
    other.kpi("sl", ValueUnit::count, test::rolling(60), test::count_of("contact.answered"));
    player.scorecard.reload(other.build());
    EXPECT_EQ(player.reading("sl").value, 0);
}

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

TEST(Scorecard, WhatFallsDueCountsForItsFeedWhenFeedsWereReorderedOrRemoved) {
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

TEST(Scorecard, WhatFallsDueOfAFeedThatIsGoneCountsForNobodyUntilItIsBack) {
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

TEST(Scorecard, AnyNumberOfFeedsMayComeAndGo) {
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

TEST(Scorecard, AKpiThatBeginsWhileSomebodyWaitsLetsGoOfHimWhenHeIsAnswered) {
    Player player{judged_desk().build()};
    player.accept("contact.offered", at(8, 0, 0), {{"contact", std::string{"a"}}});
    player.scorecard.advance(at(8, 1, 0));
    DeskBuilder with = judged_desk();
    with.kpi("longest", ValueUnit::count, {Window::Kind::now}, test::waiting(true));
    with.kpi("waiting", ValueUnit::count, {Window::Kind::now}, test::waiting(false));
    player.scorecard.reload(with.build());
    player.scorecard.advance(at(8, 2, 0));
    EXPECT_EQ(player.reading("longest").value, 120);
    player.accept("contact.answered", at(8, 2, 0), {{"contact", std::string{"a"}}});
    player.scorecard.advance(at(8, 3, 0));
    EXPECT_EQ(player.reading("longest").value, 0);
    EXPECT_EQ(player.reading("waiting").value, 0);
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

TEST(Scorecard, AKpiCountsWhoIsWaitingAtTheFeedsItHas) {
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

TEST(Scorecard, ACustomerKnownFromBeforeARestartCountsForTheFeedThatToldOfHim) {
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

TEST(Scorecard, ComesBackFromACheckpointWithEveryReadingTheSame) {
    DeskBuilder desk = judged_desk();
    desk.kpi("longest", ValueUnit::duration, test::now_window(), test::waiting(true))
        .kpi("ready", ValueUnit::count, test::now_window(),
             test::gauge("ready", LevelMeasure::Over::last));
    Player player{desk.build()};
    for (int i = 0; i < 5; ++i)
        player.answered(at(8, 0, i), 5);
    player.happen("contact.offered", at(8, 0, 30), {{"contact", std::string{"a"}}});
    player.happen("sample", at(8, 0, 31), {{"metric", std::string{"ready"}}, {"value", 3.0}});
    for (int i = 0; i < 9; ++i)
        player.answered(at(8, 0, 35), 60);
    player.scorecard.advance(at(8, 0, 50));

    Scorecard back{desk.build()};
    back.restore(player.scorecard.checkpoint());
    EXPECT_EQ(back.readings(), player.scorecard.readings());
    EXPECT_EQ(back.series(), player.scorecard.series());
    // The half-run dwell goes on where it was.
    player.scorecard.advance(at(8, 1, 5));
    back.advance(at(8, 1, 5));
    EXPECT_EQ(find_reading(back.readings(), {"sl"})->state, State::off_target);
    EXPECT_EQ(back.readings(), player.scorecard.readings());
}

}  // namespace
}  // namespace waymark::server
