#include "server/charter/lints.hpp"

#include <gmock/gmock.h>

#include "server/charter/lint_book.hpp"
#include "server/charter/lints_text.hpp"
#include "shared/base/file.hpp"
#include "tests/support/sound_desk.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::changed;
using test::sound_desk;
using test::valid_desk;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::chrono::local_days today{std::chrono::days{20'542}};  // 30 March 2026

/// What is found, as `check` says it.
std::vector<std::string> lines_of(const DeskTexts& texts, std::chrono::local_days date = today) {
    std::vector<std::string> lines;
    for (const Lint& lint : lints_of(valid_desk(texts), date))
        lines.push_back(line_of(lint));
    return lines;
}

TEST(Lints, ASoundDeskHasNone) {
    EXPECT_THAT(lines_of(sound_desk()), IsEmpty());
}

/// A change of the sound desk, and everything that is found then.
struct Weakness {
    const char* file;
    const char* change;
    std::vector<std::string> lines;
};

std::ostream& operator<<(std::ostream& out, const Weakness& weakness) {
    return out << weakness.lines.front();
}

class WeaknessTest : public testing::TestWithParam<Weakness> {};

TEST_P(WeaknessTest, IsFoundAndNothingElse) {
    const Weakness& weakness = GetParam();
    EXPECT_THAT(lines_of(changed(sound_desk(), weakness.file, weakness.change)),
                ElementsAreArray(weakness.lines));
}

INSTANTIATE_TEST_SUITE_P(
    Statements, WeaknessTest,
    testing::Values(
        Weakness{
            "charter.json",
            R"([{"op":"replace","path":"/units/1/vision/text","value":"To be the one place that all of our colleagues turn to, whatever it is they need. We answer at once, we keep our word, and nobody is sent away."}])",
            {"warning: unit \"desk\" (Desk): The vision has 30 words; cut it to 25, so that "
             "people remember it."}},
        Weakness{
            "charter.json",
            R"([{"op":"replace","path":"/units/0/mission/purpose","value":"To serve customers in such a way that everything they want is where they look for it, and that they never once have to ask us the same question twice."}])",
            {"info: unit \"company\" (Company): The purpose has a sentence of 30 words; make "
             "it two, or cut it to 20."}},
        Weakness{
            "charter.json",
            R"([{"op":"replace","path":"/units/1/mission/objectives/0/title","value":"Talk to us when you like, how you like"},{"op":"add","path":"/units/1/mission/objectives/0/label","value":"Talk to us"}])",
            {"warning: objective \"communication\" (Talk to us when you like, how you like): "
             "The objective has 9 words; cut it to 8, so that people remember it."}},
        Weakness{
            "charter.json",
            R"([{"op":"replace","path":"/units/1/mission/objectives/0/csfs/0/title","value":"All who need us reach us in a minute"}])",
            {"warning: csf \"reach-us\" (All who need us reach us in a minute): The CSF has 9 "
             "words; cut it to 8, so that people remember it."}},
        Weakness{
            "charter.json",
            R"([{"op":"replace","path":"/units/1/mission/purpose","value":"Leveraging World-Class help"}])",
            {"info: unit \"desk\" (Desk): The purpose says \"leveraging\"; say in plain words "
             "what customers will notice.",
             "info: unit \"desk\" (Desk): The purpose says \"world-class\"; say in plain words "
             "what customers will notice."}},
        Weakness{
            "charter.json",
            R"([{"op":"replace","path":"/units/1/mission/purpose","value":"to be one  point of CONTACT."}])",
            {"warning: unit \"desk\" (Desk): Vision and purpose are the same; say in the "
             "purpose why you are there, and in the vision what you want to become."}},
        Weakness{
            "charter.json",
            R"([{"op":"replace","path":"/units/0/vision/text","value":"To be the partner  that colleagues trust to keep their working day RUNNING."}])",
            {"info: desk \"desk\" (Desk): Statements of \"Company\" are still the example's; "
             "put your own words in their place."}},
        Weakness{"charter.json",
                 R"([{"op":"replace","path":"/units/1/vision/by_year","value":2025}])",
                 {"warning: unit \"desk\" (Desk): The vision was to be reached by 2025; give it a "
                  "new year, or write the next one."}},
        Weakness{"charter.json",
                 R"([{"op":"remove","path":"/units/1/vision/by_year"}])",
                 {"info: unit \"desk\" (Desk): The vision has no date; say by which year you want "
                  "to be there, in \"by_year\"."}},
        Weakness{
            "charter.json",
            R"([{"op":"remove","path":"/units/1/vision"},{"op":"remove","path":"/units/1/links/1"}])",
            {"error: unit \"desk\" (Desk): It has no vision, so its numbers have no "
             "direction; write what you want to become, in \"vision\"."}}));

INSTANTIATE_TEST_SUITE_P(
    Alignment, WeaknessTest,
    testing::Values(
        Weakness{
            "charter.json",
            R"([{"op":"remove","path":"/units/1/links/1"}])",
            {"error: unit \"desk\" (Desk): The vision is not linked to \"Company\"; add a link "
             "from \"vision\" that says how it helps there."}},
        Weakness{"charter.json",
                 R"([{"op":"replace","path":"/units/1/links/0/from","value":"vision"}])",
                 {"error: unit \"desk\" (Desk): The mission is not linked to \"Company\"; add a "
                  "link from \"mission\" or an objective that says how it helps there.",
                  "info: objective \"communication\" (Communication): It is linked to nothing of "
                  "\"Company\"; add a link that says how it helps there."}},
        Weakness{
            "charter.json",
            R"([{"op":"replace","path":"/units/1/links/0","value":{"kind":"aligns","from":"communication","to":"customers-first","how":"It helps"}}])",
            {"warning: objective \"customers-first\" (Customers first): No number says how it "
             "is going; have an objective of a unit below contribute to it, or give it a CSF "
             "with KPIs."}},
        Weakness{
            "charter.json",
            R"([{"op":"remove","path":"/units/0"},{"op":"remove","path":"/units/0/parent"},{"op":"remove","path":"/units/0/links"}])",
            {"warning: unit \"desk\" (Desk): Nothing stands above it; put the organisation's "
             "vision and mission there, and say how this unit helps."}},
        Weakness{"charter.json",
                 R"([{"op":"replace","path":"/units/0/mission/objectives","value":[
                     {"id":"customers-first","title":"Customers first"},{"id":"b","title":"B"},
                     {"id":"c","title":"C"},{"id":"d","title":"D"},{"id":"e","title":"E"},
                     {"id":"f","title":"F"}]},
                     {"op":"add","path":"/units/1/links/-","value":{"kind":"contributes","from":"vision","to":"b","how":"x"}},
                     {"op":"add","path":"/units/1/links/-","value":{"kind":"contributes","from":"vision","to":"c","how":"x"}},
                     {"op":"add","path":"/units/1/links/-","value":{"kind":"contributes","from":"vision","to":"d","how":"x"}},
                     {"op":"add","path":"/units/1/links/-","value":{"kind":"contributes","from":"communication","to":"e","how":"x"}},
                     {"op":"add","path":"/units/1/links/-","value":{"kind":"contributes","from":"vision","to":"f","how":"x"}}])",
                 {"warning: unit \"company\" (Company): It has 6 objectives; choose the 5 that "
                  "matter most."}},
        Weakness{"kpis.json",
                 R"([{"op":"replace","path":"/kpis/1/title","value":"Calls answered  in 30 S"}])",
                 {"warning: kpi \"waiting\" (Calls answered  in 30 S): It has the same title as "
                  "\"answered\"; give each a title of its own, so that people can tell them "
                  "apart."}},
        Weakness{"charter.json",
                 R"([{"op":"remove","path":"/units/1/mission/objectives/0/csfs/0/label"}])",
                 {"info: csf \"reach-us\" (Customers reach us quickly): The title has 26 "
                  "characters; add a \"label\" of at most 20 for tiles, which say why they "
                  "matter."}}));

