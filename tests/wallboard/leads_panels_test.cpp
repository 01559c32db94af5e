#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/sample_board.hpp"
#include "wallboard/leads/panels.hpp"
#include "wallboard/present/sample.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr Time now = test::sample_now;

const std::string explain_page = "/v1/kpis/sl/explain";
const std::string explained = R"({"measure":"service_level","kind":"ratio",
    "formula":"answered within 30 s / answered","options":{"within":"30 s"},
    "window":{"text":"rolling 60min","from":1763728320000,"to":1763731920000},
    "n":40,"numerator":30,"min_n":20,
    "parts":[{"name":"lost","n":3,"excluded":false},{"name":"short calls","n":2,"excluded":true}],
    "left_out":[{"reason":"no duration","n":1}],
    "slices":[{"labels":{"queue":"vip"},"value":0.9,"n":10}],
    "trend":{"reference":{"value":0.8,"n":35}},
    "inputs":[{"feed":"phone","title":"Phone system","freshness":"live","age":12}],
    "findings":[{"feed":"phone","reason":"an agent in two calls","times":4}]})";
const std::string records_page = "/v1/kpis/sl/records?limit=100";
const std::string records = R"({"records":[
    {"time":1763731900000,"type":"contact.answered","subject":"c7","counted":true,
     "labels":{"queue":"vip"},"number":12.34,"facts":{"wait":12.34},"numerator":true},
    {"time":1763731800000,"type":"contact.answered","subject":"c6","counted":false,
     "why":"a short call"}]})";
const std::string history_page = "/v1/kpis/sl/history?hours=8";
const std::string history = R"({"step":300,"points":[[1763728320000,0.7],[1763728620000,0.75],
    [1763731620000,0.8]],"targets":[{"from":0,"target":{"direction":"higher","goal":0.8}}],
    "annotations":[{"id":"i","kind":"incident","time":1763728500000,"text":"Mail was down"}]})";

/// A panel as somebody sees it who opened it; `told` are the pages that the server told.
class LeadsPanels : public ::testing::Test {
protected:
    PanelView open(const Place& place) {
        Deadlines deadlines{now};
        Present context{.board = board_,
                        .format = Format{"en-GB"},
                        .now = now,
                        .online = true,
                        .last_heard = now,
                        .deadlines = deadlines};
        Desk desk{context, answers_, place, now, pointed_};
        (void)present_panel(desk, {"main"});
        for (const std::string& question : answers_.take_questions()) {
            asked_.push_back(question);
            if (const auto told = told_.find(question); told != told_.end())
                answers_.take({question, told->second}, now);
        }
        return present_panel(desk, {"main"});
    }
    PanelView kpi(Tab tab) { return open({.subject = {Panel::kpi, "sl"}, .tab = tab}); }

    Board board_ = sample_board(test::sample_outline(12), now);
    std::map<std::string, Result<std::string>> told_{
        {explain_page, explained}, {records_page, records}, {history_page, history}};
    std::vector<std::string> asked_;
    Answers answers_;
    std::optional<float> pointed_;
};

/// All that its rows say, a row a line.
std::string text_of(const PanelView& panel) {
    std::string text;
    for (const Row& row : panel.rows)
        text += row.text + " | " + row.value + " | " + row.note + "\n";
    return text + panel.nothing;
}

const Row& row_with(const PanelView& panel, std::string_view text) {
    const auto found = std::ranges::find(panel.rows, text, &Row::text);
    if (found == panel.rows.end()) throw std::runtime_error(text_of(panel));
    return *found;
}

TEST_F(LeadsPanels, ANumberIsExplainedByWhatCountedAndWhatDidNot) {
    const PanelView panel = kpi(Tab::why);
    EXPECT_EQ(panel.head.title, "Calls answered in 30 s");
    EXPECT_EQ(row_with(panel, "Cases").value, "30 of 40 cases");
    EXPECT_EQ(row_with(panel, "lost").value, "3");
    EXPECT_EQ(row_with(panel, "short calls").value, "2");
    EXPECT_EQ(row_with(panel, "no duration").value, "1 in all");
    EXPECT_EQ(row_with(panel, "Target").value, "≥ 80 %");
    EXPECT_EQ(row_with(panel, "The time before").value, "80 %, 35 cases");
    EXPECT_EQ(row_with(panel, "Phone system").value, "heard 10 s ago, live");
    EXPECT_EQ(row_with(panel, "an agent in two calls").about,
              (About{About::Kind::panel, "health"}));
    EXPECT_EQ(row_with(panel, "vip").value, "90 %");
    EXPECT_EQ(row_with(panel, "vip").about, (About{About::Kind::queue, "vip"}));
}

TEST_F(LeadsPanels, ADefinitionHasItsFormulaAndWhatItIsFor) {
    const PanelView panel = kpi(Tab::definition);
    EXPECT_EQ(panel.rows.front().text, "answered within 30 s / answered");
    EXPECT_EQ(row_with(panel, "within").value, "30 s");
    EXPECT_EQ(row_with(panel, "Comes from").value, "Phone system");
    EXPECT_EQ(row_with(panel, "Customers reach us quickly").about,
              (About{About::Kind::objective, "communication"}));
}

