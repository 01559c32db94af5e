#include "server/notify/change_watch.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

/// A desk with one of each, and what it shows.
class ChangeWatches : public testing::Test {
protected:
    ChangeWatches() {
        board.desk.name = "IT";
        board.desk.locale = "en-GB";
        Kpi kpi{.id = {"sl"}, .title = "Service level", .unit = ValueUnit::ratio};
        kpi.target = Target{.direction = Direction::higher, .goal = 0.8, .floor = 0.7};
        board.desk.kpis = {kpi};
        Unit unit{.id = {"desk"}, .name = "Desk"};
        unit.vision.headline = "Best in class";
        unit.mission.objectives = {{.id = {"reach"}, .title = "Be reached"}};
        board.desk.units = {unit};
        board.desk.feeds = {{.id = {"phone"}, .title = "Phone", .cadence = 10s}};
        board.desk.screens = {{.id = {"wall"}, .place = "2nd floor"}};
        show(State::on_target, 0.85);
        node(NodeReading::Kind::objective, "reach", State::on_target);
        node(NodeReading::Kind::vision, "desk", State::on_target);
        feed(Freshness::live);
    }

    void show(State state, double value) {
        put({.kpis = {{.kpi = {"sl"}, .state = state, .value = value}}});
    }
    void node(NodeReading::Kind kind, const std::string& id, State state) {
        put({.nodes = {{.kind = kind, .id = id, .state = state}}});
    }
    void feed(Freshness freshness) {
        put({.feeds = {{.feed = {"phone"}, .freshness = freshness, .heard = now}}});
    }
    void put(Readings readings) {
        EXPECT_TRUE(apply(board, Delta{board.position, std::move(readings)}));
    }
    /// What is noticed, one line each.
    std::vector<std::string> look() {
        std::vector<std::string> lines;
        for (const Notice& notice : watch.look(board, present, now)) {
            lines.push_back(notice.event + " " + notice.text);
            ids.push_back(notice.message_id);
        }
        return lines;
    }
    using Lines = std::vector<std::string>;

    Time now = *from_rfc3339("2026-03-30T08:00:00Z");
    Board board;
    std::set<ScreenId> present{{"wall"}};
    ChangeWatch watch;
    std::vector<std::string> ids;
};

TEST_F(ChangeWatches, WhatWasSoBeforeIsNotTold) {
    show(State::off_target, 0.5);
    node(NodeReading::Kind::objective, "reach", State::off_target);
    feed(Freshness::stale);
    present.clear();
    EXPECT_EQ(look(), Lines{});
    now += 24h;
    EXPECT_EQ(look(), Lines{});
    feed(Freshness::live);
    present = {{"wall"}};
    EXPECT_EQ(look(), Lines{"feed.back Phone: data again"}) << "but that is news";
}

TEST_F(ChangeWatches, AStatusIsToldWhenItChanges) {
    look();
    EXPECT_EQ(look(), Lines{});
    show(State::on_target, 0.81);
    EXPECT_EQ(look(), Lines{}) << "only its value did";
    show(State::off_target, 0.65);
    node(NodeReading::Kind::objective, "reach", State::at_risk);
    node(NodeReading::Kind::vision, "desk", State::at_risk);
    node(NodeReading::Kind::csf, "fast", State::off_target);
    EXPECT_EQ(look(), (Lines{"status Service level: Off target (was On target), 65 %, goal ≥ 80 %",
                             "status Be reached: At risk (was On target)",
                             "status Best in class: At risk (was On target)"}));
    EXPECT_EQ(look(), Lines{});
}

TEST_F(ChangeWatches, WhatCanNotBeJudgedForAWhileIsNoChange) {
    look();
    for (const State pause : {State::closed, State::no_data, State::stale, State::too_few}) {
        show(pause, 0.65);
        EXPECT_EQ(look(), Lines{});
    }
    show(State::on_target, 0.85);
    EXPECT_EQ(look(), Lines{}) << "it is as it was";
    show(State::stale, 0.85);
    look();
    show(State::at_risk, 0.75);
    EXPECT_EQ(look(), Lines{"status Service level: At risk (was On target), 75 %, goal ≥ 80 %"});
}

TEST_F(ChangeWatches, TheFirstJudgementIsToldUnlessItIsGood) {
    show(State::no_data, 0);
    look();
    show(State::on_target, 0.9);
    EXPECT_EQ(look(), Lines{});
    ChangeWatch other;
    watch = other;
    show(State::no_data, 0);
    look();
    show(State::off_target, 0.5);
    EXPECT_EQ(look(), Lines{"status Service level: Off target (was No data), 50 %, goal ≥ 80 %"});
}

TEST_F(ChangeWatches, AKpiThatIsNewIsNoChange) {
    look();
    Kpi added{.id = {"new"}, .title = "New"};
    board.desk.kpis.push_back(added);
    put({.kpis = {{.kpi = {"new"}, .state = State::off_target}}});
    EXPECT_EQ(look(), Lines{});
}

