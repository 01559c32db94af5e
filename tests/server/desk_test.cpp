#include "server/desk.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "server/store/memory_store.hpp"
#include "tests/support/desk_builder.hpp"
#include "tests/support/viewer.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::Viewer;
using Outcome = Ingested::Outcome;

DeskFolder phone_desk() {
    test::DeskBuilder desk;
    desk.kpi("sl", ValueUnit::ratio, test::rolling(60), test::answered_in_20s())
        .target(Direction::higher, 0.8, 0.7)
        .kpi("waiting", ValueUnit::count, test::now_window(), test::waiting(false))
        .target(Direction::lower, 3, 6)
        .kpi("longest", ValueUnit::duration, test::now_window(), test::waiting(true))
        .target(Direction::lower, 30, 60);
    return desk.build();
}

class DeskTest : public testing::Test {
protected:
    DeskTest() : desk_(make()) {}

    std::unique_ptr<Desk> make() {
        return std::make_unique<Desk>(phone_desk(), store_, store_.restore(), DeskSettings{},
                                      make_quiet_log());
    }
    Ingested ingest(const std::string& body, Time now) {
        Ingested result;
        bool answered = false;
        desk_->ingest({"phone"}, body, BodyForm::json, now, [&](Ingested ingested) {
            result = std::move(ingested);
            answered = true;
        });
        EXPECT_TRUE(answered);
        return result;
    }
    static std::string offered(const std::string& id, Time time) {
        return R"({"type":"contact.offered","id":"o)" + id + R"(","contact":")" + id +
               R"(","queue":"q","time":)" + std::to_string(to_epoch_ms(time)) + "}";
    }
    static std::string answered(const std::string& id, Time time) {
        return R"({"type":"contact.answered","id":"a)" + id + R"(","contact":")" + id +
               R"(","queue":"q","agent":"x","time":)" + std::to_string(to_epoch_ms(time)) + "}";
    }
    Reading reading(const char* kpi) { return *find_reading(desk_->board().readings, KpiId{kpi}); }

    MemoryStore store_;
    std::unique_ptr<Desk> desk_;
};

TEST_F(DeskTest, ARecordBecomesAReadingOnEveryScreen) {
    desk_->tick(at(7, 59, 59));
    Viewer viewer{*desk_};
    viewer.catch_up();
    EXPECT_EQ(viewer.snapshots(), 1);
    const Ingested result = ingest(offered("c1", at(8, 0, 0)), at(8, 0, 0));
    EXPECT_EQ(result.outcome, Outcome::stored);
    EXPECT_EQ(result.accepted, 1u);
    viewer.catch_up();
    EXPECT_EQ(find_reading(viewer.board().readings, {"waiting"})->value, 1);
    const auto* vision = find_node(viewer.board().readings, NodeReading::Kind::vision, "desk");
    EXPECT_EQ(vision->state, State::on_target);
    EXPECT_TRUE(vision->partial) << "no call was answered yet";
    EXPECT_EQ(viewer.snapshots(), 1) << "a change travels as a delta";
}

TEST_F(DeskTest, ARepeatIsAcknowledgedAndChangesNothing) {
    ingest(offered("c1", at(8, 0, 0)), at(8, 0, 0));
    const Board before = desk_->board();
    const Ingested result = ingest(offered("c1", at(8, 0, 0)), at(8, 0, 0));
    EXPECT_EQ(result.outcome, Outcome::stored);
    EXPECT_EQ(result.accepted, 1u);
    EXPECT_EQ(desk_->board(), before);
    EXPECT_EQ(desk_->counts().repeated, 1u);
}

TEST_F(DeskTest, RejectedRecordsDoNotCostTheGoodOnes) {
    const Ingested result =
        ingest("[" + offered("c1", at(8, 0, 0)) + R"(,{"type":"contact.offered"}])", at(8, 0, 0));
    EXPECT_EQ(result.outcome, Outcome::stored);
    EXPECT_EQ(result.accepted, 1u);
    ASSERT_EQ(result.rejected.size(), 1u);
    EXPECT_EQ(result.rejected[0].at, "/1/id");
    EXPECT_EQ(ingest("[7]", at(8, 0, 0)).outcome, Outcome::nothing_accepted);
    EXPECT_EQ(ingest("<html>", at(8, 0, 0)).outcome, Outcome::unreadable);
    EXPECT_EQ(ingest("[]", at(8, 0, 0)).outcome, Outcome::stored);
}