TEST_F(LeadsPanels, TheEventsBehindANumberSayWhetherTheyCounted) {
    const PanelView panel = kpi(Tab::events);
    ASSERT_EQ(panel.rows.size(), 2U);
    EXPECT_EQ(panel.rows[0].value, "14:31:40");
    EXPECT_EQ(panel.rows[0].text, "contact.answered  c7");
    EXPECT_TRUE(panel.rows[0].strong);
    EXPECT_EQ(panel.rows[0].note, "queue vip  ·  wait 12.3  ·  counted, in the numerator");
    EXPECT_FALSE(panel.rows[1].strong);
    EXPECT_THAT(panel.rows[1].note, HasSubstr("a short call"));
}

TEST_F(LeadsPanels, AHistoryHasItsTargetWhatHappenedAndNoLineWhereNothingIsKnown) {
    const PanelView panel = kpi(Tab::history);
    ASSERT_TRUE(panel.chart);
    EXPECT_TRUE(panel.chart_first);
    EXPECT_EQ(panel.chart->lines.size(), 2U) << "fifty minutes between two points are a gap";
    ASSERT_EQ(panel.chart->targets.size(), 1U);
    EXPECT_EQ(panel.chart->marks.size(), 1U);
    EXPECT_EQ(row_with(panel, "Mail was down").note, "incident");
    EXPECT_THAT(text_of(panel), HasSubstr("≥ 80 %"));
    const auto chosen = std::ranges::find(panel.chart->lengths, true, &Choice::chosen);
    EXPECT_EQ(chosen->text, "8 h");
}

TEST_F(LeadsPanels, AValueIsReadOffTheChart) {
    // 13:32 of the desk's clock lies at seven eighths of the last eight hours.
    pointed_ = 0.875F;
    EXPECT_THAT(kpi(Tab::history).chart->reading->text, HasSubstr("70 %  ·  13:32"));
    EXPECT_THAT(kpi(Tab::history).chart->reading->text, HasSubstr("Mail was down"));
}

TEST_F(LeadsPanels, AnObjectiveIsATreeDownToItsKpis) {
    const PanelView panel = open({.subject = {Panel::objective, "communication"}});
    EXPECT_EQ(panel.head.title, "Communication");
    EXPECT_EQ(row_with(panel, "Customers reach us quickly").indent, 0);
    const Row& below = row_with(panel, "Calls answered in 30 s");
    EXPECT_EQ(below.indent, 1);
    EXPECT_EQ(below.about, (About{About::Kind::kpi, "sl"}));
    EXPECT_TRUE(below.sign);
    EXPECT_EQ(panel.rows.back().about, (About{About::Kind::unit, "desk"}));
}

TEST_F(LeadsPanels, TheStatementsLeadToEveryObjective) {
    const PanelView panel = open({.subject = {Panel::charter, ""}});
    EXPECT_THAT(text_of(panel), HasSubstr("single-point-of-contact"));
    EXPECT_EQ(row_with(panel, "Communication").about,
              (About{About::Kind::objective, "communication"}));
}

TEST_F(LeadsPanels, DataHealthNamesFeedsWhatIsOddAndWhatWasRefused) {
    told_.emplace("/v1/health",
                  R"({"feeds":[{"feed":"phone","records_a_minute":12,"behind":90,
                     "link":{"state":"failed","since":1763731900000,"why":"connection refused"},
                     "rejected":[{"reason":"no time","times":3}],
                     "gaps":[{"from":1763728320000,"to":1763728920000}]}],
                     "today":[{"feed":"phone","reason":"an agent in two calls","times":4}],
                     "reconciliation":[],"problems":["kpis.json is broken"],
                     "records":{"accepted":100,"rejected":3}})");
    const PanelView panel = open({.subject = {Panel::health, ""}});
    const std::string text = text_of(panel);
    EXPECT_THAT(text, HasSubstr("failed since 14:31: connection refused"));
    EXPECT_THAT(text, HasSubstr("Refused today | 3: no time"));
    EXPECT_THAT(text, HasSubstr("13:32 to 13:42"));
    EXPECT_THAT(text, HasSubstr("an agent in two calls | 4 | phone"));
    EXPECT_THAT(text, HasSubstr("kpis.json is broken"));
    EXPECT_THAT(text, HasSubstr("Comes late by | 1:30 min"));
    EXPECT_EQ(row_with(panel, "Accepted").value, "100");
}

TEST_F(LeadsPanels, FindingsLeadToWhatTheyAreAbout) {
    told_.emplace("/v1/lints",
                  R"({"lints":[{"id":"a","severity":"error","kind":"csf","object":"reach",
                     "title":"Customers reach us quickly","message":"No KPI supports it."},
                     {"id":"b","severity":"warning","kind":"kpi","object":"sl","message":"Odd."}]})");
    const PanelView panel = open({.subject = {Panel::lints, ""}});
    EXPECT_EQ(row_with(panel, "No KPI supports it.").about,
              (About{About::Kind::objective, "communication"}));
    EXPECT_EQ(row_with(panel, "No KPI supports it.").sign, State::off_target);
    EXPECT_EQ(row_with(panel, "Odd.").about, (About{About::Kind::kpi, "sl"}));
}