TEST_F(ChangeWatches, AFeedIsDownAfterItsDelayAndBackAtOnce) {
    watch.set_delays(1min, 2min);
    look();
    feed(Freshness::late);
    EXPECT_EQ(look(), Lines{}) << "it may come yet";
    feed(Freshness::stale);
    EXPECT_EQ(look(), Lines{});
    now += 59s;
    EXPECT_EQ(look(), Lines{});
    feed(Freshness::live);
    EXPECT_EQ(look(), Lines{}) << "nobody was told that it was away";
    feed(Freshness::stale);
    look();
    now += 1min;
    EXPECT_EQ(look(), Lines{"feed.down Phone: no data any more, last heard 08:00"});
    now += 1h;
    EXPECT_EQ(look(), Lines{});
    feed(Freshness::live);
    EXPECT_EQ(look(), Lines{"feed.back Phone: data again"});
}

TEST_F(ChangeWatches, AScreenThatWasThereIsMissed) {
    watch.set_delays(1min, 2min);
    present.clear();
    look();
    now += 1h;
    EXPECT_EQ(look(), Lines{}) << "it never was";
    present = {{"wall"}, {"unknown"}};
    EXPECT_EQ(look(), Lines{});
    present.clear();
    look();
    now += 2min;
    EXPECT_EQ(look(), Lines{"screen.down Screen 2nd floor: not connected any more"});
    present = {{"wall"}};
    EXPECT_EQ(look(), Lines{"screen.back Screen 2nd floor: connected again"});
}

TEST_F(ChangeWatches, WhatChangedAcrossARestartIsSeen) {
    look();
    ChangeWatch again;
    again.recall(watch.memory());
    watch = again;
    EXPECT_EQ(look(), Lines{});
    watch.recall(watch.memory());
    show(State::off_target, 0.5);
    EXPECT_EQ(look(), Lines{"status Service level: Off target (was On target), 50 %, goal ≥ 80 %"});
    watch.recall("damaged");
    EXPECT_EQ(look(), Lines{}) << "it goes by what it knows";
}

TEST_F(ChangeWatches, AfterARestartFeedsAndScreensHaveTimeToComeBack) {
    watch.set_delays(0s, 0s);
    look();
    watch.recall(watch.memory());
    feed(Freshness::stale);
    present.clear();
    EXPECT_EQ(look(), Lines{});
    now += 30s;
    EXPECT_EQ(look(), (Lines{"feed.down Phone: no data any more, last heard 08:00",
                             "screen.down Screen 2nd floor: not connected any more"}));
    watch.recall(watch.memory());
    EXPECT_EQ(look(), Lines{}) << "that was told before";
    feed(Freshness::live);
    present = {{"wall"}};
    EXPECT_EQ(look(), (Lines{"feed.back Phone: data again",
                             "screen.back Screen 2nd floor: connected again"}));
}

TEST_F(ChangeWatches, EachChangeHasAnIdOfItsOwnWhoeverLooks) {
    ChangeWatch other;
    look();
    other.look(board, present, now);
    show(State::off_target, 0.5);
    feed(Freshness::stale);
    look();
    const auto same = other.look(board, present, now);
    ASSERT_EQ(same.size(), ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
        EXPECT_EQ(same[i].message_id, ids[i]);
    now += 1s;
    show(State::on_target, 0.9);
    look();
    now += 1s;
    show(State::off_target, 0.5);
    look();
    EXPECT_EQ((std::set<std::string>{ids.begin(), ids.end()}.size()), ids.size());
}

TEST(Notices, AreJsonThatChatRoomsReadToo) {
    Notice notice{NoticeKind::status,
                  "status",
                  "kpi",
                  "sl",
                  "Service \"level\"",
                  *from_rfc3339("2026-03-30T08:00:00Z"),
                  "off_target",
                  "on_target",
                  0.5,
                  "It fell"};
    identify(notice, notice.time);
    EXPECT_EQ(json::parse(body_of(notice, "IT", "https://wall/", false)),
              (json{{"id", notice.message_id},
                    {"time", "2026-03-30T08:00:00.000Z"},
                    {"event", "status"},
                    {"desk", "IT"},
                    {"subject", {{"kind", "kpi"}, {"id", "sl"}, {"title", "Service \"level\""}}},
                    {"state", "off_target"},
                    {"before", "on_target"},
                    {"value", 0.5},
                    {"link", "https://wall/"},
                    {"text", "It fell"}}));
    EXPECT_EQ(json::parse(body_of(notice, "IT", "", true)), (json{{"text", "It fell"}}));
    EXPECT_EQ(json::parse(body_of(notice, "IT", "https://wall/", true)),
              (json{{"text", "It fell https://wall/"}}));
}

}  // namespace
}  // namespace waymark::server