TEST_F(DeskTest, ADiskThatRefusesStopsWritingNotWatching) {
    Viewer viewer{*desk_};
    store_.fail_with(Error{"desk.db", "no space left on device"});
    const Ingested refused = ingest(offered("c1", at(8, 0, 0)), at(8, 0, 0));
    EXPECT_EQ(refused.outcome, Outcome::no_room);
    EXPECT_EQ(refused.why.what, "no space left on device");
    EXPECT_EQ(reading("waiting").state, State::no_data) << "what a wall shows is kept";
    store_.fail_with(std::nullopt);
    EXPECT_EQ(ingest(offered("c1", at(8, 0, 0)), at(8, 0, 1)).outcome, Outcome::stored);
    viewer.catch_up();
    EXPECT_EQ(find_reading(viewer.board().readings, {"waiting"})->value, 1);
}

TEST_F(DeskTest, ComesBackWithEveryReadingTheSame) {
    ingest(offered("c1", at(8, 0, 0)), at(8, 0, 0));
    ingest(answered("c1", at(8, 0, 5)), at(8, 0, 5));
    desk_->save();
    ingest(offered("c2", at(8, 0, 20)), at(8, 0, 20));
    desk_->tick(at(8, 0, 45));
    const Board before = desk_->board();
    desk_ = make();
    EXPECT_EQ(desk_->board().readings, before.readings);
    EXPECT_EQ(desk_->board().series, before.series);
    EXPECT_NE(desk_->board().position.epoch, before.position.epoch);
    EXPECT_EQ(desk_->board().position.sequence, before.position.sequence);
}

TEST_F(DeskTest, ReloadSendsASnapshotAndKeepsTheNumbers) {
    Viewer viewer{*desk_};
    ingest(offered("c1", at(8, 0, 0)), at(8, 0, 0));
    ingest(answered("c1", at(8, 0, 5)), at(8, 0, 5));
    viewer.catch_up();
    DeskFolder folder = phone_desk();
    folder.outline.kpis[0].target->goal = 0.9;
    desk_->reload(folder);
    viewer.catch_up();
    EXPECT_EQ(viewer.snapshots(), 2);
    EXPECT_EQ(viewer.board().desk.kpis[0].target->goal, 0.9);
    EXPECT_EQ(find_reading(viewer.board().readings, {"sl"})->value, 1);
}

TEST_F(DeskTest, ProblemsOfTheDeskFolderReachTheScreensUntilTheyAreMended) {
    Viewer viewer{*desk_};
    viewer.catch_up();
    desk_->report_problems({"kpis.json /kpis/0: no"});
    viewer.catch_up();
    EXPECT_EQ(viewer.board().readings.problems->size(), 1u);
    ingest(offered("c1", at(8, 0, 0)), at(8, 0, 0));
    viewer.catch_up();
    EXPECT_EQ(viewer.board().readings.problems->size(), 1u);
    desk_->reload(phone_desk());
    viewer.catch_up();
    EXPECT_TRUE(viewer.board().readings.problems->empty());
}

TEST_F(DeskTest, FeedClockGoesByTheNewestEvent) {
    Desk replay{phone_desk(), store_, store_.restore(), {.feed_clock = true}, make_quiet_log()};
    const auto ignore = [](const Ingested&) {};
    replay.ingest({"phone"}, offered("c1", at(8, 0, 0)), BodyForm::json, at(20, 0, 0), ignore);
    replay.tick(at(20, 0, 1));
    EXPECT_EQ(replay.now(), at(8, 0, 0));
    replay.ingest({"phone"}, offered("c2", at(8, 0, 9)), BodyForm::json, at(20, 0, 2), ignore);
    EXPECT_EQ(find_reading(replay.board().readings, {"longest"})->value, 9);
}

TEST_F(DeskTest, SnapshotPlusDeltasIsTheLaterSnapshot) {
    EXPECT_TRUE(rc::check([] {
        MemoryStore store;
        Desk desk{phone_desk(), store, store.restore(), {}, make_quiet_log()};
        Viewer early{desk};
        Time now = at(22, 40, 0);  // the desk day ends on the way
        int calls = 0;
        const int steps = *rc::gen::inRange(1, 60);
        for (int i = 0; i < steps; ++i) {
            now += std::chrono::seconds{*rc::gen::inRange(0, 120)};
            const Time then = now - std::chrono::seconds{*rc::gen::inRange(0, 400)};
            const int act = *rc::gen::inRange(0, 3);
            const std::string id =
                std::to_string(act == 1 ? *rc::gen::inRange(0, calls + 1) : ++calls);
            if (act == 0)
                desk.tick(now);
            else
                desk.ingest({"phone"}, act == 1 ? answered(id, then) : offered(id, then),
                            BodyForm::json, now, [](const Ingested&) {});
            if (*rc::gen::arbitrary<bool>()) early.catch_up();
        }
        early.catch_up();
        Viewer late{desk};
        late.catch_up();
        RC_ASSERT(early.board().readings == late.board().readings);
        RC_ASSERT(early.board().desk == late.board().desk);
        RC_ASSERT(early.board().series == late.board().series);
    }));
}

}  // namespace
}  // namespace waymark::server