INSTANTIATE_TEST_SUITE_P(
    Measures, WeaknessTest,
    testing::Values(
        Weakness{"charter.json",
                 R"([{"op":"remove","path":"/units/1/mission/objectives/0/csfs/0/done_when"}])",
                 {"warning: csf \"reach-us\" (Customers reach us quickly): Nothing says when it is "
                  "achieved; add \"done_when\", such as 20 of 22 days on target."}},
        Weakness{
            "charter.json",
            R"([{"op":"add","path":"/units/1/mission/objectives/0/csfs/0/done_when/days","value":"working"}])",
            {"warning: desk \"desk\" (Desk): CSFs count working days, but every day is one; "
             "name the desk's hours in \"work_hours\" of desk.json, or count calendar days."}},
        Weakness{"kpis.json",
                 R"([{"op":"remove","path":"/kpis/1/target"}])",
                 {"warning: kpi \"waiting\" (Calls waiting): It has no target, so its CSF does not "
                  "feel it; say what is good in \"target\"."}},
        Weakness{
            "kpis.json",
            R"([{"op":"remove","path":"/kpis/1/target"},{"op":"add","path":"/kpis/1/critical","value":true}])",
            {"warning: kpi \"waiting\" (Calls waiting): It is critical and has no target, so "
             "it never warns; say what is good in \"target\"."}},
        Weakness{"kpis.json",
                 R"([{"op":"remove","path":"/kpis/1/supports"}])",
                 {"warning: kpi \"waiting\" (Calls waiting): It supports no objective; name the "
                  "CSF it stands behind in \"supports\", or take it off the walls."}},
        Weakness{
            "kpis.json",
            R"([{"op":"add","path":"/kpis/-","value":{"id":"loose","title":"Loose","measure":"contacts_waiting","feeds":["phone"]}}])",
            {"warning: kpi \"loose\" (Loose): It supports no objective and no screen shows "
             "it; name the CSF it stands behind in \"supports\", or take it out."}},
        Weakness{
            "feeds.json",
            R"([{"op":"add","path":"/feeds/-","value":{"id":"mail","title":"Mail","cadence":"1min"}}])",
            {"info: feed \"mail\" (Mail): No KPI is made of what it sends; name it in a KPI's "
             "\"feeds\", or take it out."}},
        Weakness{
            "charter.json",
            R"([{"op":"replace","path":"/units/1/mission/purpose","value":"To help, and to teach people skills"}])",
            {"warning: unit \"desk\" (Desk): The statements say \"skills\" and no KPI measures "
             "it; add one, or leave the word out."}}));

