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

test::DeskBuilder queue_desk() {
    test::DeskBuilder desk;
    desk.kpi("sl", ValueUnit::ratio, test::rolling(60), test::answered_in_20s())
        .target(Direction::higher, 0.8, 0.7)
        .by_queue()
        .kpi("waiting", ValueUnit::count, test::now_window(), test::waiting(false))
        .target(Direction::lower, 3, 6)
        .by_queue()
        .kpi("longest", ValueUnit::duration, test::now_window(), test::waiting(true))
        .by_queue()
        .kpi("whole", ValueUnit::count, test::today(), test::count_of("contact.offered"));
    return desk;
}

std::string call(const std::string& type, const std::string& id, const std::string& queue,
                 Time time) {
    return R"({"type":"contact.)" + type + R"(","id":")" + type + id + R"(","contact":")" + id +
           R"(","agent":"x","queue":")" + queue + R"(","time":)" +
           std::to_string(to_epoch_ms(time)) + "}";
}

class DeskQueuesTest : public testing::Test {
protected:
    explicit DeskQueuesTest() : folder_(queue_desk().build()), desk_(make()) {}

    std::unique_ptr<Desk> make() {
        return std::make_unique<Desk>(folder_, store_, store_.restore(), DeskSettings{},
                                      make_quiet_log());
    }
    void ingest(const std::string& body, Time now) {
        desk_->ingest({"phone"}, body, BodyForm::json, now, [](const Ingested&) {});
    }
    const Reading* of(const char* queue, const char* kpi) {
        const auto* found = find_queue(desk_->board().readings, queue, {kpi});
        return found == nullptr ? nullptr : &found->reading;
    }

    DeskFolder folder_;
    MemoryStore store_;
    std::unique_ptr<Desk> desk_;
};

TEST_F(DeskQueuesTest, EveryQueueIsReadAndJudgedByItself) {
    for (int i = 0; i < 7; ++i)
        ingest(call("offered", std::to_string(i), "vip", at(8, 0, 0)), at(8, 0, 0));
    ingest(call("offered", "n", "north", at(8, 0, 0)), at(8, 0, 0));
    ingest(call("answered", "n", "north", at(8, 0, 9)), at(8, 0, 9));
    desk_->tick(at(8, 0, 10));
    EXPECT_EQ(of("vip", "waiting")->value, 7);
    EXPECT_EQ(of("vip", "waiting")->state, State::off_target);
    EXPECT_EQ(of("vip", "waiting")->attainment, 0);
    EXPECT_EQ(of("vip", "longest")->since, at(8, 0, 0));
    EXPECT_EQ(of("north", "waiting")->value, 0);
    EXPECT_EQ(of("north", "waiting")->state, State::on_target);
    EXPECT_EQ(of("north", "sl")->value, 1);
    EXPECT_EQ(of("vip", "sl")->state, State::no_data);
    EXPECT_EQ(of("vip", "whole"), nullptr) << "no scene shows it by queue";
    EXPECT_EQ(desk_->board().readings.queues.size(), 6u);
    EXPECT_EQ(desk_->board().readings.queues.front().queue, "north");
}

TEST_F(DeskQueuesTest, AStaleFeedsQueuesAreStaleAndAWordIsNotABlink) {
    ingest(call("offered", "1", "vip", at(8, 0, 0)), at(8, 0, 0));
    desk_->tick(at(8, 0, 1));
    EXPECT_EQ(of("vip", "waiting")->state, State::on_target);
    desk_->tick(at(8, 5, 0));
    EXPECT_EQ(of("vip", "waiting")->state, State::stale);
    for (int i = 0; i < 4; ++i)
        ingest(call("offered", "w" + std::to_string(i), "vip", at(8, 6, 0)), at(8, 6, 0));
    desk_->tick(at(8, 6, 1));
    EXPECT_EQ(of("vip", "waiting")->state, State::at_risk) << "a judgement begins anew";
    for (int i = 0; i < 4; ++i)
        ingest(call("answered", "w" + std::to_string(i), "vip", at(8, 6, 35)), at(8, 6, 35));
    desk_->tick(at(8, 6, 36));
    EXPECT_EQ(of("vip", "waiting")->value, 1);
    EXPECT_EQ(of("vip", "waiting")->state, State::at_risk) << "recovery takes two minutes";
}

