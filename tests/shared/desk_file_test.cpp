#include "shared/protocol/desk_file.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/bad_desks.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/small_desk.hpp"

namespace waymark {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

std::vector<std::string> lines(const DeskOrProblems& read) {
    std::vector<std::string> all;
    if (!read)
        for (const Problem& problem : read.error())
            all.push_back(to_text(problem));
    return all;
}

std::vector<std::string> lines_with(const std::string& file, const std::string& text) {
    DeskTexts texts = test::small_desk();
    texts[file] = text;
    return lines(read_desk(texts));
}

class BadDeskTest : public testing::TestWithParam<test::BadDesk> {};

TEST_P(BadDeskTest, IsRefusedWithExactlyTheseLines) {
    const test::BadDesk& bad = GetParam();
    DeskTexts texts = test::small_desk();
    texts[bad.file] = test::patched(texts[bad.file], bad.patch);
    EXPECT_THAT(lines(read_desk(texts)), UnorderedElementsAreArray(bad.lines));
}

INSTANTIATE_TEST_SUITE_P(All, BadDeskTest, testing::ValuesIn(test::bad_desks()));

TEST(DeskFile, TheSmallDeskIsValid) {
    EXPECT_THAT(lines(read_desk(test::small_desk())), IsEmpty());
}

TEST(DeskFile, TheExampleDeskIsValid) {
    const auto desk = load_desk(WAYMARK_SOURCE_DIR "/assets/desks/service-desk");
    ASSERT_THAT(lines(desk), IsEmpty());
    EXPECT_EQ(desk->outline.name, "IT Service Desk");
    EXPECT_EQ(desk->measures.size(), desk->outline.kpis.size());
    ASSERT_EQ(desk->outline.scenes.size(), 6u);
    EXPECT_EQ(desk->outline.scenes[0].kpis.size(), 9u);
}

TEST(DeskFile, TheExampleDeskKeepsTheStatements) {
    const auto desk = load_desk(WAYMARK_SOURCE_DIR "/assets/desks/service-desk");
    ASSERT_THAT(lines(desk), IsEmpty());
    const auto unit = std::ranges::find(desk->outline.units, UnitKind::desk, &Unit::kind);
    EXPECT_EQ(unit->vision.text,
              "To be recognized as a single-point-of-contact service desk providing best in class "
              "communications and support.");
    EXPECT_EQ(unit->mission.purpose,
              "To provide our customers with quality service, focusing on consistent and efficient "
              "support");
    std::vector<std::string> titles;
    for (const Objective& objective : unit->mission.objectives) {
        titles.push_back(objective.title);
        for (const Csf& csf : objective.csfs)
            titles.push_back("- " + csf.title);
    }
    EXPECT_THAT(titles,
                ElementsAre("Communication", "- Customers reach us quickly",
                            "- Customers are kept informed",
                            "Continuous improvement of processes and tools",
                            "- Problems are solved where they arrive", "- Backlog under control",
                            "Customer engagement", "- Customers say it was good",
                            "- One single point of contact", "Professional development",
                            "- A desk that grows", "- A desk that stays healthy"));
}

TEST(DeskFile, TitlesOfTheExampleFitTheirTiles) {
    const auto desk = load_desk(WAYMARK_SOURCE_DIR "/assets/desks/service-desk");
    ASSERT_THAT(lines(desk), IsEmpty());
    for (const Kpi& kpi : desk->outline.kpis)
        EXPECT_LE(kpi.title.size(), 24u) << kpi.title;
}

TEST(DeskFile, ValuesAreKeptAsFractionsAndSeconds) {
    const auto desk = read_desk(test::small_desk());
    ASSERT_THAT(lines(desk), IsEmpty());
    const Kpi& answered = desk->outline.kpis[0];
    EXPECT_EQ(answered.target, (Target{.goal = 0.8, .floor = 0.7}));
    EXPECT_EQ(answered.window, (Window{Window::Kind::rolling, std::chrono::minutes{60}}));
    EXPECT_EQ(desk->outline.feeds[0].cadence, std::chrono::seconds{10});
    EXPECT_EQ(desk->day_boundary, std::chrono::hours{6});
    EXPECT_EQ(desk->zone, "Europe/London");
}

TEST(DeskFile, AFeedWithoutATokenHasNone) {
    const auto desk = read_desk(test::small_desk());
    ASSERT_THAT(lines(desk), IsEmpty());
    EXPECT_FALSE(desk->tokens.contains(FeedId{"phone"}));
}

TEST(DeskFile, TokensAreKeptInTheFormTheyAreWritten) {
    const std::string hash(64, 'a');
    DeskTexts texts = test::small_desk();
    texts["feeds.json"] = R"({"feeds": [
        {"id": "phone", "title": "Phone", "cadence": "10s", "token": {"sha256": ")" +
                          hash + R"("}},
        {"id": "tickets", "title": "Tickets", "cadence": 30, "token": {"env": "TICKETS_TOKEN"}},
        {"id": "surveys", "title": "Surveys", "cadence": "1d", "token": {"file": "surveys.token"}}
    ]})";
    const auto desk = read_desk(texts);
    ASSERT_THAT(lines(desk), IsEmpty());
    EXPECT_EQ(desk->tokens.at({"phone"}), (FeedToken{.sha256 = hash}));
    EXPECT_EQ(desk->tokens.at({"tickets"}), (FeedToken{.env_name = "TICKETS_TOKEN"}));
    EXPECT_EQ(desk->tokens.at({"surveys"}), (FeedToken{.file = "surveys.token"}));
}

