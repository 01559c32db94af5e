#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/store/memory_store.hpp"
#include "tests/support/desk_builder.hpp"
#include "tests/support/viewer.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::at;
using test::Viewer;
using State = Milestone::State;

/// A desk whose one CSF must hold on two of three days; its days end at 23:00 UTC.
class DeskMilestonesTest : public testing::Test {
protected:
    DeskMilestonesTest() {
        test::DeskBuilder desk;
        desk.kpi("waiting", ValueUnit::count, test::now_window(), test::waiting(false))
            .target(Direction::lower, 3, 6);
        desk.outline().units[0].mission.objectives[0].csfs[0].done_when = DoneWhen{2, 3, false};
        folder_ = desk.build();
        desk_ = make();
    }

    std::unique_ptr<Desk> make() {
        return std::make_unique<Desk>(folder_, store_, store_.restore(), DeskSettings{},
                                      make_quiet_log());
    }
    void ingest(const std::string& body, Time now) {
        desk_->ingest({"phone"}, body, BodyForm::json, now, [](const Ingested&) {});
    }
    /// The phone system is there when the day ends, with so many that wait.
    void good_day(int waiting = 0) {
        const Time evening = at(22, 59, 55) + day_++ * 24h;
        for (int i = 0; i <= waiting; ++i) {
            const std::string call = std::to_string(day_ * 100 + i);
            ingest(R"({"type":"contact.offered","id":"o)" + call + R"(","contact":")" + call +
                       R"(","queue":"q"})",
                   evening);
            if (i == 0)
                ingest(R"({"type":"contact.answered","id":"a)" + call + R"(","contact":")" + call +
                           R"(","queue":"q","agent":"x"})",
                       evening);
        }
        desk_->tick(evening + 6s);
    }
    /// Nobody hears of the phone system.
    void silent_day() { desk_->tick(at(23, 0, 1) + day_++ * 24h); }
    Time now() const { return at(23, 0, 1) + (day_ - 1) * 24h; }
    const std::vector<Milestone>& milestones() const { return *desk_->board().readings.milestones; }
    const NodeReading& csf() const {
        return *find_node(desk_->board().readings, NodeReading::Kind::csf, "reach");
    }
    Ingested decide(const std::string& id, Decision decision) {
        Ingested result;
        desk_->decide(id, decision, "Kim", now(), [&](Ingested of) { result = std::move(of); });
        return result;
    }

    DeskFolder folder_;
    MemoryStore store_;
    std::unique_ptr<Desk> desk_;
    int day_ = 0;
};

TEST_F(DeskMilestonesTest, AnObjectiveThatIsReachedIsOnEveryScreenAtOnceAndAVisionWaits) {
    Viewer viewer{*desk_};
    good_day();
    EXPECT_TRUE(milestones().empty());
    EXPECT_EQ(csf().achieved_since, std::nullopt);
    good_day();
    ASSERT_EQ(milestones().size(), 2u);
    EXPECT_EQ(milestones()[0].kind, Milestone::Kind::vision);
    EXPECT_EQ(milestones()[0].state, State::to_confirm);
    EXPECT_EQ(milestones()[1].id, "objective.communication.2026-03-31");
    EXPECT_EQ(milestones()[1].state, State::celebrating);
    EXPECT_EQ(milestones()[1].reached, at(23, 0, 0) + 24h);
    EXPECT_EQ(milestones()[1].began, at(23, 0, 0) - 24h) << "the first day that was measured";
    EXPECT_EQ(milestones()[1].after, 1.0);
    EXPECT_EQ(csf().achieved_since, std::chrono::local_days{std::chrono::year{2026} / 3 / 31});
    EXPECT_EQ(csf().pace, std::nullopt);
    viewer.catch_up();
    EXPECT_EQ(viewer.board().readings.milestones, milestones());
    ASSERT_EQ(viewer.board().node_series.size(), 1u);
    EXPECT_EQ(viewer.board().node_series[0].points.size(), 2u);
}

TEST_F(DeskMilestonesTest, StaleDataTriggersNothing) {
    good_day();
    for (int i = 0; i < 5; ++i)
        silent_day();
    EXPECT_TRUE(milestones().empty());
    EXPECT_EQ(csf().pace, Pace::unknown);
}