TEST_F(LeadsPanels, WithoutAnAnswerTheySayWhy) {
    told_.clear();
    EXPECT_EQ(kpi(Tab::why).nothing, "Asking the server …");
    told_.emplace(records_page, failure("", "can't reach 127.0.0.1:1"));
    EXPECT_EQ(kpi(Tab::events).nothing, "Nothing to show: can't reach 127.0.0.1:1.");
}

TEST_F(LeadsPanels, WhatIsNotOfNowSaysSoAboveAllElse) {
    (void)kpi(Tab::why);
    answers_.take({explain_page, failure("", "can't reach 127.0.0.1:1")}, now);
    const PanelView panel = kpi(Tab::why);
    EXPECT_EQ(panel.rows.front().text, "As of now: can't reach 127.0.0.1:1.");
    EXPECT_EQ(row_with(panel, "Cases").value, "30 of 40 cases");
    EXPECT_EQ(panel.nothing, "");
}

TEST_F(LeadsPanels, WhatIsNotThereIsSaid) {
    EXPECT_THAT(open({.subject = {Panel::kpi, "moon"}}).nothing, HasSubstr("no KPI moon"));
    EXPECT_THAT(open({.subject = {Panel::objective, "x"}}).nothing, HasSubstr("no objective x"));
    board_.desk.units.clear();
    EXPECT_THAT(open({.subject = {Panel::charter, ""}}).nothing, HasSubstr("charter.json"));
}

TEST_F(LeadsPanels, NamesThatAreNoWordsAreAskedForSafely) {
    board_.desk.kpis[0].id = {"a b/c?d&é"};
    open({.subject = {Panel::kpi, "a b/c?d&é"}, .tab = Tab::events, .queue = "x&limit=1"});
    EXPECT_THAT(
        asked_,
        testing::Contains("/v1/kpis/a%20b%2Fc%3Fd%26%C3%A9/records?limit=100&queue=x%26limit%3D1"));
}

TEST_F(LeadsPanels, AnswersOfAnyFormAreNoHarm) {
    const std::string oddities[] = {
        "{}",
        R"({"points":7,"records":{},"lints":[1,null,"x",[]],"feeds":[{}],"today":[{}]})",
        R"({"points":[[1,2,3],["a","b"],[1e308,1],[5,1e308],[6,-1e308]],"step":-1,
            "targets":[{"from":"x","target":{"direction":"up"}},{"direction":"higher"},7]})",
        R"({"records":[{"time":1,"facts":{"a":null,"b":1e308},"numerator":7,"counted":true}]})",
        R"({"records":[{"time":1e300,"type":7},{"time":-1e14,"labels":[1]},{"time":"now"}]})",
        R"({"window":[],"parts":[{"n":1e308,"name":"x"}],"slices":[{"labels":{"queue":5}}],
            "inputs":[{"age":-1e300}],"judgement":{"goal":{"changing_since":1e200}},"n":1e300})",
        R"({"annotations":[{"time":1763728500000,"text":"\u202eevil\u0007","kind":5}],
            "points":[[1763728320000,0.7]]})"};
    for (const std::string& body : oddities)
        for (const Panel panel :
             {Panel::kpi, Panel::objective, Panel::charter, Panel::health, Panel::lints})
            for (const Tab tab : {Tab::why, Tab::definition, Tab::history, Tab::events}) {
                answers_ = {};
                told_.clear();
                for (const char* page :
                     {"/v1/health", "/v1/lints", "/v1/kpis/sl/explain",
                      "/v1/kpis/sl/history?hours=8", "/v1/kpis/sl/records?limit=100",
                      "/v1/nodes/objective/communication/history?days=60",
                      "/v1/nodes/vision/desk/history?days=60"})
                    told_.emplace(page, body);
                const PanelView view = open(
                    {.subject = {panel, panel == Panel::kpi ? "sl" : "communication"}, .tab = tab});
                EXPECT_FALSE(view.head.title.empty()) << body;
                EXPECT_THAT(text_of(view), testing::Not(HasSubstr("\u202e"))) << body;
            }
}

TEST_F(LeadsPanels, AQueueShowsItsOwnValuesAndOnlyWhatIsToldOfIt) {
    Reading vip{.kpi = {"sl"}, .state = State::off_target, .value = 0.5, .n = 12};
    board_.readings.queues = {{"vip", vip}};
    board_.desk.scenes[0].kind = SceneKind::queues;
    const Board seen = board_of_queue(board_, "vip");
    EXPECT_EQ(seen.desk.scenes[0].kind, SceneKind::numbers);
    ASSERT_EQ(seen.desk.kpis.size(), 1U);
    EXPECT_EQ(seen.readings.kpis, std::vector{vip});
    EXPECT_EQ(seen.desk.scenes[0].kpis, std::vector{KpiId{"sl"}});
    const PanelView choice = open({.subject = {Panel::queues, ""}});
    EXPECT_EQ(row_with(choice, "vip").value, "1 off target");
}

}  // namespace
}  // namespace waymark::wallboard
