#include "wallboard/link/link.hpp"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/scripted_server.hpp"
#include "tests/support/wall_side.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using test::ScriptedServer;
using test::WallSide;
using Phase = LinkHealth::Phase;

constexpr Time start = from_epoch_ms(1'774'857'600'000);

/// Comes back at once; silences and refusals last longer than any test unless it says otherwise.
LinkTiming eager() {
    return {.silence = 1h, .retry_least = 1ms, .retry_most = 2ms, .refused_retry = 1h};
}

LinkOptions options(const ScriptedServer& server, const LinkTiming& timing) {
    return {.server = *parse_address(server.url()),
            .hello = {.version = "1.2.3",
                      .screen = {"north"},
                      .width = 1920,
                      .height = 1080,
                      .renderer = "test"},
            .timing = timing};
}

SnapshotMessage snapshot(const std::string& epoch, double value) {
    return {{.position = {epoch, 1},
             .readings = {.kpis = {{.kpi = {"answered"}, .value = value}},
                          .problems = std::vector<std::string>{}}},
            start};
}

DeltaMessage delta(const std::string& epoch, std::uint64_t sequence, double value) {
    return {{{epoch, sequence}, {.kpis = {{.kpi = {"answered"}, .value = value}}}}};
}

auto shows(double value) {
    return [value](const BoardState& state) {
        return state.board() != nullptr && state.board()->readings.kpis.at(0).value == value;
    };
}

bool no_problem(const BoardState& state) {
    return state.link().phase == Phase::live && state.link().problem.empty();
}

TEST(Link, SaysHelloAndShowsSnapshotThenDeltas) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    auto peer = server.accept();
    EXPECT_EQ(peer.header("Sec-WebSocket-Protocol"), "waymark.v1");
    EXPECT_EQ(peer.header("Authorization"), "");
    EXPECT_EQ(peer.header("Sec-WebSocket-Extensions"), "") << "compression stays off";
    const Hello hello{"1.2.3", {"north"}, std::nullopt, 1920, 1080, "test"};
    EXPECT_EQ(peer.receive_screen_message(), ScreenMessage{hello});

    peer.send(snapshot("epoch", 0.8));
    EXPECT_TRUE(wall.until(shows(0.8)));
    EXPECT_TRUE(wall.until_phase(Phase::live));
    EXPECT_TRUE(wall.state().link().heard.has_value());
    peer.send(delta("epoch", 2, 0.7));
    EXPECT_TRUE(wall.until(shows(0.7)));
}

TEST(Link, ShowsItsToken) {
    ScriptedServer server;
    LinkOptions with_token = options(server, eager());
    with_token.token = "let-me-in";
    WallSide wall{with_token};
    EXPECT_EQ(server.accept().header("Authorization"), "Bearer let-me-in");
}

TEST(Link, TakesABoardOfManyMegabytes) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    auto peer = server.accept();
    SnapshotMessage large = snapshot("epoch", 0.8);
    large.board.readings.problems->assign(8, std::string(1 << 20, 'x'));
    peer.send(large);
    EXPECT_TRUE(wall.until(shows(0.8)));
}

TEST(Link, ServerThatCantBeReachedIsOfflineWithTheTimeOfTheNextTry) {
    LinkOptions nowhere;
    {
        const ScriptedServer gone;
        LinkTiming timing = eager();
        timing.retry_least = timing.retry_most = 1h;
        nowhere = options(gone, timing);
    }
    WallSide wall{nowhere};
    EXPECT_TRUE(wall.until_problem("can't reach 127.0.0.1:"));
    EXPECT_EQ(wall.state().link().phase, Phase::offline);
    EXPECT_TRUE(wall.state().link().next_try.has_value());
    EXPECT_FALSE(wall.state().link().heard.has_value());
}

