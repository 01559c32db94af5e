#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "shared/base/base64.hpp"
#include "shared/base/file.hpp"
#include "tests/support/client.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"

namespace waymark::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::string commanding = "/v1/screens/main/command";

class ScreenControl : public testing::Test {
protected:
    std::vector<std::string> serving(std::vector<std::string> more) const {
        more.insert(more.end(), {"--log-level", "error"});
        return shipped_desk(scratch.path() / "data", more);
    }
    std::string file_with(const std::string& name, const std::string& text) {
        std::ofstream{scratch.path() / name} << text;
        return (scratch.path() / name).string();
    }
    static std::string url(const ServerProcess& server) {
        return "http://127.0.0.1:" + std::to_string(server.port());
    }

    Scratch scratch;
};

/// A wall that has said hello as the screen "main".
WsClient join_as_main(std::uint16_t port) {
    WsClient screen{port, "/v1/live", "waymark.v1", {}};
    screen.send(R"({"type":"hello","screen":"main","version":"0.1.0","size":[1920,1080]})");
    return screen;
}

/// What `waymark-server ARGUMENTS` printed, and its exit status.
std::pair<int, std::string> run(const std::vector<std::string>& arguments) {
    ServerProcess command{arguments};
    const int status = command.wait();
    return {status, command.output()};
}

TEST_F(ScreenControl, ACommandReachesTheScreenAndTheListTellsOfIt) {
    ServerProcess server{serving({})};
    auto screen = join_as_main(server.port());
    screen.receive_with(R"("type":"snapshot")");
    screen.send(R"({"type":"report","position":{"epoch":"e","sequence":1},"scene":"wall",)"
                R"("vision":true})");
    const auto [status, said] =
        run({"screen", "message", "main", "Lunch is here", "--server", url(server)});
    EXPECT_EQ(status, 0) << said;
    EXPECT_EQ(json::parse(screen.receive_with("command")),
              (json{{"type", "command"}, {"action", "message"}, {"text", "Lunch is here"}}));
    EXPECT_EQ(post_json(server.port(), commanding, R"({"action":"blank"})").status, 200u);
    screen.receive_with("blank");

    const json list = json::parse(fetch(server.port(), "/v1/screens").body);
    ASSERT_EQ(list["screens"].size(), 1u);
    const json& one = list["screens"][0];
    EXPECT_EQ(one["screen"], "main");
    EXPECT_EQ(one["connection"], 1);
    EXPECT_EQ(one["address"], "127.0.0.1");
    EXPECT_EQ(one["known"], true);
    EXPECT_EQ(one["blanked"], true);
    EXPECT_EQ(one["report"]["scene"], "wall");
    EXPECT_EQ(one["report"]["vision"], true);
    const auto [listed, lines] = run({"screen", "list", "--server", url(server)});
    EXPECT_EQ(listed, 0);
    EXPECT_THAT(lines, HasSubstr("main: connection 1 from 127.0.0.1, since "));
    EXPECT_THAT(lines, HasSubstr("  shows scene wall, said "));
    EXPECT_THAT(lines, HasSubstr("  blanked\n"));

    auto again = join_as_main(server.port());
    again.receive_with(R"("type":"snapshot")");
    EXPECT_THAT(again.receive_with("command"), HasSubstr("resume"));
    EXPECT_THAT(again.receive_with("command"), HasSubstr(R"("blank")"));
}

TEST_F(ScreenControl, ALeadsWindowIsNoScreenToCommandOrToList) {
    ServerProcess server{serving({})};
    WsClient window{server.port(), "/v1/live", "waymark.v1", {}};
    window.send(R"({"type":"hello","screen":"main","leads":true})");
    window.receive_with(R"("type":"snapshot")");
    window.send(R"({"type":"report","position":{"epoch":"e","sequence":1},"scene":"wall"})");
    window.send(R"({"type":"picture","id":7,"data":"","last":true})");
    window.send(R"({"type":"resync"})");
    window.receive_with(R"("type":"snapshot")");
    EXPECT_EQ(post_json(server.port(), commanding, R"({"action":"blank"})").status, 404u);
    EXPECT_EQ(json::parse(fetch(server.port(), "/v1/screens").body)["screens"], json::array());
}

