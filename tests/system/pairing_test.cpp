#include <csignal>
#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/support/client.hpp"
#include "tests/support/relay.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/wall_side.hpp"

namespace waymark::test {
namespace {

using namespace std::chrono_literals;
using namespace waymark::wallboard;
using nlohmann::json;
using testing::HasSubstr;

class PairingWalls : public testing::Test {
protected:
    PairingWalls() {
        std::ofstream{scratch.path() / "screens"} << "a screen's token";
        std::ofstream{scratch.path() / "operators"} << "an operator's token";
    }
    std::unique_ptr<ServerProcess> serve() const {
        return std::make_unique<ServerProcess>(shipped_desk(
            scratch.path() / "data",
            {"--log-level", "error", "--screen-token-file", (scratch.path() / "screens").string(),
             "--operator-token-file", (scratch.path() / "operators").string()}));
    }
    /// A wall that has neither a name nor a token.
    std::unique_ptr<WallSide> wall(std::uint16_t port) const {
        LinkOptions options;
        options.server = *parse_address("http://127.0.0.1:" + std::to_string(port));
        options.identity = scratch.path() / "state" / "screen.json";
        options.timing.retry_least = 10ms;
        options.timing.retry_most = 20ms;
        options.timing.pairing_poll = 10ms;
        return std::make_unique<WallSide>(options);
    }
    std::pair<int, std::string> command(const ServerProcess& server,
                                        std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "screen");
        arguments.insert(arguments.end(),
                         {"--server", "http://127.0.0.1:" + std::to_string(server.port()),
                          "--token-file", (scratch.path() / "operators").string()});
        ServerProcess run{arguments};
        const int status = run.wait();
        return {status, run.output()};
    }
    static bool shows_a_code(const BoardState& state) { return state.link().pairing.has_value(); }
    static bool is_main(const BoardState& state) {
        return state.board() && state.link().phase == LinkHealth::Phase::live &&
               state.link().screen == ScreenId{"main"} && !state.link().pairing;
    }