TEST(Link, DroppedConnectionComesBackWithTheServersNewState) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    {
        auto peer = server.accept();
        peer.send(snapshot("before", 0.8));
        EXPECT_TRUE(wall.until(shows(0.8)));
    }
    server.refuse();
    auto peer = server.accept();
    const ScreenMessage hello = peer.receive_screen_message();
    EXPECT_EQ(std::get<Hello>(hello).position, (Position{"before", 1}));
    peer.send(snapshot("after", 0.6));
    EXPECT_TRUE(wall.until(shows(0.6)));
    EXPECT_TRUE(wall.until(no_problem));
    EXPECT_EQ(wall.state().link().phase, Phase::live);
}

TEST(Link, ShortBreakIsNotShownAsOffline) {
    ScriptedServer server;
    LinkTiming timing = eager();
    timing.retry_least = timing.retry_most = 1h;
    WallSide wall{options(server, timing)};
    {
        auto peer = server.accept();
        peer.send(snapshot("epoch", 0.8));
        EXPECT_TRUE(wall.until_phase(Phase::live));
    }
    EXPECT_TRUE(wall.until_problem("the connection ended"));
    EXPECT_EQ(wall.state().link().phase, Phase::live);
}

TEST(Link, SilentServerIsOfflineAndLeftForANewConnection) {
    ScriptedServer server;
    LinkTiming timing = eager();
    timing.silence = 50ms;
    WallSide wall{options(server, timing)};
    auto silent = server.accept();
    silent.send(snapshot("epoch", 0.8));
    EXPECT_TRUE(wall.until_phase(Phase::offline));
    EXPECT_TRUE(wall.until_problem("the server said nothing for"));
    EXPECT_TRUE(wall.state().link().heard.has_value());
    EXPECT_TRUE(shows(0.8)(wall.state())) << "the last known board stays";
    server.accept().receive();
}

TEST(Link, OldBoardIsNotCurrentBecauseTheServerTicks) {
    ScriptedServer server;
    LinkTiming timing = eager();
    timing.first_board = 50ms;
    WallSide wall{options(server, timing)};
    auto peer = server.accept();
    peer.send(TickMessage{start});
    EXPECT_TRUE(wall.until_problem("the server sent no board within"));
    EXPECT_EQ(wall.state().link().phase, Phase::offline);
}

TEST(Link, DeltasOfAnUnknownEpochAreAnsweredByAskingForOneSnapshot) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    auto peer = server.accept();
    peer.receive();
    peer.send(snapshot("one", 0.8));
    EXPECT_TRUE(wall.until(shows(0.8)));
    peer.send(delta("two", 5, 0.5));
    peer.send(delta("two", 6, 0.4));
    peer.send(SeriesMessage{{{"answered"}, {{start, 0.5}}}});
    EXPECT_TRUE(
        wall.until([](const BoardState& state) { return state.board()->series.size() == 1; }));
    EXPECT_TRUE(shows(0.8)(wall.state()));
    wall.link().report({{"one", 1}, 3, {.scene = {"main"}}});
    EXPECT_EQ(peer.receive_screen_message(), ScreenMessage{Resync{}});
    EXPECT_EQ(peer.receive_screen_message(),
              (ScreenMessage{Report{{"one", 1}, 3, {.scene = {"main"}}}}));
}

TEST(Link, AsksForASnapshotAndTakesIt) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    auto peer = server.accept();
    peer.receive();
    peer.send(snapshot("one", 0.8));
    EXPECT_TRUE(wall.until(shows(0.8)));
    wall.link().ask_for_resync();
    wall.link().ask_for_resync();
    EXPECT_EQ(peer.receive_screen_message(), ScreenMessage{Resync{}});
    peer.send(snapshot("one", 0.5));
    EXPECT_TRUE(wall.until(shows(0.5)));
    wall.link().report({{"one", 1}, 3, {.scene = {"main"}}});
    EXPECT_EQ(peer.receive_screen_message(),
              (ScreenMessage{Report{{"one", 1}, 3, {.scene = {"main"}}}}))
        << "a snapshot on its way is not asked for again";
}