TEST_F(DeskQueuesTest, AQueueNobodyToldOfForAWeekIsGone) {
    ingest(call("offered", "1", "vip", at(8, 0, 0)), at(8, 0, 0));
    ingest(call("offered", "2", "north", at(8, 0, 0)), at(8, 0, 0));
    desk_->tick(at(8, 0, 1));
    Viewer viewer{*desk_};
    viewer.catch_up();
    EXPECT_EQ(viewer.board().readings.queues.size(), 6u);
    for (int day = 1; day <= 7; ++day)
        ingest(call("offered", "d" + std::to_string(day), "vip", at(9, 0, 0) + day * 24h),
               at(9, 0, 0) + day * 24h);
    desk_->tick(at(9, 0, 1) + 7 * 24h);
    desk_->tick(at(9, 0, 2) + 7 * 24h);
    viewer.catch_up();
    EXPECT_EQ(find_queue(viewer.board().readings, "north", {"waiting"}), nullptr);
    EXPECT_NE(find_queue(viewer.board().readings, "vip", {"waiting"}), nullptr);
    EXPECT_EQ(viewer.board().readings, desk_->board().readings);
}

TEST_F(DeskQueuesTest, QueuesThatTheFolderNamesAreThereFromTheBeginningAndNoOthers) {
    folder_.known_queues[{"phone"}] = {"vip", "night"};
    desk_->reload(folder_);
    ingest(call("offered", "1", "vip", at(8, 0, 0)), at(8, 0, 0));
    ingest(call("offered", "2", "wrong-number", at(8, 0, 0)), at(8, 0, 0));
    desk_->tick(at(8, 0, 1));
    EXPECT_EQ(of("vip", "waiting")->value, 1);
    EXPECT_EQ(of("night", "waiting")->state, State::no_data);
    EXPECT_EQ(of("wrong-number", "waiting"), nullptr);
}

TEST_F(DeskQueuesTest, ADeskWithoutSuchASceneTellsOfNoQueues) {
    ingest(call("offered", "1", "vip", at(8, 0, 0)), at(8, 0, 0));
    desk_->tick(at(8, 0, 1));
    EXPECT_FALSE(desk_->board().readings.queues.empty());
    folder_.outline.scenes.clear();
    desk_->reload(folder_);
    EXPECT_TRUE(desk_->board().readings.queues.empty());
}

TEST_F(DeskQueuesTest, AFloodOfQueuesIsCutAtTwoHundred) {
    std::string body = "[";
    for (int i = 0; i < 300; ++i)
        body += (i == 0 ? "" : ",") +
                call("offered", std::to_string(i), "q" + std::to_string(1000 + i), at(8, 0, 0));
    ingest(body + "]", at(8, 0, 0));
    desk_->tick(at(8, 0, 1));
    EXPECT_EQ(desk_->board().readings.queues.size(), 600u);
    EXPECT_EQ(desk_->board().readings.queues.back().queue, "q1199");
}

TEST_F(DeskQueuesTest, AnyCourseEndsWithTheSameTableOnEveryScreenAndAfterARestart) {
    EXPECT_TRUE(rc::check([this] {
        MemoryStore store;
        const auto open = [&] {
            return std::make_unique<Desk>(folder_, store, store.restore(), DeskSettings{},
                                          make_quiet_log());
        };
        auto desk = open();
        Viewer early{*desk};
        Time now = at(22, 40, 0);  // the desk day ends on the way
        const int steps = *rc::gen::inRange(1, 60);
        for (int i = 0; i < steps; ++i) {
            now += std::chrono::milliseconds{*rc::gen::inRange(0, 120'000)};
            const int act = *rc::gen::inRange(0, 5);
            const std::string queue = *rc::gen::element<std::string>("vip", "north", "south");
            if (act == 0)
                desk->tick(now);
            else if (act == 1)
                desk->save();
            else
                desk->ingest({"phone"},
                             call(act == 2 ? "answered" : "offered",
                                  std::to_string(*rc::gen::inRange(0, 20)), queue, now),
                             BodyForm::json, now, [](const Ingested&) {});
            if (*rc::gen::arbitrary<bool>()) early.catch_up();
        }
        early.catch_up();
        Viewer late{*desk};
        late.catch_up();
        RC_ASSERT(early.board().readings == late.board().readings);
        const Readings before = desk->board().readings;
        desk = open();
        RC_ASSERT(desk->board().readings == before);
        desk->tick(now + 1s);
    }));
}

}  // namespace
}  // namespace waymark::server