    Scratch scratch;
};

TEST_F(PairingWalls, AWallShowsACodeAndIsAScreenOnceThatWasTold) {
    auto server = serve();
    Relay relay{server->port()};
    {
        const auto first = wall(relay.port());
        ASSERT_TRUE(first->until(shows_a_code));
        const std::string code = first->state().link().pairing->code;
        EXPECT_THAT(first->state().link().problem, HasSubstr(code));
        const auto [wrong, why] = command(*server, {"pair", "222-222", "main"});
        EXPECT_EQ(wrong, 1);
        EXPECT_EQ(why, "\"222-222\" is shown by no wall; codes live ten minutes\n");
        const auto [unknown, known] = command(*server, {"pair", code, "kitchen"});
        EXPECT_EQ(unknown, 1);
        EXPECT_THAT(known, HasSubstr("allowed is \"main\""));
        const auto [status, said] = command(*server, {"pair", code, "main"});
        EXPECT_EQ(status, 0);
        EXPECT_EQ(said, "main: is paired\n");
        ASSERT_TRUE(first->until(is_main));
    }
    server->send(SIGTERM);
    EXPECT_EQ(server->wait(), 0);
    server = serve();
    relay.aim(server->port());
    {
        const auto again = wall(relay.port());
        ASSERT_TRUE(again->until(is_main)) << "both remember it";
        EXPECT_EQ(command(*server, {"unpair", "main"}).first, 0);
        EXPECT_TRUE(again->until(shows_a_code)) << "it is let go at once";
    }
    EXPECT_EQ(command(*server, {"unpair", "main"}).first, 1);
    const auto last = wall(relay.port());
    EXPECT_TRUE(last->until(shows_a_code)) << "it has to be paired anew";
}

TEST_F(PairingWalls, APairedScreensTokenReadsButCommandsNothing) {
    const auto server = serve();
    const json offer = json::parse(ask(server->port(), "POST", "/v1/pairings", {}, "").body);
    const std::string place = "/v1/pairings/" + offer["code"].get<std::string>();
    const auto asking = [&](const std::string& token, const std::string& method,
                            const std::string& target) {
        return ask(server->port(), method, target,
                   {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
                   "");
    };
    EXPECT_EQ(asking("a guess", "GET", place).status, 404u);
    EXPECT_EQ(asking(offer["secret"], "GET", place).body, R"({"state":"pending"})");
    EXPECT_EQ(command(*server, {"pair", offer["code"], "main"}).first, 0);
    const json given = json::parse(asking(offer["secret"], "GET", place).body);
    EXPECT_EQ(given["screen"], "main");
    EXPECT_EQ(asking(offer["secret"], "GET", place).status, 404u) << "it is given once";
    EXPECT_EQ(asking(given["token"], "GET", "/v1/desk").status, 200u);
    EXPECT_EQ(asking(given["token"], "POST", "/v1/screens/main/command").status, 401u);
    EXPECT_EQ(asking(given["token"], "POST", "/v1/screens/main/pair").status, 401u);
}

TEST_F(PairingWalls, OnlyWhoCameByAPairingGoesWithIt) {
    const auto server = serve();
    const auto join = [&](const std::string& token) {
        WsClient screen{
            server->port(), "/v1/live", "waymark.v1", {{"Authorization", "Bearer " + token}}};
        screen.send(R"({"type":"hello","screen":"main"})");
        screen.receive_with(R"("type":"snapshot")");
        return screen;
    };
    const json offer = json::parse(ask(server->port(), "POST", "/v1/pairings", {}, "").body);
    ASSERT_EQ(command(*server, {"pair", offer["code"], "main"}).first, 0);
    const json given =
        json::parse(ask(server->port(), "GET", "/v1/pairings/" + offer["code"].get<std::string>(),
                        {{"Authorization", "Bearer " + offer["secret"].get<std::string>()}}, "")
                        .body);
    WsClient by_token = join("a screen's token");
    WsClient by_pairing = join(given["token"]);
    ASSERT_EQ(command(*server, {"unpair", "main"}).first, 0);
    const json bye = json::parse(by_pairing.receive_with(R"("bye")"));
    EXPECT_EQ(bye["why"], "this wall is not paired any more");
    EXPECT_EQ(bye["come_back"], true);
    ASSERT_EQ(command(*server, {"identify", "main"}).first, 0);
    EXPECT_THAT(by_token.receive_with("command"), HasSubstr("identify"));
}

TEST_F(PairingWalls, WhatIsNoCodeIsRefusedInWords) {
    const auto server = serve();
    struct Bad {
        std::string target, body;
        unsigned status;
        std::string why;
    };
    const std::string at = "/v1/screens/main/pair";
    const Bad table[]{
        {at, "", 400, "not JSON"},
        {at, "{\"code\":\"\xff\"}", 400, "not JSON"},
        {at, "[[[[]]]]", 400, "deeper than 2 levels"},
        {at, R"({"code":"a","code":"b"})", 400, "stands twice"},
        {at, R"({"code":")" + std::string(500'000, 'A') + "\"}", 400, "longer than 1000 octets"},
        {at, "{}", 422, "is missing"},
        {at, R"({"code":7})", 422, "7 is no text"},
        {at, R"({"code":"AAA-AAA","as":"x"})", 422, "is no known key"},
        {at, R"({"code":"AAA-AAA"})", 404, "is shown by no wall"},
        {"/v1/screens/%ff%00/pair", R"({"code":"AAA-AAA"})", 404, "is not in screens.json"},
        {"/v1/screens/a/b/pair", R"({"code":"AAA-AAA"})", 404, "nothing at that path"},
    };
    for (const Bad& bad : table) {
        const Reply reply = ask(
            server->port(), "POST", bad.target,
            {{"Authorization", "Bearer an operator's token"}, {"Content-Type", "application/json"}},
            bad.body);
        EXPECT_EQ(reply.status, bad.status) << bad.body.substr(0, 60);
        EXPECT_THAT(reply.body, HasSubstr(bad.why)) << bad.body.substr(0, 60);
    }
}

TEST_F(PairingWalls, NobodyFillsTheServerWithCodes) {
    const auto server = serve();
    Reply reply;
    for (int i = 0; i <= 20; ++i)
        reply = ask(server->port(), "POST", "/v1/pairings", {}, "");
    EXPECT_EQ(reply.status, 429u);
    EXPECT_EQ(reply.headers.at("Retry-After"), "60");
}

}  // namespace
}  // namespace waymark::test