TEST(DeskFile, SyntaxIsToldWithLineAndColumn) {
    EXPECT_THAT(lines_with("feeds.json", "{\n  \"feeds\": [,]\n}"),
                ElementsAre("feeds.json /feeds/0: not JSON, near line 2 column 13"));
    EXPECT_THAT(lines_with("feeds.json", ""),
                ElementsAre("feeds.json: not JSON, near line 1 column 1"));
    EXPECT_THAT(lines_with("feeds.json", "{\"feeds\": [], \"feeds\": []}"),
                ElementsAre("feeds.json /feeds: key \"feeds\" stands twice"));
}

TEST(DeskFile, AnotherEncodingIsToldByItsName) {
    EXPECT_THAT(lines_with("feeds.json", "{\n  \"feeds\": \"\xf8\"\n}"),
                ElementsAre("feeds.json: line 2 is not UTF-8; save the file in that encoding"));
    EXPECT_THAT(lines_with("feeds.json", std::string{"\xff\xfe{\0}\0", 6}),
                ElementsAre("feeds.json: line 1 is not UTF-8; save the file in that encoding"));
}

TEST(DeskFile, OfVeryManyProblemsTheRestIsANumber) {
    std::string units = "7";
    for (int i = 1; i < 1'000; ++i)
        units += ",7";
    const auto told = lines_with("charter.json", "{\"units\":[" + units + "]}");
    ASSERT_EQ(told.size(), 201u);
    EXPECT_EQ(told[199], "charter.json /units/199: 7 is no object");
    EXPECT_THAT(told[200], testing::MatchesRegex("charter.json: and 8[0-9]+ more problems"));
}

TEST(DeskFile, ThatThereAreNoKpisIsSaidOnce) {
    EXPECT_THAT(lines_with("kpis.json", "{\"kpis\":[]}"),
                ElementsAre("kpis.json /kpis: [] is empty; at least one KPI is needed"));
}

TEST(DeskFile, AUnitMayHaveNoVisionYet) {
    DeskTexts texts = test::small_desk();
    texts["charter.json"] =
        test::patched(texts["charter.json"], R"({"op":"remove","path":"/units/1/vision"})");
    const auto desk = read_desk(texts);
    ASSERT_THAT(lines(desk), IsEmpty());
    EXPECT_EQ(desk->outline.units[1].vision, Vision{});
}

TEST(DeskFile, CommentsAreSkipped) {
    EXPECT_THAT(lines_with("feeds.json", R"(// Ours
        {"feeds": [{"id": "phone", /* ours */ "title": "Phone", "cadence": "10s"}]})"),
                IsEmpty());
}

TEST(DeskFile, WhatOthersSayOfABrokenFileIsNotHeldAgainstThem) {
    EXPECT_THAT(lines_with("charter.json", "{"),
                ElementsAre("charter.json: not JSON, near line 1 column 1"));
}

TEST(DeskFile, AllProblemsOfAllFilesAreToldAtOnce) {
    DeskTexts texts = test::small_desk();
    texts.erase("screens.json");
    texts["desk.json"] = test::patched(texts["desk.json"], R"({"op":"remove","path":"/name"})");
    texts["feeds.json"] = "nonsense";
    texts["kpis.json"] = test::patched(
        texts["kpis.json"], R"([{"op":"replace","path":"/kpis/0/target/goal","value":"60%"},
                                {"op":"add","path":"/kpis/1/wieght","value":3}])");
    EXPECT_THAT(
        lines(read_desk(texts)),
        ElementsAre(
            "screens.json: is missing; a desk folder needs it", "desk.json: \"name\" is missing",
            "kpis.json /kpis/0/target/goal: \"60%\" is on the wrong side of the floor \"70%\"; a "
            "goal for \"higher\" lies above its floor",
            "kpis.json /kpis/1/wieght: \"wieght\" is no known key; did you mean \"weight\"?",
            "feeds.json: not JSON, near line 1 column 2"));
}

/// A desk whose files have had some of their text cut out, doubled or replaced.
DeskTexts damaged_desk() {
    DeskTexts texts = test::small_desk();
    for (auto& [file, text] : texts) {
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        const auto length = *rc::gen::inRange<std::size_t>(0, 40);
        const auto put = *rc::gen::elementOf(
            std::vector<std::string>{"", "7", "null", "[]", "{}", "\"\"", "\"vision\"", "-1e300",
                                     "\xff", text.substr(at, 60)});
        text.replace(at, length, put);
    }
    return texts;
}

RC_GTEST_PROP(DeskFile, ADamagedDeskIsReadOrRefusedInWholeLines, ()) {
    const DeskOrProblems read = read_desk(damaged_desk());
    RC_ASSERT(read.has_value() || !read.error().empty());
    for (const std::string& line : lines(read)) {
        RC_ASSERT(line.find('\n') == line.npos);
        RC_ASSERT(line.find(".json") != line.npos);
    }
}

TEST(DeskFile, AFolderWithoutFilesNamesEachOfThem) {
    const test::Scratch scratch;
    const auto told = lines(load_desk(scratch.path()));
    ASSERT_EQ(told.size(), 5u);
    EXPECT_EQ(told[0], (scratch.path() / "desk.json").string() + ": No such file or directory");
}

}  // namespace
}  // namespace waymark