TEST_F(ScreenControl, WhatWasOrderedHoldsAfterARestartOfTheServer) {
    {
        ServerProcess server{serving({})};
        auto screen = join_as_main(server.port());
        screen.receive_with(R"("type":"snapshot")");
        for (const std::vector<std::string>& order : {std::vector<std::string>{"pause", "main"},
                                                      {"skip", "main"},
                                                      {"light", "main", "40"}}) {
            std::vector<std::string> arguments{"screen"};
            arguments.insert(arguments.end(), order.begin(), order.end());
            arguments.insert(arguments.end(), {"--server", url(server)});
            const auto [status, said] = run(arguments);
            EXPECT_EQ(status, 0) << said;
            EXPECT_THAT(screen.receive_with("command"), HasSubstr(order.front()));
        }
        const auto [status, said] = run({"screen", "light", "main", "x", "--server", url(server)});
        EXPECT_EQ(status, 1);
        EXPECT_THAT(said, HasSubstr("allowed are whole numbers from 0 to 100"));
        server.send(SIGKILL);
        server.wait();
    }
    ServerProcess server{serving({})};
    auto screen = join_as_main(server.port());
    screen.receive_with(R"("type":"snapshot")");
    for (const char* order : {"resume", "pause", "unblank", R"("percent":40)"})
        EXPECT_THAT(screen.receive_with("command"), HasSubstr(order));
    const auto [status, lines] = run({"screen", "list", "--server", url(server)});
    EXPECT_THAT(lines, HasSubstr("  at 40 % of its light\n"));
}

TEST_F(ScreenControl, AScreenshotIsThePictureThatTheScreenSends) {
    ServerProcess server{serving({})};
    auto screen = join_as_main(server.port());
    screen.receive_with(R"("type":"snapshot")");
    const auto file = scratch.path() / "main.png";
    auto command = std::async(std::launch::async, [&] {
        return run({"screen", "screenshot", "main", file.string(), "--server", url(server)});
    });
    const json asked = json::parse(screen.receive_with("screenshot"));
    // As large as that of a 4K wall.
    std::string png = "\x89PNG\r\n\x1a\n";
    for (int i = 0; png.size() < 5'000'000; ++i)
        png += std::to_string(i);
    constexpr std::size_t piece = 45'000;
    for (std::size_t at = 0; at < png.size(); at += piece)
        screen.send(json{{"type", "picture"},
                         {"id", asked["id"]},
                         {"data", to_base64(png.substr(at, piece))},
                         {"last", at + piece >= png.size()}}
                        .dump());
    const auto [status, said] = command.get();
    EXPECT_EQ(status, 0) << said;
    EXPECT_TRUE(read_file(file, 16 << 20) == png);
}

TEST_F(ScreenControl, AScreenThatGoesAwayInsteadIsSaidToHaveGone) {
    ServerProcess server{serving({})};
    auto screen = std::make_unique<WsClient>(join_as_main(server.port()));
    screen->receive_with(R"("type":"snapshot")");
    auto asking = std::async(std::launch::async, [&] {
        return post_json(server.port(), commanding, R"({"action":"screenshot"})");
    });
    screen->receive_with("screenshot");
    screen.reset();
    const Reply reply = asking.get();
    EXPECT_EQ(reply.status, 504u);
    EXPECT_THAT(reply.body, HasSubstr("the screen went away before its picture came"));
}

TEST_F(ScreenControl, ABadCommandIsAnsweredInWords) {
    ServerProcess server{serving({})};
    auto screen = join_as_main(server.port());
    screen.receive_with(R"("type":"snapshot")");
    EXPECT_EQ(post_json(server.port(), commanding, "{").status, 400u);
    const Reply unknown = post_json(server.port(), commanding, R"({"action":"explode"})");
    EXPECT_EQ(unknown.status, 422u);
    EXPECT_THAT(unknown.body, HasSubstr(R"("where":"/action")"));
    EXPECT_EQ(ask(server.port(), "POST", commanding, {{"Content-Type", "text/plain"}},
                  R"({"action":"blank"})")
                  .status,
              415u)
        << "no page of a browser can send it unasked";
    const Reply absent =
        post_json(server.port(), "/v1/screens/hall/command", R"({"action":"blank"})");
    EXPECT_EQ(absent.status, 404u);
    EXPECT_THAT(absent.body, HasSubstr(R"(connected are \"main\")"));
    const auto [status, said] = run({"screen", "blank", "hall", "--server", url(server)});
    EXPECT_EQ(status, 1);
    EXPECT_EQ(said, "screen \"hall\" is not connected; connected are \"main\"\n");
    EXPECT_EQ(run({"screen"}).first, 78);
}

TEST_F(ScreenControl, OnlyWhoShowsTheOperatorsTokenCommandsScreens) {
    const auto screens = file_with("screens", "a screen's token");
    const auto operators = file_with("operators", "an operator's token");
    ServerProcess server{
        serving({"--screen-token-file", screens, "--operator-token-file", operators})};
    const auto command = [&](const std::string& token) {
        Headers headers{{"Content-Type", "application/json"}};
        if (!token.empty()) headers["Authorization"] = "Bearer " + token;
        return ask(server.port(), "POST", commanding, headers, R"({"action":"blank"})").status;
    };
    EXPECT_EQ(command(""), 401u);
    EXPECT_EQ(command("a screen's token"), 401u);
    EXPECT_EQ(command("an operator's token"), 404u) << "let in, but there is no screen";
    const auto [status, said] =
        run({"screen", "list", "--server", url(server), "--token-file", operators});
    EXPECT_EQ(status, 0) << "who commands may read as well";
    EXPECT_EQ(said, "main: not connected\n");
}

}  // namespace
}  // namespace waymark::test
