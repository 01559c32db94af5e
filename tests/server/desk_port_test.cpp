#include "server/desk_port.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/store/memory_store.hpp"
#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::at;

DeskFolder phone_desk() {
    test::DeskBuilder desk;
    desk.kpi("waiting", ValueUnit::count, test::now_window(), test::waiting(false));
    return desk.build();
}

class DeskPorts : public testing::Test {
protected:
    static Record offered(const std::string& id, Time time) {
        return test::record("contact.offered", id, time, {{"contact", id}, {"queue", "q"}});
    }
    Kept take(FeedBatch batch) {
        std::optional<Kept> kept;
        port->take(std::move(batch), [&](Kept what) { kept = what; });
        EXPECT_TRUE(kept);
        return kept.value_or(Kept::busy);
    }
    json feed() { return json::parse(desk.health())["feeds"][0]; }

    Time now = at(8, 0, 0);
    MemoryStore store;
    Desk desk{phone_desk(), store, store.restore(), {}, make_quiet_log()};
    std::unique_ptr<DeskPort> port =
        std::make_unique<DeskPort>(desk, FeedId{"phone"}, [this] { return now; });
};

TEST_F(DeskPorts, WhatAnAdapterMakesBecomesAReading) {
    EXPECT_EQ(port->heard(), std::nullopt);
    EXPECT_EQ(take({.records = {offered("c1", now - 1s), offered("c2", now - 2s)}}), Kept::stored);
    EXPECT_EQ(find_reading(desk.board().readings, {"waiting"})->value, 2);
    EXPECT_EQ(port->heard(), now);
    EXPECT_EQ(take({.records = {offered("c1", now - 1s)}}), Kept::stored);
    EXPECT_EQ(desk.counts().repeated, 1u);
    EXPECT_EQ(take({.rejected = {{"/0", "is odd"}}}), Kept::stored) << "it need not come again";
    EXPECT_EQ(take({}), Kept::stored);
}

TEST_F(DeskPorts, ADiskThatRefusesIsTold) {
    store.fail_with(Error{"desk.db", "no space left on device"});
    EXPECT_EQ(take({.records = {offered("c1", now)}}), Kept::no_room);
}

TEST_F(DeskPorts, AProofOfLifeIsKeptAtMostOnceASecond) {
    port->alive();
    now += 999ms;
    port->alive();
    EXPECT_EQ(desk.counts().accepted, 1u);
    EXPECT_EQ(port->heard(), at(8, 0, 0));
    now += 1ms;
    port->alive();
    EXPECT_EQ(port->heard(), at(8, 0, 1));
}

TEST_F(DeskPorts, DataHealthShowsHowTheFeedStands) {
    EXPECT_EQ(feed(), json::parse(R"({"feed": "phone", "adapter": "records", "gaps": [],
                                      "records_a_minute": 0.0, "rejected": []})"));
    port->link(LinkState::connected, "");
    take({.records = {offered("c1", now - 3s)}, .rejected = {{"/1", "is odd"}}});
    port->count("is cut short", 7);
    port->count("nothing", 0);
    port->gap(at(7, 0, 0), at(7, 30, 0));
    const std::int64_t ms = to_epoch_ms(now);
    EXPECT_EQ(feed(),
              (json{{"feed", "phone"},
                    {"adapter", "records"},
                    {"link", {{"state", "connected"}, {"since", ms}, {"why", ""}}},
                    {"heard", ms},
                    {"last_event", ms - 3'000},
                    {"records_a_minute", 0.2},
                    {"behind", 3.0},
                    {"rejected",
                     {{{"reason", "a record that was rejected"}, {"times", 1}},
                      {{"reason", "is cut short"}, {"times", 7}}}},
                    {"gaps",
                     {{{"from", to_epoch_ms(at(7, 0, 0))}, {"to", to_epoch_ms(at(7, 30, 0))}}}}}));
    port.reset();
    EXPECT_FALSE(feed().contains("link"));
}

TEST_F(DeskPorts, AFeedThatIsNoLongerInTheFolderIsNotHeard) {
    DeskFolder folder = phone_desk();
    folder.outline.feeds[0].id = FeedId{"other"};
    desk.reload(folder);
    port->link(LinkState::failed, "x");
    port->gap(now - 1min, now);
    port->count("x", 1);
    port->alive();
    EXPECT_EQ(take({.records = {offered("c1", now)}}), Kept::stored);
    EXPECT_EQ(desk.counts().accepted, 0u);
    EXPECT_EQ(json::parse(desk.health())["feeds"].size(), 1u);
}

TEST_F(DeskPorts, TheirTimeIsTheFeedsByItsClock) {
    Desk replay{phone_desk(), store, store.restore(), {.feed_clock = true}, make_quiet_log()};
    DeskPort replayed{replay, FeedId{"phone"}, [] { return at(20, 0, 0); }};
    replayed.take({.records = {offered("c1", at(8, 0, 0))}}, [](Kept) {});
    EXPECT_EQ(replayed.now(), at(8, 0, 0));
}

}  // namespace
}  // namespace waymark::server