TEST_F(DeskMilestonesTest, AConfirmedVisionIsCelebratedThenAsksForTheNext) {
    good_day();
    good_day();
    const std::string id = milestones()[0].id;
    Viewer viewer{*desk_};
    EXPECT_EQ(decide(id, Decision::confirm).accepted, 1u);
    viewer.catch_up();
    EXPECT_EQ(viewer.board().readings.milestones->front().state, State::celebrating);
    const Ingested again = decide(id, Decision::confirm);
    EXPECT_EQ(again.outcome, Ingested::Outcome::nothing_accepted);
    EXPECT_EQ(again.rejected.at(0).why,
              "it is celebrating; only what is to_confirm can be confirmed");
    desk_->tick(now() + 24h + 1s);
    EXPECT_EQ(milestones()[1].state, State::over) << "reached when the day began";
    EXPECT_EQ(milestones()[0].state, State::celebrating) << "confirmed later: the next whole day";
    desk_->tick(now() + 48h);
    EXPECT_EQ(milestones()[0].state, State::reimagine);
    folder_.outline.units[0].vision.text = "To be the desk people love";
    desk_->reload(folder_);
    desk_->tick(now() + 48h + 1s);
    EXPECT_EQ(milestones()[0].state, State::over);
    EXPECT_EQ(json::parse(desk_->milestones_text())["milestones"][0]["by"], "Kim");
}

TEST_F(DeskMilestonesTest, NoFeedCanConfirmAnything) {
    good_day();
    good_day();
    ingest(R"({"type":"milestone.confirmed","id":"x","milestone":")" + milestones()[0].id + "\"}",
           now());
    EXPECT_EQ(milestones()[0].state, State::to_confirm);
}

TEST_F(DeskMilestonesTest, ARestartForgetsNothingOfIt) {
    good_day();
    good_day();
    desk_->save();
    decide(milestones()[0].id, Decision::confirm);
    good_day(9);
    const Board before = desk_->board();
    desk_ = make();
    EXPECT_EQ(desk_->board().readings, before.readings);
    EXPECT_EQ(desk_->board().node_series, before.node_series);
    EXPECT_EQ(before.node_series.at(0).points.size(), 3u);
    desk_->save();
    desk_ = make();
    EXPECT_EQ(desk_->board().readings, before.readings);
    EXPECT_EQ(desk_->board().node_series, before.node_series);
}

TEST_F(DeskMilestonesTest, ACourseThatStaysBelowItsGoalNeverGetsThere) {
    for (int i = 0; i < 12; ++i)
        good_day(5 + i * 5);
    EXPECT_EQ(csf().pace, Pace::never);
    EXPECT_EQ(csf().forecast, std::nullopt);
    const auto* vision = find_node(desk_->board().readings, NodeReading::Kind::vision, "desk");
    EXPECT_EQ(vision->pace, Pace::never);
}

TEST_F(DeskMilestonesTest, AKpisHistoryHasItsPointsTargetsAndWhatHappened) {
    Target later = *folder_.outline.kpis[0].target;
    later.goal = 2;
    folder_.later_targets[{"waiting"}][std::chrono::local_days{std::chrono::year{2026} / 3 / 31}] =
        later;
    desk_->reload(folder_);
    good_day(2);
    good_day(1);
    ingest(R"({"type":"annotation.added","kind":"release","text":"2.0","id":"r"})", now());
    const json history = json::parse(*desk_->kpi_history({"waiting"}, 25h));
    EXPECT_EQ(history["step"], 300.0);
    EXPECT_FALSE(history["points"].empty());
    EXPECT_EQ(history["points"].back()[1], 1.0) << "those of the day before have been given up";
    EXPECT_EQ(history["targets"].size(), 2u);
    EXPECT_EQ(history["annotations"][0]["text"], "2.0");
    EXPECT_LE(json::parse(*desk_->kpi_history({"waiting"}, 24h * 60))["points"].size(), 300u);
    EXPECT_EQ(desk_->kpi_history({"nonsense"}, 24h), std::nullopt);
}

TEST_F(DeskMilestonesTest, ANodesHistoryHasItsDays) {
    good_day();
    good_day();
    const auto history =
        json::parse(*desk_->node_history(NodeReading::Kind::objective, "communication", 1));
    EXPECT_EQ(history["points"], json::parse("[[1774911600000,1.0]]"));
    EXPECT_EQ(desk_->node_history(NodeReading::Kind::objective, "reach", 1), std::nullopt);
}

}  // namespace
}  // namespace waymark::server
