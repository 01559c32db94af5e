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