INSTANTIATE_TEST_SUITE_P(
    Screens, WeaknessTest,
    testing::Values(
        Weakness{"screens.json",
                 R"([{"op":"replace","path":"/scenes/0/kpis","value":["answered"]}])",
                 {"warning: screen \"main\": Nothing it shows tells how it was for customers; show "
                  "\"happy\" there."}},
        Weakness{"screens.json",
                 R"([{"op":"add","path":"/screens/0/pinned","value":["answered"]}])",
                 {"warning: screen \"main\": Nothing it pins tells how it was for customers; pin "
                  "\"happy\", too."}},
        Weakness{
            "screens.json",
            R"([{"op":"add","path":"/screens/0/place","value":"Lobby"},{"op":"replace","path":"/screens/0/distance","value":20}])",
            {"warning: screen \"main\" (Lobby): It is read from 20.0 m; texts on it are "
             "legible up to 4.9 m: bring it nearer, or take a larger one."}},
        Weakness{
            "kpis.json",
            R"([{"op":"add","path":"/kpis/-","value":{"id":"late","title":"Late","measure":"longest_wait","target":{"goal":60,"floor":90},"supports":["reach-us"],"feeds":["phone"],"critical":true}}])",
            {"warning: screen \"main\": Critical KPI \"late\" is never shown; 60 s are "
             "allowed: pin it, or show it more often."}},
        Weakness{
            "screens.json",
            R"([{"op":"remove","path":"/screens/0/scene"},{"op":"add","path":"/scenes/-","value":{"id":"why","kind":"cascade"}},
                     {"op":"add","path":"/screens/0/rotation","value":[{"scene":"wall","for":"9s"},{"scene":"why","for":"5s"}]}])",
            {"warning: screen \"main\": Scene \"wall\" is there for 9 s at a time; give it "
             "10 s, so that it can be read."}}));

