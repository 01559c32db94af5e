#include "server/net/desk_pages.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/net/routes.hpp"
#include "server/store/memory_store.hpp"
#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::at;

/// A desk whose objective and vision were reached yesterday.
class DeskPagesTest : public testing::Test {
protected:
    DeskPagesTest() {
        test::DeskBuilder desk;
        desk.kpi("waiting", ValueUnit::count, test::now_window(), test::waiting(false))
            .target(Direction::lower, 3, 6);
        desk.outline().units[0].mission.objectives[0].csfs[0].done_when = DoneWhen{1, 1, false};
        desk_ = std::make_unique<Desk>(desk.build(), store_, store_.restore(), DeskSettings{},
                                       make_quiet_log());
        desk_->ingest({"phone"}, R"({"type":"contact.offered","id":"1","contact":"c","queue":"q"})",
                      BodyForm::json, at(22, 59, 55), [](const Ingested&) {});
        desk_->tick(at(23, 0, 1));
    }

    MemoryStore store_;
    std::unique_ptr<Desk> desk_;
};

std::string what(const Answer& answer) {
    const json body = json::parse(answer.body);
    return body["error"]["where"].get<std::string>() + ": " +
           body["error"]["what"].get<std::string>();
}

TEST_F(DeskPagesTest, AHistoryGoesAsFarBackAsOneAsks) {
    for (const char* query : {"", "hours=1", "hours=1440", "days=7", "hours=2&hours=24"})
        EXPECT_EQ(kpi_history_page(*desk_, "waiting", query).status, 200) << query;
    const json day = json::parse(kpi_history_page(*desk_, "waiting", "").body);
    EXPECT_EQ(day["to"].get<std::int64_t>() - day["from"].get<std::int64_t>(), 86'400'000);
    EXPECT_EQ(kpi_history_page(*desk_, "none", "").status, 404);
    EXPECT_EQ(node_history_page(*desk_, "objective/communication", "days=800").status, 200);
    EXPECT_EQ(node_history_page(*desk_, "vision/desk", "").status, 200);
    for (const char* node : {"", "objective", "objective/", "party/communication", "objective/no"})
        EXPECT_EQ(node_history_page(*desk_, node, "").status, 404) << node;
}

TEST_F(DeskPagesTest, ALengthThatIsNoneIsRefusedInWords) {
    for (const char* hours :
         {"0", "-1", "1441", "1.5", "x", "", "1e3", "99999999999999999999", " 1", "%00"}) {
        const Answer answer = kpi_history_page(*desk_, "waiting", "hours=" + std::string{hours});
        EXPECT_EQ(answer.status, 400) << hours;
    }
    EXPECT_EQ(what(kpi_history_page(*desk_, "waiting", "hours=0")),
              "hours: \"0\" is not allowed; whole numbers from 1 to 1440 are");
    EXPECT_EQ(node_history_page(*desk_, "vision/desk", "days=801").status, 400);
}

TEST_F(DeskPagesTest, WhatIsBehindAKpiIsAskedForByItsNumberAndItsDimensions) {
    for (const char* query : {"", "limit=1", "limit=200", "queue=q", "queue=a&queue=q", "day=7",
                              "queue=q&channel=phone&priority=P1&team=a", "limit=7&limit=8"})
        EXPECT_EQ(kpi_records_page(*desk_, "waiting", query).status, 200) << query;
    const json page = json::parse(kpi_records_page(*desk_, "waiting", "queue=a&queue=q").body);
    EXPECT_EQ(page["records"].size(), 1u) << "the last one counts";
    EXPECT_EQ(json::parse(kpi_records_page(*desk_, "waiting", "queue=%ff").body)["records"].size(),
              0u);
    EXPECT_EQ(kpi_records_page(*desk_, "none", "").status, 404);
    EXPECT_EQ(kpi_records_page(*desk_, "wait/ing", "").status, 404);
}

TEST_F(DeskPagesTest, RecordsThatCanNotBeAskedForAreRefusedInWords) {
    for (const char* value : {"0", "-1", "201", "1.5", "x", "", "1e3", "99999999999999999999", " 1",
                              "%00", "%ff", "[50]"})
        EXPECT_EQ(kpi_records_page(*desk_, "waiting", "limit=" + std::string{value}).status, 400)
            << value;
    EXPECT_EQ(what(kpi_records_page(*desk_, "waiting", "limit=201")),
              "limit: \"201\" is not allowed; whole numbers from 1 to 200 are");
    EXPECT_EQ(what(kpi_records_page(*desk_, "waiting", "queue=")),
              "queue: \"\" is not allowed; texts of 1 to 100 octets are");
    EXPECT_EQ(
        what(kpi_records_page(*desk_, "waiting", "team=" + std::string(101, 't'))),
        "team: \"" + std::string(40, 't') + "\" is not allowed; texts of 1 to 100 octets are");
}

TEST_F(DeskPagesTest, WhoDecidesMaySayWhoHeIs) {
    EXPECT_EQ(read_decider("").value(), "");
    EXPECT_EQ(read_decider("{}").value(), "");
    EXPECT_EQ(read_decider(R"({"by":"Kim"})").value(), "Kim");
    for (const std::string& body :
         {std::string{"x"}, std::string{"[]"}, std::string{"7"}, std::string{R"({"by":7})"},
          std::string{R"({"name":"Kim"})"}, std::string{R"({"by":"Kim","more":1})"},
          R"({"by":")" + std::string(101, 'k') + "\"}", R"({"by":")" + std::string(2'000, 'k'),
          std::string{R"({"by":"a","by":"b"})"}, std::string{"\xff"}})
        EXPECT_EQ(read_decider(body).error().status, 400) << body.substr(0, 40);
}

TEST_F(DeskPagesTest, OnlyWhatIsThereAndOpenCanBeDecided) {
    EXPECT_EQ(refuse_decision(*desk_, "vision.desk.2026-03-30", Decision::confirm), std::nullopt);
    EXPECT_EQ(refuse_decision(*desk_, "none", Decision::confirm)->status, 404);
    const auto refused =
        refuse_decision(*desk_, "objective.communication.2026-03-30", Decision::confirm);
    EXPECT_EQ(refused->status, 409);
    EXPECT_EQ(what(*refused), ": it is celebrating; only what is to_confirm can be confirmed");
}

TEST_F(DeskPagesTest, ANodesPathHasItsKindAndItsId) {
    const Found found = find_route("/v1/nodes/objective/communication/history");
    ASSERT_NE(found.route, nullptr);
    EXPECT_EQ(found.route->page, Page::node_history);
    EXPECT_EQ(found.id, "objective/communication");
    EXPECT_EQ(find_route("/v1/kpis/waiting/records").route->page, Page::kpi_records);
    EXPECT_EQ(find_route("/v1/kpis/wait/ing/records").route, nullptr);
    EXPECT_EQ(find_route("/v1/nodes/objective/history").route, nullptr);
    EXPECT_EQ(find_route("/v1/nodes/a/b/c/history").route, nullptr);
    EXPECT_EQ(find_route("/v1/milestones/vision.desk.2026-03-30/confirm").id,
              "vision.desk.2026-03-30");
}

}  // namespace
}  // namespace waymark::server