TEST(Link, ReportsAtMostOncePerInterval) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    auto peer = server.accept();
    peer.receive();
    peer.send(snapshot("one", 0.8));
    EXPECT_TRUE(wall.until(shows(0.8)));
    wall.link().report({{"one", 1}, 1, {.scene = {"main"}}});
    EXPECT_EQ(peer.receive_screen_message(),
              (ScreenMessage{Report{{"one", 1}, 1, {.scene = {"main"}}}}));
    wall.link().report({{"one", 1}, 2, {.scene = {"main"}}});
    wall.link().ask_for_resync();
    EXPECT_EQ(peer.receive_screen_message(), ScreenMessage{Resync{}}) << "the report waits";
}

TEST(Link, SaysGoodbyeWhenTheWallEnds) {
    ScriptedServer server;
    auto wall = std::make_unique<WallSide>(options(server, eager()));
    auto peer = server.accept();
    peer.send(snapshot("one", 0.8));
    EXPECT_TRUE(wall->until(shows(0.8)));
    unsigned code = 0;
    std::thread waits{[&] { code = peer.wait_for_close(); }};
    wall.reset();
    waits.join();
    EXPECT_EQ(code, 1001u);
}

TEST(Link, EndsAlsoWhenTheServerNeverAnswers) {
    ScriptedServer server;
    LinkTiming timing = eager();
    timing.farewell = 1ms;
    auto wall = std::make_unique<WallSide>(options(server, timing));
    auto peer = server.accept();
    peer.send(snapshot("one", 0.8));
    EXPECT_TRUE(wall->until(shows(0.8)));
    wall.reset();
}

TEST(Link, GoodbyeIsShownInTheServersWords) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    {
        auto peer = server.accept();
        peer.send(snapshot("one", 0.8));
        peer.send(Bye{"restarting\nfor an update", true});
        EXPECT_TRUE(wall.until_problem("the server said goodbye: restarting for an update"));
        EXPECT_EQ(wall.state().link().phase, Phase::live);
    }
    auto peer = server.accept();
    peer.send(Bye{"no such screen", false});
    EXPECT_TRUE(wall.until_problem("no such screen"));
    EXPECT_EQ(wall.state().link().phase, Phase::offline) << "people must do something first";
}