TEST(Lints, TheKpisOfACsfAreOneTooFewOrTooManyByTheirCount) {
    for (std::size_t count = 1; count <= 7; ++count) {
        json kpis = json::parse(sound_desk().at("kpis.json"));
        json& list = kpis["kpis"];
        const json happy = list.back();
        list = json::array();
        for (std::size_t i = 0; i < count; ++i) {
            list.push_back(happy);
            list.back()["id"] = i == 0 ? "happy" : "happy-" + std::to_string(i);
            list.back()["title"] = "Satisfaction " + std::to_string(i);
        }
        DeskTexts texts =
            changed(sound_desk(), "screens.json",
                    R"([{"op":"replace","path":"/scenes/0/kpis","value":["happy"]}])");
        texts["kpis.json"] = kpis.dump();
        const auto lines = lines_of(texts);
        if (count == 1)
            EXPECT_THAT(lines, ElementsAre(HasSubstr("Only one KPI stands behind it; add a second "
                                                     "one, so that no single number decides.")));
        else if (count > 5)
            EXPECT_THAT(
                lines,
                ElementsAre(HasSubstr(std::to_string(count) +
                                      " KPIs stand behind it; keep the 5 that say most, or make it "
                                      "two CSFs.")));
        else
            EXPECT_THAT(lines, IsEmpty()) << count;
    }
}

TEST(Lints, ADeskWithoutACustomersWordSaysSo) {
    const auto lines = lines_of(
        changed(changed(sound_desk(), "kpis.json", R"([{"op":"remove","path":"/kpis/2"}])"),
                "screens.json", R"([{"op":"remove","path":"/scenes/0/kpis/2"}])"));
    EXPECT_THAT(lines,
                ElementsAre("warning: desk \"desk\" (Desk): No KPI tells how it was for customers; "
                            "add one, such as \"csat\", \"nps\" or \"first_contact_resolution\".",
                            "warning: unit \"desk\" (Desk): The statements say \"communication\" "
                            "and no KPI measures it; add one, or leave the word out."));
}

TEST(Lints, PartsOfAFormulaStandBehindWhatTheFormulaDoes) {
    EXPECT_THAT(lines_of(changed(sound_desk(), "kpis.json", R"([
        {"op":"remove","path":"/kpis/1/supports"},{"op":"remove","path":"/kpis/1/target"},
        {"op":"add","path":"/kpis/-","value":{"id":"load","title":"Load","measure":"formula",
            "formula":"{waiting} * 2","unit":"count","window":"now","supports":["reach-us"],
            "target":{"direction":"lower","goal":4,"floor":8},"feeds":["phone"]}}])")),
                IsEmpty());
}

TEST(Lints, ATargetThatIsStillToComeIsOne) {
    EXPECT_THAT(lines_of(changed(sound_desk(), "kpis.json", R"([
        {"op":"remove","path":"/kpis/1/target"},
        {"op":"add","path":"/kpis/1/targets",
            "value":[{"from":"2027-01-01","direction":"lower","goal":4,"floor":8}]}])")),
                IsEmpty());
}

TEST(Lints, TheWorstComesFirst) {
    const DeskFolder desk = valid_desk(test::small_desk());
    std::vector<std::string_view> ids;
    for (const Lint& lint : lints_of(desk, today))
        ids.push_back(lint.id);
    EXPECT_THAT(ids, ElementsAre("vision-not-aligned", "csf-no-done-when", "no-customer-kpi",
                                 "says-but-measures-none", "vision-no-year", "no-label"));
}

