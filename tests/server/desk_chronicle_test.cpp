#include <gtest/gtest.h>

#include "server/store/memory_store.hpp"
#include "tests/support/desk_builder.hpp"
#include "tests/support/viewer.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::Viewer;

DeskFolder phone_desk() {
    test::DeskBuilder desk;
    desk.kpi("waiting", ValueUnit::count, test::now_window(), test::waiting(false))
        .target(Direction::lower, 3, 6);
    return desk.build();
}

class DeskChronicleTest : public testing::Test {
protected:
    DeskChronicleTest() : desk_(make()) {}

    std::unique_ptr<Desk> make() {
        return std::make_unique<Desk>(phone_desk(), store_, store_.restore(), DeskSettings{},
                                      make_quiet_log());
    }
    Ingested ingest(const std::string& body, Time now) {
        Ingested result;
        desk_->ingest({"phone"}, body, BodyForm::json, now,
                      [&](Ingested ingested) { result = std::move(ingested); });
        return result;
    }
    static std::string incident(const std::string& id, Time time) {
        return R"({"type":"annotation.added","kind":"incident","text":"Mail was down","id":")" +
               id + R"(","time":)" + std::to_string(to_epoch_ms(time)) + "}";
    }

    MemoryStore store_;
    std::unique_ptr<Desk> desk_;
};

TEST_F(DeskChronicleTest, AnAnnotationStandsOnEveryScreenUntilItIsRemoved) {
    desk_->tick(at(8, 0, 0));
    Viewer viewer{*desk_};
    viewer.catch_up();
    EXPECT_TRUE(viewer.board().readings.annotations->empty());
    EXPECT_EQ(ingest(incident("a", at(7, 50, 0)), at(8, 0, 1)).accepted, 1u);
    viewer.catch_up();
    ASSERT_EQ(viewer.board().readings.annotations->size(), 1u);
    EXPECT_EQ(viewer.board().readings.annotations->front().text, "Mail was down");
    EXPECT_EQ(viewer.snapshots(), 1) << "it travels as a delta";
    ingest(R"({"type":"annotation.removed","id":"r","annotation":"a"})", at(8, 0, 2));
    viewer.catch_up();
    EXPECT_TRUE(viewer.board().readings.annotations->empty());
}

TEST_F(DeskChronicleTest, AnAnnotationIsNoProofThatItsFeedLives) {
    ingest(incident("a", at(7, 50, 0)), at(8, 0, 0));
    EXPECT_EQ(desk_->board().readings.feeds.at(0).freshness, Freshness::never);
    EXPECT_EQ(desk_->board().readings.kpis.at(0).state, State::no_data);
}

TEST_F(DeskChronicleTest, WhatHappenedTooLongAgoIsRejectedInWords) {
    const Ingested late = ingest(incident("a", at(7, 0, 0)), at(7, 0, 1) + 24h);
    EXPECT_EQ(late.outcome, Ingested::Outcome::nothing_accepted);
    EXPECT_EQ(late.rejected.at(0).at, "/time");
    const Ingested wrong =
        ingest(R"([{"type":"annotation.added","kind":"party","text":"x","id":"b"}])", at(8, 0, 0));
    EXPECT_EQ(wrong.rejected.at(0).at, "/0/kind");
}

TEST_F(DeskChronicleTest, AnnotationsSurviveARestart) {
    ingest(incident("a", at(7, 50, 0)), at(8, 0, 0));
    desk_->save();
    ingest(incident("b", at(7, 55, 0)), at(8, 0, 1));
    const Readings before = desk_->board().readings;
    desk_ = make();
    EXPECT_EQ(desk_->board().readings.annotations->size(), 2u);
    EXPECT_EQ(desk_->board().readings, before);
}

}  // namespace
}  // namespace waymark::server
