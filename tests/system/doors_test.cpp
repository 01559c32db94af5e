#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/support/client.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"

namespace waymark::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::string feeding = "/v1/feeds/phone/records";

class Doors : public testing::Test {
protected:
    std::string file_with(const std::string& name, const std::string& text) {
        std::ofstream{scratch.path() / name} << text;
        return (scratch.path() / name).string();
    }

    Scratch scratch;
    std::filesystem::path data = scratch.path() / "data";
};

struct BadRequest {
    std::string name;
    std::string method, target;
    Headers headers;
    std::string body;
    unsigned status;
    std::string answer;
};

std::string error(const std::string& where, const std::string& what) {
    return json{{"error", {{"where", where}, {"what", what}}}}.dump();
}

TEST_F(Doors, EveryBadRequestIsAnsweredInWords) {
    ServerProcess server{shipped_desk(data, {"--log-level", "error"})};
    const Headers as_json{{"Content-Type", "application/json"}};
    const std::string phone = R"({"type":"contact.offered","id":"1","contact":"c","queue":"q"})";
    const BadRequest table[]{
        {"no such path",
         "GET",
         "/nothing",
         {},
         "",
         404,
         error("", "there is nothing at that path")},
        {"no such KPI",
         "GET",
         "/v1/kpis/none",
         {},
         "",
         404,
         error("", "there is no KPI of that name; /v1/desk lists them")},
        {"no such feed", "POST", "/v1/feeds/none/records", as_json, phone, 404,
         error("", "there is no feed of that name; feeds.json lists them")},
        {"wrong method", "DELETE", "/v1/desk", {}, "", 405, error("", "GET, HEAD is allowed here")},
        {"records by GET", "GET", feeding, {}, "", 405, error("", "POST is allowed here")},
        {"a delivery to a feed that sends records", "POST", "/v1/feeds/phone/deliveries", as_json,
         "{}", 404,
         error("",
               "this feed takes no deliveries: in feeds.json its adapter is not \"push\"; "
               "/v1/feeds/{feed}/records takes records")},
        {"a form",
         "POST",
         feeding,
         {{"Content-Type", "text/plain"}},
         phone,
         415,
         error("Content-Type",
               "\"text/plain\" is not taken; application/json and application/x-ndjson are")},
        {"not JSON", "POST", feeding, as_json, "{\"type\":", 400, ""},
        {"nothing accepted", "POST", feeding, as_json, R"({"type":"contact.offered","id":"1"})",
         422, ""},
        {"a body too large", "POST", feeding, as_json, std::string((1 << 20) + 1, ' '), 413,
         error("", "a body of at most 1 MiB is taken")},
        {"a foreign name",
         "GET",
         "/healthz",
         {{"Host", "evil.example"}},
         "",
         421,
         error("Host", "\"evil.example\" is not a name of this server; --host adds one")},
        {"a foreign page",
         "POST",
         feeding,
         {{"Content-Type", "application/json"}, {"Origin", "http://evil.example"}},
         phone,
         403,
         error("Origin", "\"http://evil.example\" may not use this server")},
        {"no upgrade",
         "GET",
         "/v1/live",
         {},
         "",
         426,
         error("Upgrade", "this is a WebSocket address, version 13")},
        {"framed twice",
         "POST",
         feeding,
         {{"Content-Type", "application/json"}, {"Transfer-Encoding", "gzip, chunked"}},
         "",
         400,
         error("Transfer-Encoding", "\"gzip, chunked\" is not allowed; one \"chunked\" is")},
    };
    for (const BadRequest& bad : table) {
        SCOPED_TRACE(bad.name);
        const Reply reply = ask(server.port(), bad.method, bad.target, bad.headers, bad.body);
        EXPECT_EQ(reply.status, bad.status);
        EXPECT_EQ(reply.headers.at("Content-Type"), "application/json");
        const json said = json::parse(reply.body);
        EXPECT_EQ(said, bad.answer.empty() ? said : json::parse(bad.answer));
    }
    EXPECT_EQ(ask(server.port(), "HEAD", "/v1/desk", {}, "").body, "");
    EXPECT_EQ(fetch(server.port(), "/healthz").status, 200u);
}

TEST_F(Doors, AChunkedEndInThreePiecesDoesNotEndTheServer) {
    ServerProcess server{shipped_desk(data, {"--log-level", "error"})};
    const std::string head = "POST " + feeding +
                             " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n";
    EXPECT_THAT(send_raw(server.port(), {head, "0\r\n", "\r", "\n"}), HasSubstr("HTTP/1.1 400"));
    EXPECT_THAT(send_raw(server.port(), {head, "2\r\n[]\r\n", "0\r", "\n\r", "\n"}),
                HasSubstr("HTTP/1.1 200"));
    EXPECT_EQ(fetch(server.port(), "/healthz").status, 200u);
}

