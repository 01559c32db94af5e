#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "server/kpi/scorecard.hpp"
#include "tests/support/player.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::DeskBuilder;
using test::judged_desk;
using test::Player;

TEST(Scorecard, NothingIsEverJudgedFromStaleOrMissingData) {
    EXPECT_TRUE(rc::check([] {
        DeskBuilder desk = judged_desk();
        desk.kpi("longest", ValueUnit::duration, test::now_window(), test::waiting(true))
            .target(Direction::lower, 60, 120);
        Player player{desk.build()};
        Time heard{}, now = at(8, 0, 0);
        for (int i = 0; i < 60; ++i) {
            now += std::chrono::seconds{*rc::gen::inRange(1, 60)};
            if (*rc::gen::inRange(0, 3) > 0) {
                heard = now;
                player.happen(*rc::gen::element("contact.offered", "contact.answered"), now,
                              {{"contact", std::to_string(*rc::gen::inRange(0, 9))}});
            } else {
                player.scorecard.advance(now);
            }
            for (const Reading& reading : player.scorecard.readings().kpis) {
                if (!is_judged(reading.state)) continue;
                RC_ASSERT(heard > Time{});
                RC_ASSERT(now - heard < 40s);
                RC_ASSERT(reading.value.has_value());
                RC_ASSERT(reading.kpi.text != "sl" || reading.n >= 3);
            }
            for (const NodeReading& node : player.scorecard.readings().nodes)
                RC_ASSERT(!is_judged(node.state) || now - heard < 40s);
        }
    }));
}

TEST(Scorecard, OutsideItsHoursAKpiIsClosedAndSaysWhenItOpens) {
    DeskBuilder desk = judged_desk();
    DeskFolder folder = desk.build();
    Hours business{.zone = "Europe/London"};
    for (int day = 0; day < 5; ++day)
        business.week[static_cast<std::size_t>(day)] = {{8h, 18h}};
    folder.hours["business"] = business;
    folder.outline.kpis[0].hours = "business";
    Player player{folder};
    for (int i = 0; i < 5; ++i)
        player.answered(at(16, 59, 50 + i), 5);  // London is an hour ahead: 17:59
    EXPECT_EQ(player.reading("sl").state, State::on_target);
    player.scorecard.advance(at(17, 0, 0));
    EXPECT_EQ(player.reading("sl").state, State::closed);
    EXPECT_EQ(player.reading("sl").opens, at(7, 0, 0) + 24h);
    EXPECT_EQ(player.reading("sl").value, 1.0) << "what the day came to stays";
}

TEST(Scorecard, ATargetTakesEffectOnItsDay) {
    DeskBuilder desk = judged_desk();
    DeskFolder folder = desk.build();
    using namespace std::chrono;
    const Target higher{.direction = Direction::higher, .goal = 0.95, .floor = 0.9};
    folder.later_targets[{"sl"}] = {{local_days{year{2026} / 3 / 31}, higher}};
    folder.outline.feeds[0].quiet_ok = true;
    folder.outline.kpis[0].window = test::rolling(24 * 60);
    Player player{folder};
    for (int i = 0; i < 10; ++i)
        player.answered(at(22, 0, i), i == 0 ? 60 : 5);
    EXPECT_EQ(player.reading("sl").state, State::on_target) << "90 % of 80 %";
    player.scorecard.advance(at(23, 0, 0) + 1h);
    EXPECT_EQ(player.scorecard.outline().kpis[0].target, higher);
    EXPECT_NE(player.reading("sl").state, State::off_target) << "not before its dwell";
    player.scorecard.advance(at(23, 0, 0) + 1h + 40s);
    EXPECT_EQ(player.reading("sl").attainment, 0);
}

TEST(Scorecard, AChangedDefinitionBeginsANewSeriesAndSaysSo) {
    Player player{judged_desk().build()};
    for (int i = 0; i < 5; ++i)
        player.answered(at(8, 0, i), 60);
    DeskBuilder other;
    Measure within_60s = test::answered_in_20s();
    std::get<RatioMeasure>(within_60s.how).numerator[0].where[0].at_most = 60;
    other.kpi("sl", ValueUnit::ratio, test::rolling(60), within_60s).min_n(1);
    player.scorecard.advance(at(8, 10, 0));
    player.scorecard.reload(other.build());
    EXPECT_EQ(player.reading("sl").n, 0) << "the past is not restated";
    EXPECT_EQ(player.reading("sl").begun, at(8, 10, 0));
    player.answered(at(8, 10, 1), 60);
    EXPECT_EQ(player.reading("sl").value, 1.0);

    Scorecard back{other.build()};
    back.restore(player.scorecard.checkpoint());
    EXPECT_EQ(back.readings(), player.scorecard.readings());
    ASSERT_EQ(back.ledger().versions({"sl"}).size(), 2u);
    EXPECT_EQ(back.ledger().versions({"sl"})[0].ended, at(8, 10, 0));
    // Undone, it is a third series: the first one had a gap.
    back.reload(judged_desk().build());
    EXPECT_EQ(find_reading(back.readings(), {"sl"})->n, 0);
}

TEST(Scorecard, ACsfHoldsTheDaysThatEndedOnTarget) {
    DeskBuilder desk = judged_desk();
    desk.outline().feeds[0].quiet_ok = true;
    desk.outline().units[0].mission.objectives[0].csfs[0].done_when = DoneWhen{2, 3, false};
    Player player{desk.build()};
    const auto held = [&] {
        return *find_node(player.scorecard.readings(), NodeReading::Kind::csf, "reach")->held;
    };
    for (int day = 0; day < 3; ++day) {
        for (int i = 0; i < 5; ++i)
            player.answered(at(22, 30, i) + 24h * day, day == 1 ? 60 : 5);
        player.scorecard.advance(at(23, 1, 0) + 24h * day);
        EXPECT_EQ(held(), day == 0 ? 1 : day == 1 ? 1 : 2) << day;
    }
}

TEST(Scorecard, AQueueHasAReadingOfItsOwnAndAllIsNotTheSumOfMaxima) {
    const auto peak = [] {
        Measure measure = test::waiting(false);
        std::get<LevelMeasure>(measure.how).over = LevelMeasure::Over::max;
        return measure;
    };
    DeskBuilder desk;
    desk.kpi("peak", ValueUnit::count, test::today(), peak());
    desk.outline().kpis[0].by = {"queue"};
    Player player{desk.build()};
    const auto wait = [&](const char* queue, Time from, Time to) {
        const std::string contact =
            std::string{queue} + std::to_string(from.time_since_epoch().count());
        player.happen("contact.offered", from,
                      {{"contact", contact}, {"queue", std::string{queue}}});
        player.happen("contact.abandoned", to, {{"contact", contact}});
    };
    wait("a", at(8, 0, 0), at(8, 1, 0));
    wait("b", at(8, 2, 0), at(8, 3, 0));
    for (const KpiValue& value : player.scorecard.values_at(at(8, 3, 0)))
        EXPECT_EQ(value.measured.value, 1) << value.labels.size();
    EXPECT_EQ(player.scorecard.values_at(at(8, 3, 0)).size(), 3u);
}

}  // namespace
}  // namespace waymark::server
