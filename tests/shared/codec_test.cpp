#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "shared/base/file.hpp"
#include "shared/protocol/message.hpp"
#include "tests/support/board_gen.hpp"
#include "tests/support/golden.hpp"

namespace waymark {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::string text_of(const std::string& path) {
    const auto text = read_file(WAYMARK_SOURCE_DIR "/" + path, 1 << 20);
    if (!text) throw std::runtime_error(to_text(text.error()));
    return *text;
}

std::string golden_text(const std::string& name) {
    return text_of("tests/data/golden/" + name + ".json");
}

class GoldenMessage : public testing::TestWithParam<test::Golden> {};
class DecodedMessage : public testing::TestWithParam<test::Golden> {};

std::vector<test::Golden> decoded_messages() {
    auto messages = test::golden_messages();
    std::erase_if(messages, [](const test::Golden& golden) { return !golden.read; });
    return messages;
}

TEST_P(GoldenMessage, IsWhatWeWrite) {
    EXPECT_EQ(json::parse(GetParam().encoded), json::parse(golden_text(GetParam().name)));
}

TEST_P(DecodedMessage, IsReadAndWrittenUnchanged) {
    const auto again = GetParam().read(golden_text(GetParam().name));
    ASSERT_TRUE(again.has_value()) << to_text(again.error());
    EXPECT_EQ(json::parse(*again), json::parse(golden_text(GetParam().name)));
}

TEST_P(GoldenMessage, StandsInTheProtocolsDescription) {
    EXPECT_THAT(text_of("docs/protocol.md"),
                HasSubstr("```json\n" + golden_text(GetParam().name) + "```\n"));
}

TEST_P(DecodedMessage, WithAnyOneOfItsFieldsWrongIsReadOrRefusedInWords) {
    const json whole = json::parse(GetParam().encoded).flatten();
    for (const auto& [pointer, value] : whole.items()) {
        for (const json& other : {json("x"), json(-1.5), json(1e300), json::object({{"a", 1}}),
                                  json(true), json(18446744073709551615u), json(nullptr)}) {
            json changed = json::parse(GetParam().encoded);
            changed[json::json_pointer{pointer}] = other;
            const auto read = GetParam().read(changed.dump());
            EXPECT_TRUE(read || !read.error().what.empty()) << changed;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, GoldenMessage, testing::ValuesIn(test::golden_messages()),
                         [](const auto& one) { return one.param.name; });
INSTANTIATE_TEST_SUITE_P(All, DecodedMessage, testing::ValuesIn(decoded_messages()),
                         [](const auto& one) { return one.param.name; });

TEST(Codec, TheDeskOverHttpIsTheSnapshotWithoutItsEnvelope) {
    json snapshot = json::parse(golden_text("snapshot"));
    snapshot.erase("type");
    snapshot.erase("time");
    EXPECT_EQ(json::parse(encode_board(test::golden_board())), snapshot);
}

TEST(Codec, ABoardIsReadBackAsItWasWritten) {
    const auto board = decode_board(encode_board(test::golden_board()));
    ASSERT_TRUE(board.has_value()) << to_text(board.error());
    EXPECT_EQ(*board, test::golden_board());
}

RC_GTEST_PROP(Codec, AnyReadingsAreReadBackAsTheyWereWritten, ()) {
    Board board = test::golden_board();
    board.readings = (*test::any_board()).readings;
    const auto read = decode_board(encode_board(board));
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == board);
}

TEST(Codec, EveryKindOfWindowIsReadBackAsItWasWritten) {
    Board board = test::golden_board();
    for (const char* text : {"now", "rolling 60min", "rolling 28d", "today", "shift", "week",
                             "month", "quarter", "year", "vision"}) {
        board.desk.kpis[0].window = window_from(text).value();
        EXPECT_EQ(decode_board(encode_board(board)).value(), board) << text;
    }
}

TEST(Codec, ARuleForHeldDaysThatMakesNoSenseIsRefused) {
    const std::string whole = encode_board(test::golden_board());
    for (const char* rule :
         {R"({"hold":20,"of":19,"days":"working"})", R"({"hold":0,"of":1,"days":"working"})",
          R"({"hold":1,"of":1})", R"({"hold":1,"of":1,"days":7})"}) {
        json board = json::parse(whole);
        board["desk"]["units"][1]["mission"]["objectives"][0]["csfs"][0]["done_when"] =
            json::parse(rule);
        EXPECT_FALSE(decode_board(board.dump()).has_value()) << rule;
    }
}

TEST(Codec, WhatIsNoNumberIsLeftOut) {
    Board board = test::golden_board();
    board.readings.kpis[0].value = std::numeric_limits<double>::infinity();
    board.series[0].points[0].value = std::numeric_limits<double>::quiet_NaN();
    const auto read = decode_board(encode_board(board));
    ASSERT_TRUE(read.has_value()) << to_text(read.error());
    EXPECT_EQ(read->readings.kpis[0].value, std::nullopt);
    EXPECT_EQ(read->series[0].points.size(), 1u);
}

TEST(Codec, AKpiThatTheBoardDoesNotHaveIsNothing) {
    EXPECT_EQ(encode_kpi(test::golden_board(), {"nonsense"}), std::nullopt);
}

/// The golden board after a change at a place of its JSON.
Board board_with(const char* pointer, const char* word) {
    json board = json::parse(encode_board(test::golden_board()));
    board.at(json::json_pointer(pointer)) = word;
    auto read = decode_board(board.dump());
    EXPECT_TRUE(read) << pointer << ": " << to_text(read.error());
    return read.value_or(Board{});
}

TEST(Codec, AWordOfANewerServerIsPassedOverOrStandsForItsNeutralNeighbour) {
    const Board golden = test::golden_board();
    struct Row {
        const char* where;
        std::function<void(Board&)> neutral;
    };
    const Row table[]{
        {"/readings/kpis/0/state", [](Board& b) { b.readings.kpis[0].state = State::no_target; }},
        {"/readings/kpis/0/trend", [](Board& b) { b.readings.kpis[0].trend = Trend::none; }},
        {"/readings/queues/0/state",
         [](Board& b) { b.readings.queues[0].reading.state = State::no_target; }},
        {"/readings/nodes/0/kind",
         [](Board& b) { b.readings.nodes.erase(b.readings.nodes.begin()); }},
        {"/readings/nodes/0/state", [](Board& b) { b.readings.nodes[0].state = State::unknown; }},
        {"/readings/nodes/0/pace", [](Board& b) { b.readings.nodes[0].pace = Pace::unknown; }},
        {"/readings/feeds/0/freshness",
         [](Board& b) { b.readings.feeds[0].freshness = Freshness::late; }},
        {"/readings/annotations/0/kind",
         [](Board& b) { b.readings.annotations->at(0).kind = Annotation::Kind::note; }},
        {"/readings/milestones/0/kind", [](Board& b) { b.readings.milestones->clear(); }},
        {"/readings/milestones/0/state",
         [](Board& b) { b.readings.milestones->at(0).state = Milestone::State::over; }},
        {"/node_series/0/kind", [](Board& b) { b.node_series.clear(); }},
        {"/desk/kpis/0/unit", [](Board& b) { b.desk.kpis[0].unit = ValueUnit::count; }},
        {"/desk/kpis/0/window", [](Board& b) { b.desk.kpis[0].window = {}; }},
        {"/desk/kpis/0/target/direction", [](Board& b) { b.desk.kpis[0].target.reset(); }},
        {"/desk/scenes/0/kind", [](Board& b) { b.desk.scenes[0].kind = SceneKind::wall; }},
        {"/desk/units/0/kind", [](Board& b) { b.desk.units[0].kind = UnitKind::department; }},
        {"/desk/units/1/links/0/kind",
         [](Board& b) { b.desk.units[1].links[0].kind = Link::Kind::aligns; }},
        {"/desk/units/1/mission/objectives/0/csfs/0/done_when/days",
         [](Board& b) { b.desk.units[1].mission.objectives[0].csfs[0].done_when.reset(); }},
    };
    for (const Row& row : table) {
        Board expected = golden;
        row.neutral(expected);
        EXPECT_EQ(board_with(row.where, "of_a_newer_server"), expected) << row.where;
    }
    json board = json::parse(encode_board(golden));
    board["desk"]["screens"][0]["night"] = {{"from", 0}, {"to", 60}, {"shows", "stars"}};
    EXPECT_EQ(decode_board(board.dump())->desk.screens[0].night->shows, Night::Shows::dim);
    board["readings"]["kpis"][0].erase("value");
    board["readings"]["kpis"][0]["state"] = "asleep";
    EXPECT_EQ(decode_board(board.dump())->readings.kpis[0].state, State::no_data);
}

TEST(Codec, AMessageOfANewerServerIsACommandThatIsNotKnown) {
    for (const char* text : {R"({"type":"weather","sun":true})", R"({"type":""})",
                             R"({"type":"command","action":"dance","percent":"all"})"})
        EXPECT_EQ(std::get<Command>(*decode_server_message(text)), Command{}) << text;
    EXPECT_FALSE(decode_server_message(R"({"type":7})"));
    EXPECT_FALSE(decode_server_message(R"({})"));
}

TEST(Codec, WhatIsNoWordAtAllIsRefused) {
    for (const char* where :
         {"/readings/kpis/0/state", "/readings/nodes/0/kind", "/readings/milestones/0/kind",
          "/readings/annotations/0/kind", "/desk/kpis/0/window", "/desk/units/0/kind"}) {
        json board = json::parse(encode_board(test::golden_board()));
        board.at(json::json_pointer(where)) = 7;
        EXPECT_FALSE(decode_board(board.dump())) << where;
    }
}

TEST(Codec, UnknownFieldsAreIgnored) {
    const auto read = decode_screen_message(R"({"type":"hello","screen":"main","mood":"fine"})");
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(std::get<Hello>(*read), (Hello{.screen = {"main"}}));
}

std::string refusal(std::string_view text) {
    const auto read = decode_screen_message(text);
    return read ? "" : to_text(read.error());
}

TEST(Codec, ALeadsWindowSaysThatItIsOne) {
    const Hello hello{.screen = {"main"}, .for_leads = true};
    EXPECT_EQ(decode_screen_message(encode(ScreenMessage{hello})), ScreenMessage{hello});
    EXPECT_THAT(refusal(R"({"type":"hello","screen":"main","leads":7})"),
                testing::HasSubstr("boolean"));
}

TEST(Codec, WhatIsNoMessageIsRefusedInWords) {
    EXPECT_EQ(refusal(""), "not JSON, near line 1 column 1");
    EXPECT_EQ(refusal("[]"), "a message is a JSON object with a \"type\"");
    EXPECT_EQ(refusal("{}"), "key 'type' not found");
    EXPECT_EQ(refusal(R"({"type":"tick","time":0})"),
              "\"tick\" is not hello, resync, report or picture");
    EXPECT_EQ(refusal(R"({"type":"hello"})"), "key 'screen' not found");
    EXPECT_EQ(refusal(R"({"type":"hello","screen":"a","size":[1.5,2]})"),
              "1.5 is not a whole number from 0 to 100000");
    EXPECT_EQ(refusal(R"({"type":"report","position":{"epoch":"e","sequence":-1}})"),
              "-1 is not a whole number from 0 to 9007199254740992");
    EXPECT_EQ(refusal(std::string((64 << 10) + 1, ' ')), "longer than 65536 octets");
}

}  // namespace
}  // namespace waymark