TEST(Lints, OfVeryManyTheWorstAreListedAndTheRestIsANumber) {
    DeskFolder desk = valid_desk(sound_desk());
    for (int i = 0; i < 300; ++i) {
        const std::string id = "loose-" + std::to_string(i);
        desk.outline.kpis.push_back({.id = {id}, .title = id, .feeds = {{"phone"}}});
        desk.outline.feeds.push_back({.id = {id}, .title = id});
    }
    const auto lints = lints_of(desk, today);
    ASSERT_EQ(lints.size(), 201u);
    EXPECT_EQ(lints[199].id, "kpi-orphan");
    EXPECT_EQ(line_of(lints[200]),
              "info: desk \"desk\" (Desk): 400 more findings are not listed; mend the first ones.");
}

TEST(Lints, TheExampleDeskOnlyWantsWordsOfOnesOwn) {
    const auto desk = load_desk(WAYMARK_SOURCE_DIR "/assets/desks/service-desk");
    ASSERT_TRUE(desk);
    const auto lints = lints_of(*desk, today);
    ASSERT_EQ(lints.size(), 1u) << line_of(lints[0]) << '\n' << line_of(lints.back());
    EXPECT_EQ(line_of(lints[0]),
              "info: desk \"service-desk\" (IT Service Desk): Statements of \"Nordvik Group\", "
              "\"Information Technology\", \"IT Service Desk\" are still the example's; put your "
              "own words in their place.");
}

TEST(Lints, EveryRuleStandsOnThePageAboutDeskFolders) {
    const auto page = read_file(WAYMARK_SOURCE_DIR "/docs/desk-folder.md", 1 << 20);
    ASSERT_TRUE(page);
    for (const LintRule& rule : lint_rules()) {
        const std::string row =
            "\n| `" + std::string{rule.id} + "` | " + std::string{name_of(rule.severity)} + " |";
        EXPECT_NE(page->find(row), page->npos) << row;
    }
}

TEST(LintBook, AnswersAsTheProtocolSays) {
    const auto golden = read_file(WAYMARK_SOURCE_DIR "/tests/data/golden/lints.json", 1 << 20);
    const auto page = read_file(WAYMARK_SOURCE_DIR "/docs/protocol.md", 1 << 20);
    ASSERT_TRUE(golden && page);
    const DeskFolder desk = valid_desk(
        changed(sound_desk(), "charter.json",
                R"([{"op":"remove","path":"/units/1/mission/objectives/0/csfs/0/done_when"}])"));
    EXPECT_EQ(json::parse(LintBook{}.text(desk, {}, from_epoch_ms(1'774'868'400'000))),
              json::parse(*golden));
    EXPECT_NE(page->find("```json\n" + *golden + "```\n"), page->npos);
}

TEST(LintBook, LooksAnewWhenTheFolderOrTheDateIsAnother) {
    const Time monday{std::chrono::sys_days{std::chrono::days{20'542}}};
    const LocalClock clock{.offset = 1h};
    LintBook book;
    DeskFolder desk = valid_desk(sound_desk());
    const std::string first = book.text(desk, clock, monday);
    EXPECT_EQ(json::parse(first), json({{"at", to_epoch_ms(monday)}, {"lints", json::array()}}));
    EXPECT_EQ(book.text(desk, clock, monday + 22h + 59min), first) << "the same day there";
    EXPECT_NE(book.text(desk, clock, monday + 23h), first) << "past midnight there";
    desk.outline.units[1].vision.by_year.reset();
    EXPECT_EQ(
        json::parse(book.text(desk, clock, monday + 23h))["lints"],
        json::parse(R"([{"id":"vision-no-year","severity":"info","kind":"unit","object":"desk",
            "title":"Desk","message":"The vision has no date; say by which year you want to be )"
                    R"(there, in \"by_year\"."}])"));
}

}  // namespace
}  // namespace waymark::server
