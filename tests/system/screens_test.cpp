#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/support/client.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"

namespace waymark::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// A call offered, `number` seconds into the day.
std::string offered(int number) {
    const std::string text = std::to_string(number);
    return json{{"type", "contact.offered"},
                {"id", "o" + text},
                {"time", 1'767'960'000'000 + number * 1'000},
                {"contact", "c" + text},
                {"queue", "sales"}}
        .dump();
}

/// Reads until the board is at `sequence`; how many messages of each type came.
std::map<std::string, int> catch_up(WsClient& screen, int sequence) {
    std::map<std::string, int> seen;
    for (int at = 0; at < sequence;) {
        const json message = json::parse(screen.receive());
        ++seen[message["type"]];
        if (message.contains("position")) {
            EXPECT_GE(message["position"]["sequence"], at);
            at = message["position"]["sequence"];
        }
    }
    return seen;
}

TEST(Screens, OneThatStopsReadingGetsTheNewestSnapshotAndDelaysNobody) {
    const Scratch scratch;
    ServerProcess server{shipped_desk(scratch.path(), {"--clock", "feed", "--log-level", "error"})};
    auto feed = connect_feed(server.port(), "phone");
    feed.send(offered(0));
    feed.receive();
    auto slow = join_as_narrow_screen(server.port());
    auto quick = join_as_screen(server.port());
    slow.receive_with("snapshot");
    quick.receive_with("snapshot");
    int sent = 0, deltas = 0;
    const auto overflowed = [&] {
        return fetch(server.port(), "/metrics").body.find("waymark_outbox_overflows_total 0") ==
               std::string::npos;
    };
    while (!overflowed() && sent < 20'000) {
        for (int i = 0; i < 100; ++i)
            feed.send(offered(++sent));
        while (json::parse(feed.receive())["upto"] < sent + 1) {
        }
        deltas += catch_up(quick, sent + 1)["delta"];
    }
    EXPECT_TRUE(overflowed());
    EXPECT_EQ(deltas, sent);
    auto seen = catch_up(slow, sent + 1);
    EXPECT_GE(seen["snapshot"], 1);
    EXPECT_LT(seen["delta"], deltas);
}

TEST(Screens, AResyncIsAnsweredByASnapshot) {
    const Scratch scratch;
    ServerProcess server{shipped_desk(scratch.path(), {"--log-level", "error"})};
    auto screen = join_as_screen(server.port());
    screen.receive_with(R"("type":"snapshot")");
    screen.send(R"({"type":"resync"})");
    screen.receive_with(R"("type":"snapshot")");
}

TEST(Screens, AServerWithNothingToSayTicks) {
    const Scratch scratch;
    ServerProcess server{shipped_desk(scratch.path(), {"--clock", "feed", "--log-level", "error"})};
    auto screen = join_as_screen(server.port());
    screen.receive_with(R"("type":"snapshot")");
    EXPECT_THAT(screen.receive(), HasSubstr(R"("type":"tick")"));
}

/// Replaces `from`, which must be there, in a file.
void edit(const std::filesystem::path& file, const std::string& from, const std::string& to) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    std::string changed = text.str();
    const auto at = changed.find(from);
    ASSERT_NE(at, std::string::npos);
    std::ofstream{file} << changed.replace(at, from.size(), to);
}

TEST(Screens, AChangedDeskFolderIsShownAndAWrongOneIsReported) {
    const Scratch scratch;
    const auto desk = scratch.path() / "desk";
    std::filesystem::copy(WAYMARK_SOURCE_DIR "/assets/desks/service-desk", desk);
    ServerProcess server{{"--desk", desk.string(), "--data", (scratch.path() / "data").string(),
                          "--listen", "127.0.0.1:0", "--log-level", "error"}};
    auto screen = join_as_screen(server.port());
    screen.receive_with(R"("type":"snapshot")");
    edit(desk / "kpis.json", "Calls waiting", "People waiting");
    EXPECT_THAT(screen.receive_with("People waiting"), HasSubstr(R"("type":"snapshot")"));
    EXPECT_THAT(fetch(server.port(), "/v1/lints").body, Not(HasSubstr("vision-no-year")));
    edit(desk / "charter.json", ",\n        \"by_year\": 2028", "");
    screen.receive_with(R"("type":"snapshot")");
    EXPECT_THAT(fetch(server.port(), "/v1/lints").body, HasSubstr("vision-no-year"));
    edit(desk / "kpis.json", "\"title\"", "\"tilte\"");
    EXPECT_THAT(screen.receive_with("problems"), HasSubstr("tilte"));
    EXPECT_THAT(fetch(server.port(), "/v1/desk").body, HasSubstr("People waiting"));
    ServerProcess check{{"check", desk.string()}};
    EXPECT_EQ(check.wait(), 78);
    EXPECT_THAT(check.output(), HasSubstr("kpis.json /kpis/0/tilte"));
    edit(desk / "kpis.json", "\"tilte\"", "\"title\"");
    EXPECT_THAT(screen.receive_with(R"("type":"snapshot")"), HasSubstr("People waiting"));
}

}  // namespace
}  // namespace waymark::test