TEST_F(Doors, OctetsBehindAnUpgradeRequestAreRefused) {
    ServerProcess server{shipped_desk(data, {"--log-level", "error"})};
    EXPECT_THAT(send_raw(server.port(),
                         {"GET /v1/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                          "Sec-WebSocket-Protocol: waymark.v1\r\n\r\n\x81\x80"}),
                HasSubstr("HTTP/1.1 400"));
}

TEST_F(Doors, AnotherSubprotocolIsNamed) {
    ServerProcess server{shipped_desk(data, {"--log-level", "error"})};
    try {
        const WsClient screen{server.port(), "/v1/live", "waymark.v9", {}};
        FAIL() << "was let in";
    } catch (const std::runtime_error& refused) {
        EXPECT_THAT(refused.what(), HasSubstr("400"));
    }
}

TEST_F(Doors, AScreenThatDoesNotSayHelloFirstIsSentAway) {
    ServerProcess server{shipped_desk(data, {"--log-level", "error"})};
    WsClient screen{server.port(), "/v1/live", "waymark.v1", {}};
    screen.send(R"({"type":"resync"})");
    EXPECT_EQ(
        json::parse(screen.receive()),
        json::parse(R"({"type":"bye","why":"the first message is a hello","come_back":false})"));
    EXPECT_EQ(screen.wait_for_close(), 4400u);
}

TEST_F(Doors, WithAScreenTokenOnlyTheHealthIsOpen) {
    const std::string file = file_with("token", "open sesame\n");
    ServerProcess server{shipped_desk(data, {"--screen-token-file", file, "--log-level", "error"})};
    ASSERT_NE(server.port(), 0) << server.output();
    EXPECT_EQ(fetch(server.port(), "/healthz").status, 200u);
    for (const char* path : {"/readyz", "/metrics", "/v1/desk", "/v1/kpis/x", "/v1/live", "/no"}) {
        EXPECT_EQ(fetch(server.port(), path).status, 401u) << path;
        EXPECT_EQ(
            ask(server.port(), "GET", path, {{"Authorization", "Bearer open sesamo"}}, "").status,
            401u)
            << path;
    }
    const Headers shown{{"Authorization", "Bearer open sesame"}};
    EXPECT_EQ(ask(server.port(), "GET", "/v1/desk", shown, "").status, 200u);
    const WsClient screen{server.port(), "/v1/live", "waymark.v1", shown};
}

TEST_F(Doors, BeyondThisMachineTokensAreNeeded) {
    ServerProcess server{{"--desk", WAYMARK_SOURCE_DIR "/assets/desks/service-desk", "--data",
                          data.string(), "--listen", "0.0.0.0:0"}};
    EXPECT_EQ(server.port(), 0);
    EXPECT_EQ(server.wait(), 78);
    EXPECT_THAT(server.output(),
                HasSubstr("--listen: beyond this machine --screen-token-file is needed"));
    EXPECT_THAT(server.output(), HasSubstr("feeds.json: feed \"phone\" has no token"));
}

TEST_F(Doors, AFeedWithATokenMustShowIt) {
    const auto desk = scratch.path() / "desk";
    std::filesystem::copy(WAYMARK_SOURCE_DIR "/assets/desks/service-desk", desk);
    std::ofstream{desk / "feeds.json"} << R"({"feeds": [
        {"id": "phone", "title": "P", "adapter": "records", "cadence": "10s",
         "token": {"file": "../phone-token"}},
        {"id": "tickets", "title": "T", "adapter": "records", "cadence": "30s"},
        {"id": "surveys", "title": "S", "adapter": "records", "cadence": "30s"},
        {"id": "workforce", "title": "W", "adapter": "records", "cadence": "30s"}]})";
    file_with("phone-token", "the phone's own");
    ServerProcess server{{"--desk", desk.string(), "--data", data.string(), "--listen",
                          "127.0.0.1:0", "--log-level", "error"}};
    ASSERT_NE(server.port(), 0) << server.output();
    EXPECT_EQ(post_json(server.port(), feeding, "[]").status, 401u);
    EXPECT_THROW(connect_feed(server.port(), "phone"), std::runtime_error);
    const Reply good = ask(
        server.port(), "POST", feeding,
        {{"Authorization", "Bearer the phone's own"}, {"Content-Type", "application/json"}}, "[]");
    EXPECT_EQ(good.status, 200u);
    EXPECT_EQ(post_json(server.port(), "/v1/feeds/tickets/records", "[]").status, 200u);
}

TEST_F(Doors, AWrongDeskFolderOrDamagedDataIsSaidAtTheStart) {
    ServerProcess no_desk{{"--desk", (scratch.path() / "none").string(), "--data", data.string()}};
    EXPECT_EQ(no_desk.wait(), 78);
    EXPECT_THAT(no_desk.output(), HasSubstr("desk.json"));
    std::filesystem::create_directory(data);
    std::ofstream{data / "waymark.db"} << std::string(5000, 'x');
    ServerProcess damaged{shipped_desk(data, {})};
    EXPECT_EQ(damaged.wait(), 1);
    EXPECT_THAT(damaged.output(), HasSubstr((data / "waymark.db").string()));
}

}  // namespace
}  // namespace waymark::test