TEST(Link, OtherProtocolAndOtherServersAreSaidInWords) {
    ScriptedServer server;
    LinkTiming timing = eager();
    timing.refused_retry = 1ms;
    WallSide wall{options(server, timing)};
    server.accept("waymark.v2");
    EXPECT_TRUE(wall.until_problem("the server is newer than this wall (it speaks waymark.v2"));
    server.accept("");
    EXPECT_TRUE(wall.until_problem("says no protocol"));
    server.answer_raw("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    EXPECT_TRUE(wall.until_problem("is it a Waymark server?"));
    server.answer_raw("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
    EXPECT_TRUE(wall.until_problem("--token-file"));
    server.answer_raw("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    EXPECT_TRUE(wall.until_problem("can't talk to"));
    EXPECT_EQ(wall.state().link().phase, Phase::offline);
    auto peer = server.accept();
    peer.send(snapshot("epoch", 0.8));
    EXPECT_TRUE(wall.until_phase(Phase::live));
    EXPECT_EQ(wall.state().link().problem, "");
}

TEST(Link, HostileMessagesAreAProblemInWordsNeverACrash) {
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    const std::pair<std::string, std::string> table[] = {
        {"", "not JSON"},
        {"hello", "not JSON"},
        {"[]", "JSON object"},
        {"{}", "understand: key 'type' not found"},
        {R"({"type":"snapshot"})", "position"},
        {R"({"type":7})", "must be string"},
        {R"({"type":"tick","time":"now"})", "is not a time"},
        {R"({"type":"tick","time":1e300})", "is not a time"},
        {R"({"type":"tick","time":1,"time":2})", "stands twice"},
        {R"({"type":"command","x":)" + deep + "}", "deeper than 32 levels"},
    };
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    for (const auto& [text, problem] : table) {
        auto peer = server.accept();
        peer.send(snapshot("epoch", 0.8));
        EXPECT_TRUE(wall.until(no_problem));
        peer.send_text(text);
        EXPECT_TRUE(wall.until_problem("does not understand")) << text.substr(0, 80);
        EXPECT_TRUE(wall.until_problem(problem)) << wall.state().link().problem;
    }
    auto peer = server.accept();
    peer.send(snapshot("epoch", 0.8));
    EXPECT_TRUE(wall.until(shows(0.8)));
}

TEST(Link, MessageBeyondTheLimitAndBrokenFramesEndOnlyTheConnection) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    const std::pair<std::string, unsigned> table[] = {
        {std::string("\x81\x7f\0\0\0\x01\0\0\0\0", 10), 1009},  // 4 GiB are announced
        {"\xff\x02hi", 1002},                                   // reserved bits
        {"\x83\x02hi", 1002},                                   // an opcode nobody knows
        {"\x81\x02\xc3\x28", 1007},                             // not UTF-8
    };
    for (const auto& [frame, code] : table) {
        auto peer = server.accept();
        peer.send(snapshot("epoch", 0.8));
        EXPECT_TRUE(wall.until(no_problem));
        peer.send_raw(frame);
        EXPECT_EQ(peer.wait_for_close(), code);
        EXPECT_TRUE(wall.until_problem("the connection ended")) << wall.state().link().problem;
    }
    auto peer = server.accept();
    peer.send(snapshot("epoch", 0.8));
    EXPECT_TRUE(wall.until(shows(0.8)));
}

std::string http(const std::string& status, const std::string& body) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

auto told(const WallSide& wall, std::size_t count) {
    return [&wall, count](const BoardState&) { return wall.answers().size() >= count; };
}

TEST(LinkQuestions, AreAnsweredOneAfterTheOtherBesideTheLiveBoard) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    auto peer = server.accept();
    wall.link().ask("/v1/health");
    wall.link().ask("/v1/lints");
    server.answer_raw(http("200 OK", R"({"today":[]})"));
    server.answer_raw(http("200 OK", R"({"lints":[]})"));
    ASSERT_TRUE(wall.until(told(wall, 2)));
    EXPECT_EQ(wall.answers()[0].target, "/v1/health");
    EXPECT_EQ(wall.answers()[0].body, R"({"today":[]})");
    EXPECT_EQ(wall.answers()[1].body, R"({"lints":[]})");
    peer.send(snapshot("epoch", 0.8));
    EXPECT_TRUE(wall.until(shows(0.8)));
}

TEST(LinkQuestions, ThatAreRefusedSayWhyInTheServersWords) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    auto peer = server.accept();
    wall.link().ask("/v1/kpis/moon/explain");
    server.answer_raw(
        http("404 Not Found", R"({"error":{"what":"there is no KPI of that name","where":""}})"));
    ASSERT_TRUE(wall.until(told(wall, 1)));
    EXPECT_EQ(to_text(wall.answers()[0].body.error()), "there is no KPI of that name");
    wall.link().ask("/v1/kpis/sl/records");
    server.answer_raw(http("404 Not Found", "<html>"));
    ASSERT_TRUE(wall.until(told(wall, 2)));
    EXPECT_THAT(to_text(wall.answers()[1].body.error()), testing::HasSubstr("older"));
    wall.link().ask("/v1/kpis/sl/records");
    server.answer_raw(http("200 OK", std::string(2 << 20, 'x')));
    ASSERT_TRUE(wall.until(told(wall, 3)));
    EXPECT_FALSE(wall.answers()[2].body);
}

TEST(LinkQuestions, AWallThatEndsWaitsForNoAnswer) {
    ScriptedServer server;
    WallSide wall{options(server, eager())};
    auto peer = server.accept();
    for (int i = 0; i < 40; ++i)
        wall.link().ask("/v1/page/" + std::to_string(i));
}

}  // namespace
}  // namespace waymark::wallboard
