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
    std::unique_ptr<Desk> started() {
        return std::make_unique<Desk>(phone_desk(), store, store.restore(), DeskSettings{},
                                      make_quiet_log());
    }
    std::unique_ptr<DeskPort> opened() {
        return std::make_unique<DeskPort>(*running, FeedId{"phone"}, [this] { return now; });
    }
    /// Ends without leave, and starts again.
    void restart() {
        port.reset();
        running.reset();
        running = started();
        port = opened();
    }
    json feed() { return json::parse(running->health())["feeds"][0]; }

    Time now = at(8, 0, 0);
    MemoryStore store;
    std::unique_ptr<Desk> running = started();
    std::unique_ptr<DeskPort> port = opened();
};

TEST_F(DeskPorts, WhatAnAdapterMakesBecomesAReading) {
    EXPECT_EQ(port->heard(), std::nullopt);
    EXPECT_EQ(take({.records = {offered("c1", now - 1s), offered("c2", now - 2s)}}), Kept::stored);
    EXPECT_EQ(find_reading(running->board().readings, {"waiting"})->value, 2);
    EXPECT_EQ(port->heard(), now);
    EXPECT_EQ(take({.records = {offered("c1", now - 1s)}}), Kept::stored);
    EXPECT_EQ(running->counts().repeated, 1u);
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
    EXPECT_EQ(running->counts().accepted, 1u);
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

TEST_F(DeskPorts, GapsAndWhatWasRejectedAreKnownAfterARestart) {
    take({.records = {offered("c1", now)}, .rejected = {{"/1", "is odd"}}});
    port->link(LinkState::connected, "");
    port->count("is cut short", 7);
    running->tick(now);
    port->gap(at(7, 0, 0), at(7, 30, 0));
    json before = feed();
    restart();
    before.erase("link");
    before.erase("behind");
    before["records_a_minute"] = 0.0;
    EXPECT_EQ(feed(), before);
    EXPECT_EQ(feed()["gaps"].size(), 1u);
    EXPECT_EQ(feed()["rejected"].size(), 2u);
    restart();
    EXPECT_EQ(feed(), before) << "and after the next";
    port->gap(at(7, 30, 0), at(7, 40, 0));
    port->count("is cut short", 1);
    running->save();
    restart();
    EXPECT_EQ(feed()["gaps"][0]["to"], to_epoch_ms(at(7, 40, 0)));
    EXPECT_EQ(feed()["rejected"][1]["times"], 8);
    running->tick(now + 24h);
    EXPECT_EQ(feed()["gaps"], json::array()) << "they were of yesterday";
    EXPECT_EQ(feed()["rejected"], json::array());
    restart();
    EXPECT_EQ(feed()["rejected"], json::array());
}

TEST_F(DeskPorts, WhatWasCountedInANewDayStaysWhenItsTicksAreLost) {
    running->tick(now);
    running->tick(now + 24h);
    port->count("is cut short", 1);
    running->save();
    MemoryStore older;
    older.put_notes(store.restore().notes, [](const Result<void>&) {});
    Desk again{phone_desk(), older, older.restore(), {}, make_quiet_log()};
    again.tick(now);
    again.tick(now + 24h);
    EXPECT_EQ(json::parse(again.health())["today"][0]["times"], 1);
}

TEST_F(DeskPorts, WhatAFullDiskDidNotKeepIsKeptLater) {
    store.fail_with(Error{"desk.db", "no space left on device"});
    port->gap(at(7, 0, 0), at(7, 30, 0));
    store.fail_with({});
    running->tick(now);
    restart();
    EXPECT_EQ(feed()["gaps"].size(), 1u);
}

TEST_F(DeskPorts, AnAdapterFindsAgainWhatItRemembered) {
    EXPECT_EQ(port->remembered(), "");
    port->remember("page 7");
    restart();
    EXPECT_EQ(port->remembered(), "page 7");
    port->remember("");
    restart();
    EXPECT_EQ(port->remembered(), "");
}

TEST_F(DeskPorts, ADamagedNoteChangesNothing) {
    port->gap(at(7, 0, 0), at(7, 30, 0));
    for (const char* text : {"x", "[]", "{}", R"({"gaps": {"phone": [[1]]}})",
                             R"({"gaps": {}, "day": "x", "refused": 1})"}) {
        store.put_notes({{"feeds/state", text}}, [](const Result<void>&) {});
        restart();
        EXPECT_EQ(feed()["gaps"], json::array()) << text;
    }
}

TEST_F(DeskPorts, AFeedThatIsNoLongerInTheFolderIsNotHeard) {
    DeskFolder folder = phone_desk();
    folder.outline.feeds[0].id = FeedId{"other"};
    running->reload(folder);
    port->link(LinkState::failed, "x");
    port->gap(now - 1min, now);
    port->count("x", 1);
    port->alive();
    EXPECT_EQ(take({.records = {offered("c1", now)}}), Kept::stored);
    EXPECT_EQ(running->counts().accepted, 0u);
    EXPECT_EQ(json::parse(running->health())["feeds"].size(), 1u);
}

TEST_F(DeskPorts, TheirTimeIsTheFeedsByItsClock) {
    Desk replay{phone_desk(), store, store.restore(), {.feed_clock = true}, make_quiet_log()};
    DeskPort replayed{replay, FeedId{"phone"}, [] { return at(20, 0, 0); }};
    replayed.take({.records = {offered("c1", at(8, 0, 0))}}, [](Kept) {});
    EXPECT_EQ(replayed.now(), at(8, 0, 0));
}

}  // namespace
}  // namespace waymark::server
