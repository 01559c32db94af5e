#include <csignal>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/support/client.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"

namespace waymark::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::string records = "/v1/feeds/phone/records";

json offered(int number) {
    const std::string text = std::to_string(number);
    return {{"type", "contact.offered"},
            {"id", "offered-" + text},
            {"time", 1'767'960'000'000 + number * 1'000},
            {"contact", "c" + text},
            {"queue", "sales"}};
}

json answered(int number) {
    json record = offered(number);
    record["type"] = "contact.answered";
    record["id"] = "answered-" + std::to_string(number);
    record["agent"] = "kim";
    record["wait"] = number;
    return record;
}

/// What a board shows, without what differs between two starts.
json shown(std::uint16_t port) {
    json board = json::parse(fetch(port, "/v1/desk").body);
    board["position"].erase("epoch");
    return board;
}

class System : public testing::Test {
protected:
    Scratch scratch;
    std::vector<std::string> arguments =
        shipped_desk(scratch.path() / "data", {"--clock", "feed", "--log-level", "error"});
};

TEST_F(System, ARecordSentByHttpIsStoredAndShownToScreens) {
    ServerProcess server{arguments};
    ASSERT_NE(server.port(), 0) << server.output();
    post_json(server.port(), records, offered(0).dump());  // the day begins with it
    auto screen = join_as_screen(server.port());
    EXPECT_THAT(screen.receive(), HasSubstr(R"("type":"snapshot")"));
    const Reply reply = post_json(server.port(), records, offered(1).dump());
    EXPECT_EQ(reply.status, 200u);
    EXPECT_EQ(json::parse(reply.body), json::parse(R"({"accepted":1,"rejected":[]})"));
    const json delta = json::parse(screen.receive_with(R"("type":"delta")"));
    EXPECT_THAT(delta["readings"].dump(), HasSubstr("calls-waiting"));
    EXPECT_EQ(delta["position"]["sequence"], 2);
}

TEST_F(System, ARecordSentByWebSocketIsAcknowledgedAfterItIsShown) {
    ServerProcess server{arguments};
    post_json(server.port(), records, offered(0).dump());
    auto screen = join_as_screen(server.port());
    screen.receive_with("snapshot");
    auto feed = connect_feed(server.port(), "phone");
    feed.send(offered(1).dump());
    EXPECT_EQ(json::parse(feed.receive()),
              json::parse(R"({"type":"ack","upto":1,"accepted":1,"rejected":[]})"));
    EXPECT_THAT(screen.receive_with("delta"), HasSubstr("calls-waiting"));
    feed.send(R"([{"type":"contact.offered","id":"x"},{"type":"feed.alive"}])");
    const json ack = json::parse(feed.receive());
    EXPECT_EQ(ack["upto"], 2);
    EXPECT_EQ(ack["rejected"][0]["at"], "/0/contact");
    feed.send("no JSON");
    EXPECT_EQ(json::parse(feed.receive())["rejected"].size(), 1u);
}

TEST_F(System, MessagesOfAFeedAreAcknowledgedInOrder) {
    ServerProcess server{arguments};
    auto feed = connect_feed(server.port(), "phone");
    for (int i = 1; i <= 500; ++i)
        feed.send(i % 50 == 0 ? "no JSON" : offered(i).dump());
    std::uint64_t upto = 0, accepted = 0, rejected = 0;
    while (upto < 500) {
        const json ack = json::parse(feed.receive());
        EXPECT_GT(ack["upto"], upto);
        upto = ack["upto"];
        accepted += ack["accepted"].get<std::uint64_t>();
        rejected += ack["rejected"].size();
    }
    EXPECT_EQ(accepted, 490u);
    EXPECT_EQ(rejected, 10u);
}

TEST_F(System, ARepeatIsAcknowledgedAndChangesNothing) {
    ServerProcess server{arguments};
    post_json(server.port(), records, json{offered(1), answered(1)}.dump());
    const json before = shown(server.port());
    const Reply reply = post_json(server.port(), records, json{answered(1), offered(1)}.dump());
    EXPECT_EQ(json::parse(reply.body)["accepted"], 2);
    EXPECT_EQ(shown(server.port()), before);
    EXPECT_THAT(fetch(server.port(), "/metrics").body,
                HasSubstr("waymark_records_repeated_total 2"));
}

TEST_F(System, AfterKillMinusNineEveryAcknowledgedRecordAndReadingIsThere) {
    json before;
    {
        ServerProcess server{arguments};
        for (int i = 1; i <= 40; ++i)
            ASSERT_EQ(
                post_json(server.port(), records, json{offered(i), answered(i)}.dump()).status,
                200u);
        before = shown(server.port());
        post_json(server.port(), records, offered(41).dump());
        server.send(SIGKILL);
        EXPECT_EQ(server.wait(), 128 + SIGKILL);
    }
    ServerProcess again{arguments};
    ASSERT_NE(again.port(), 0) << again.output();
    EXPECT_NE(shown(again.port()), before);
    const Reply repeat = post_json(again.port(), records, offered(41).dump());
    EXPECT_EQ(json::parse(repeat.body)["accepted"], 1);
    EXPECT_THAT(fetch(again.port(), "/metrics").body,
                HasSubstr("waymark_records_repeated_total 1"));
    const json after = shown(again.port());
    again.send(SIGKILL);
    again.wait();
    ServerProcess third{arguments};
    EXPECT_EQ(shown(third.port()), after);
}

TEST_F(System, AServerThatEndsSaysByeAndKeepsEverything) {
    json before;
    {
        ServerProcess server{arguments};
        auto screen = join_as_screen(server.port());
        screen.receive_with("snapshot");
        post_json(server.port(), records, json{offered(1), answered(1), offered(2)}.dump());
        before = shown(server.port());
        server.send(SIGTERM);
        EXPECT_EQ(json::parse(screen.receive_with("bye")),
                  json::parse(R"({"type":"bye","why":"the server ends","come_back":true})"));
        EXPECT_EQ(screen.wait_for_close(), 1001u);
        EXPECT_EQ(server.wait(), 0);
    }
    ServerProcess again{arguments};
    EXPECT_EQ(shown(again.port()), before);
}

}  // namespace
}  // namespace waymark::test
