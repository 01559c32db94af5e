#include <algorithm>
#include <csignal>
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

const std::string simple_mapping = R"({
    "decode": "json",
    "common": {"ticket": {"path": "/no"}},
    "rules": [{"when": [["/what", "eq", "new"]], "emit": "ticket.created"}]})";

std::string text_of(const std::string& file) {
    std::ifstream stream{WAYMARK_SOURCE_DIR "/tests/data/" + file};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

struct Delivery {
    Headers headers;
    std::string body;
};

/// Signed deliveries of Jira's.
std::vector<Delivery> jira_deliveries() {
    std::istringstream lines{text_of("deliveries/jira.jsonl")};
    std::vector<Delivery> deliveries;
    for (std::string line; std::getline(lines, line);) {
        const json row = json::parse(line);
        deliveries.push_back({row["headers"].get<Headers>(), row["body"]});
    }
    return deliveries;
}

/// A server whose ticket system pushes messages of its own.
class Deliveries : public testing::Test {
protected:
    /// `settings` are the feed's beside the common ones.
    std::vector<std::string> server_with(json settings) {
        const auto desk = scratch.path() / "desk";
        std::filesystem::remove_all(desk);
        std::filesystem::copy(WAYMARK_SOURCE_DIR "/assets/desks/service-desk", desk);
        settings.update({{"id", "tickets"},
                         {"title", "Tickets"},
                         {"adapter", "push"},
                         {"cadence", "30s"},
                         {"quiet_ok", true}});
        json feeds = json::array({std::move(settings)});
        for (const char* id : {"phone", "surveys", "workforce"})
            feeds.push_back({{"id", id}, {"title", id}, {"cadence", "30s"}});
        std::ofstream{desk / "feeds.json"} << json{{"feeds", feeds}};
        return {"--desk",      desk.string(), "--data",  (scratch.path() / "data").string(),
                "--listen",    "127.0.0.1:0", "--clock", "feed",
                "--log-level", "error"};
    }
    static json simple(const std::string& more) {
        json settings = json::parse(more);
        settings["mapping"] = json::parse(simple_mapping);
        return settings;
    }
    static json jira() {
        return {{"mapping", json::parse(text_of("mapping/jira.json"))},
                {"verify",
                 {{"header", "X-Hub-Signature"},
                  {"algorithm", "sha256"},
                  {"encoding", "hex"},
                  {"prefix", "sha256="},
                  {"signed", "{body}"}}},
                {"secret", {{"clear", "jira-test-secret"}}}};
    }
    static Reply deliver(const ServerProcess& server, const Headers& headers,
                         const std::string& body) {
        return ask(server.port(), "POST", "/v1/feeds/tickets/deliveries", headers, body);
    }
    static std::string counted(const ServerProcess& server) {
        return fetch(server.port(), "/metrics").body;
    }
    static json feed_health(const ServerProcess& server) {
        return json::parse(fetch(server.port(), "/v1/health").body)["feeds"][0];
    }

    Scratch scratch;
};

const std::string new_ticket = R"({"what": "new", "no": 7})";

TEST_F(Deliveries, SignedOnesAreStoredOnceAndARepeatAfterARestartChangesNothing) {
    const auto arguments = server_with(jira());
    const auto deliveries = jira_deliveries();
    ASSERT_EQ(deliveries.size(), 10u);
    json before;
    {
        ServerProcess server{arguments};
        ASSERT_NE(server.port(), 0) << server.output();
        for (const auto& [headers, body] : deliveries) {
            const Reply reply = deliver(server, headers, body);
            EXPECT_EQ(reply.status, 200u) << reply.body;
            EXPECT_EQ(reply.body, R"({"accepted":1,"rejected":[]})");
        }
        before = json::parse(fetch(server.port(), "/v1/desk").body)["readings"];
        server.send(SIGKILL);
        server.wait();
    }
    ServerProcess again{arguments};
    for (const auto& [headers, body] : deliveries)
        EXPECT_EQ(deliver(again, headers, body).status, 200u) << "a repeat is acknowledged";
    EXPECT_EQ(json::parse(fetch(again.port(), "/v1/desk").body)["readings"], before);
    EXPECT_THAT(counted(again), HasSubstr("waymark_records_repeated_total 10"));
    EXPECT_THAT(counted(again), HasSubstr("waymark_records_accepted_total 0"));
    EXPECT_EQ(feed_health(again)["adapter"], "push");
}

TEST_F(Deliveries, AForgedOneIsRefusedCountedAndNotKept) {
    ServerProcess server{server_with(jira())};
    auto [headers, body] = jira_deliveries()[0];
    body[20] ^= 1;
    const Reply forged = deliver(server, headers, body);
    EXPECT_EQ(forged.status, 403u);
    EXPECT_THAT(forged.body, HasSubstr("does not fit what was sent"));
    EXPECT_THAT(forged.body, testing::Not(HasSubstr("jira-test-secret")));
    headers.erase("X-Hub-Signature");
    EXPECT_EQ(deliver(server, headers, body).status, 403u);
    EXPECT_THAT(counted(server), HasSubstr("waymark_records_accepted_total 0"));
    EXPECT_EQ(feed_health(server)["rejected"],
              json::parse(R"([{"reason": "a delivery that did not prove who sent it", "times": 1},
                              {"reason": "a delivery whose signature, time or secret was wrong",
                               "times": 1}])"));
    EXPECT_EQ(ask(server.port(), "POST", "/v1/feeds/tickets/records",
                  {{"Content-Type", "application/json"}}, "[]")
                  .status,
              401u)
        << "nor can records be sent without a token";
}

TEST_F(Deliveries, WhoIsAskedForAPasswordSendsItAgainOnTheSameConnection) {
    ServerProcess server{
        server_with(simple(R"({"auth": {"basic": "collectd"}, "secret": {"clear": "pass"}})"))};
    // "collectd:pass" and "collectd:word"
    const auto replies =
        ask_in_turn(server.port(), "POST", "/v1/feeds/tickets/deliveries",
                    {{},
                     {{"Authorization", "Basic Y29sbGVjdGQ6d29yZA=="}},
                     {{"Authorization", "Basic Y29sbGVjdGQ6cGFzcw=="}}},
                    R"({"what": "new", "no": 7, "more": ")" + std::string(200'000, 'x') + R"("})");
    EXPECT_EQ(replies[0].status, 401u);
    EXPECT_EQ(replies[0].headers.at("WWW-Authenticate"),
              R"(Basic realm="waymark", charset="UTF-8")");
    EXPECT_EQ(replies[1].status, 401u);
    EXPECT_EQ(replies[2].status, 200u) << replies[2].body;
}

TEST_F(Deliveries, ATokenStandsInTheAddressOrIsTheFeedsOwn) {
    {
        ServerProcess server{
            server_with(simple(R"({"auth": {"query": "key"}, "secret": {"clear": "a b"}})"))};
        const auto to = [&](const std::string& query) {
            return ask(server.port(), "POST", "/v1/feeds/tickets/deliveries" + query, {},
                       new_ticket)
                .status;
        };
        EXPECT_EQ(to("?key=a%20b"), 200u);
        EXPECT_EQ(to("?key=a%20c"), 403u);
        EXPECT_EQ(to(""), 403u);
    }
    std::ofstream{scratch.path() / "token"} << "the feed's own";
    ServerProcess server{server_with(simple(R"({"token": {"file": "../token"}})"))};
    EXPECT_EQ(deliver(server, {}, new_ticket).status, 401u);
    EXPECT_EQ(deliver(server, {{"Authorization", "Bearer the feed's own"}}, new_ticket).status,
              200u);
}

TEST_F(Deliveries, EachOutcomeHasItsStatus) {
    ServerProcess server{server_with(simple("{}"))};
    EXPECT_EQ(deliver(server, {}, new_ticket).body, R"({"accepted":1,"rejected":[]})");
    EXPECT_EQ(deliver(server, {}, R"({"what": "lunch"})").body, R"({"accepted":0,"rejected":[]})")
        << "what no rule matches is fine";
    EXPECT_EQ(deliver(server, {{"Content-Type", "text/plain"}}, new_ticket).status, 200u)
        << "the mapping reads it, whatever it is called";
    EXPECT_EQ(deliver(server, {}, R"({"what": "new"})").status, 422u);
    EXPECT_EQ(deliver(server, {}, "<html>").status, 400u);
    EXPECT_EQ(deliver(server, {}, "").status, 400u);
    EXPECT_EQ(deliver(server, {{"Content-Encoding", "gzip"}}, new_ticket).status, 415u);
    EXPECT_EQ(fetch(server.port(), "/v1/feeds/tickets/deliveries").status, 405u);
    EXPECT_EQ(deliver(server, {}, R"({"what": "new", "no": 8})").status, 200u);
}

TEST_F(Deliveries, OneThatNoRuleMatchesKeepsTheFeedFreshButNoForgedOrRejectedOne) {
    auto arguments = server_with(simple(R"({"auth": {"query": "key"}, "secret": {"clear": "k"}})"));
    std::ranges::replace(arguments, "feed", "system");
    ServerProcess server{arguments};
    const auto deliver_to = [&](const std::string& query, const std::string& body) {
        return ask(server.port(), "POST", "/v1/feeds/tickets/deliveries" + query, {}, body).status;
    };
    EXPECT_EQ(deliver_to("?key=x", R"({"what": "lunch"})"), 403u);
    EXPECT_EQ(deliver_to("?key=k", R"({"what": "new"})"), 422u);
    EXPECT_FALSE(feed_health(server).contains("heard"));
    EXPECT_EQ(deliver_to("?key=k", R"({"what": "lunch"})"), 200u);
    EXPECT_EQ(deliver_to("?key=k", new_ticket), 200u) << "stored behind it";
    const json feed = feed_health(server);
    EXPECT_TRUE(feed.contains("heard"));
    EXPECT_THAT(counted(server), HasSubstr("waymark_records_accepted_total 2"));
}

TEST_F(Deliveries, AVendorThatWantsNoContentGetsNone) {
    ServerProcess server{server_with(simple(R"({"status": 204})"))};
    const auto replies =
        ask_in_turn(server.port(), "POST", "/v1/feeds/tickets/deliveries", {{}, {}}, new_ticket);
    for (const Reply& reply : replies) {
        EXPECT_EQ(reply.status, 204u);
        EXPECT_FALSE(reply.headers.contains("Content-Length"));
        EXPECT_FALSE(reply.headers.contains("Content-Type"));
    }
    EXPECT_EQ(deliver(server, {}, "<html>").status, 400u);
}

TEST_F(Deliveries, BeyondTheFeedsRateTheyWait) {
    ServerProcess server{server_with(simple(R"({"max_rate": 1})"))};
    Reply reply;
    for (int i = 0; i < 500 && reply.status != 429; ++i)
        reply = deliver(server, {}, new_ticket);
    EXPECT_EQ(reply.status, 429u);
    EXPECT_EQ(reply.headers.at("Retry-After"), "1");
    EXPECT_EQ(post_json(server.port(), "/v1/feeds/phone/records", "[]").status, 200u)
        << "other feeds have a rate of their own";
}

TEST_F(Deliveries, HostileSendersAreRefusedAndTheNextGoodDeliveryIsTaken) {
    ServerProcess server{server_with(simple("{}"))};
    const std::string head = "POST /v1/feeds/tickets/deliveries HTTP/1.1\r\nHost: localhost\r\n";
    std::string flood = head;
    for (int i = 0; i < 2'000; ++i)
        flood += "X-" + std::to_string(i) + ": " + std::string(20, 'x') + "\r\n";
    EXPECT_THAT(send_raw(server.port(), {flood + "\r\n"}), HasSubstr("HTTP/1.1 431"));
    EXPECT_THAT(
        send_raw(server.port(), {head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"}),
        HasSubstr("HTTP/1.1 400"));
    EXPECT_THAT(send_raw(server.port(), {head + "Content-Length: -1\r\n\r\n{}"}),
                HasSubstr("HTTP/1.1 400"));
    EXPECT_THAT(send_raw(server.port(), {head + "Content-Length: 99999999\r\n\r\n{}"}),
                HasSubstr("HTTP/1.1 413"));
    EXPECT_THAT(send_raw(server.port(), {head + "Transfer-Encoding: chunked\r\n\r\nfffffff\r\n"}),
                HasSubstr("HTTP/1.1 413"));
    for (const char octet : {'[', '{', '"', '\0', '\xff', ' ', '1', '\n'}) {
        const Reply reply = deliver(server, {}, std::string(1 << 20, octet));
        EXPECT_TRUE(reply.status == 400u || reply.status == 422u) << octet << reply.body;
    }
    EXPECT_EQ(deliver(server, {}, new_ticket).status, 200u);
}

TEST_F(Deliveries, HoweverMuchStrangersSendAtOnceOthersAreHeardAndMemoryIsBounded) {
    ServerProcess server{
        server_with(simple(R"({"auth": {"header": "Key"}, "secret": {"clear": "secret"}})"))};
    const std::string unfinished =
        "POST /v1/feeds/tickets/deliveries HTTP/1.1\r\nHost: localhost\r\n"
        "Content-Length: 1048576\r\n\r\n" +
        std::string(1'000'000, ' ');
    std::vector<OpenConnection> strangers;
    for (int i = 0; i < 60; ++i)
        strangers.emplace_back(server.port(), unfinished);
    const Headers shown{{"Key", "secret"}};
    const std::string large =
        R"({"what": "new", "no": 7, "more": ")" + std::string(1'000'000, 'x') + R"("})";
    Reply refused;
    for (int i = 0; i < 100 && refused.status != 503; ++i) {
        refused = deliver(server, shown, large);
        strangers.emplace_back(server.port(), unfinished);
    }
    EXPECT_EQ(refused.status, 503u);
    EXPECT_EQ(refused.headers.at("Retry-After"), "1");
    EXPECT_EQ(deliver(server, shown, new_ticket).status, 200u) << "a webhook is small";
    EXPECT_EQ(post_json(server.port(), "/v1/feeds/phone/records", "[" + large + "]").status, 422u)
        << "who is known before is not held up";
}

TEST_F(Deliveries, ASecretThatIsNotThereKeepsTheServerFromStarting) {
    json settings = jira();
    settings["secret"] = {{"file", "nothing"}};
    ServerProcess server{server_with(settings)};
    EXPECT_EQ(server.wait(), 78);
    EXPECT_THAT(server.output(), HasSubstr("secret of feed \"tickets\""));
    EXPECT_THAT(server.output(), HasSubstr("nothing"));
}

}  // namespace
}  // namespace waymark::test
