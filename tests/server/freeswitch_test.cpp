#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "server/feed/freeswitch/freeswitch_session.hpp"
#include "shared/protocol/record_codec.hpp"
#include "tests/support/fake_port.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string frame(const std::string& type, const std::string& body) {
    return "Content-Length: " + std::to_string(body.size()) + "\nContent-Type: " + type + "\n\n" +
           body;
}

/// An event of the call center at a second and a half after 1774854000 + `seconds`.
std::string event(const std::string& action, int seconds, const std::string& fields) {
    return frame("text/event-plain",
                 "Event-Name: CUSTOM\nEvent-Subclass: callcenter%3A%3Ainfo\n"
                 "Event-Date-Timestamp: " +
                     std::to_string(1'774'854'000 + seconds) + "500000\nCC-Action: " + action +
                     "\n" + fields + "\n");
}

const std::string member =
    "CC-Queue: support%40default\nCC-Member-UUID: m-1\nCC-Member-Session-UUID: s-1\n"
    "CC-Member-CID-Number: 02079460949\n";
const std::string moments =
    "CC-Member-Joined-Time: 1774854010\nCC-Agent-Called-Time: 1774854012\n"
    "CC-Agent-Answered-Time: 1774854015\nCC-Member-Leaving-Time: 1774854060\n";
const std::string alice = "CC-Agent: Alice%20Ahmed\n";
const std::string no_agents = frame("api/response", "name|uuid|status|state\n+OK\n");
const std::string alive = frame("api/response", "4711\n");

class FreeswitchTest : public testing::Test {
protected:
    void connect() {
        session.opened(now);
        take("Content-Type: auth/request\n\n");
        take("Content-Type: command/reply\nReply-Text: +OK accepted\n\n");
        take("Content-Type: command/reply\nReply-Text: +OK event listener enabled plain\n\n");
        take(no_agents);
        take(alive);
    }
    void take(const std::string& octets) {
        for (std::size_t at = 0; at < octets.size(); at += piece)
            session.take(std::string_view{octets}.substr(at, piece), now);
        said += session.take_output();
        port.take(session.take_batch(), [](Kept) {});
    }
    std::vector<std::string> told() const {
        std::vector<std::string> lines;
        for (const Record& record : port.records)
            lines.push_back(record.type == "agent.state" ? std::string{record.text("state")}
                                                         : record.type);
        return lines;
    }
    std::string why() const { return session.over() ? session.over()->why : ""; }

    test::FakePort port;
    FreeswitchSession session{"ClueCon", port};
    TcpSession::Tick now;
    std::string said;
    std::size_t piece = 1'000'000;
};

TEST_F(FreeswitchTest, LogsInAndAsksForWhatItNeeds) {
    connect();
    EXPECT_EQ(said,
              "auth ClueCon\n\nevent plain CUSTOM callcenter::info\n\n"
              "api callcenter_config agent list\n\napi uptime\n\n");
    EXPECT_TRUE(session.settled());
    EXPECT_EQ(port.lives, 1);
    now += 21s;
    session.pass(now);
    take(alive);
    EXPECT_EQ(port.lives, 2);
}

TEST_F(FreeswitchTest, TellsOfACallInWhateverPiecesItComes) {
    for (const std::size_t length : {1u, 7u, 1'000'000u}) {
        piece = length;
        connect();
        take(event("member-queue-start", 10, member));
        take(event("agent-state-change", 12, alice + "CC-Agent-State: Receiving\n"));
        take(event("bridge-agent-start", 15, member + alice));
        take(event("agent-state-change", 15, alice + "CC-Agent-State: In%20a%20queue%20call\n"));
        take(event("bridge-agent-end", 60, member + alice + moments));
        take(event("member-queue-end", 60, member + moments + "CC-Cause: Terminated\n"));
        session.closed(now);
    }
    EXPECT_THAT(told(), ElementsAre("contact.offered", "ringing", "contact.answered", "on_contact",
                                    "contact.ended"));
    EXPECT_EQ(port.records[0].time, from_epoch_ms(1'774'854'010'500));
    EXPECT_EQ(port.records[0].text("queue"), "support@default");
    EXPECT_EQ(port.records[0].text("contact"), "s-1");
    EXPECT_EQ(port.records[0].text("customer"), "02079460949");
    EXPECT_EQ(port.records[2].text("agent"), "Alice Ahmed");
}

TEST_F(FreeswitchTest, HowAWaitEndedIsToldApart) {
    const std::vector<std::pair<std::string, std::string>> ends{
        {"CC-Cause: Cancel\nCC-Cancel-Reason: NONE\n", "contact.abandoned"},
        {"CC-Cause: Cancel\nCC-Cancel-Reason: TIMEOUT\n", "contact.timed_out"},
        {"CC-Cause: Cancel\nCC-Cause-Reason: TIMEOUT\n", "contact.timed_out"},
        {"CC-Cause: Cancel\nCC-Cancel-Reason: NO_AGENT_TIMEOUT\n", "contact.timed_out"},
        {"CC-Cause: Cancel\nCC-Cancel-Reason: BREAK_OUT\n", "contact.left"},
        {"CC-Cause: Cancel\n", "contact.abandoned"},
        {"CC-Cause: Terminated\n", "contact.left"}};
    connect();
    int number = 0;
    for (const auto& [cause, type] : ends) {
        const std::string who = "CC-Queue: q\nCC-Member-UUID: n" + std::to_string(++number) + "\n";
        take(event("member-queue-start", 10, who));
        take(event("member-queue-end", 40, who + "CC-Agent-Answered-Time: 0\n" + cause));
        EXPECT_EQ(port.records.back().type, type) << cause;
    }
}

TEST_F(FreeswitchTest, TheEndOfACallTellsWhatWasNotHeardOfIt) {
    connect();
    take(event("member-queue-end", 60, member + alice + moments + "CC-Cause: Terminated\n"));
    ASSERT_THAT(told(), ElementsAre("contact.offered", "contact.answered", "contact.ended"));
    EXPECT_EQ(port.records[0].time, from_epoch_ms(1'774'854'010'000));
    EXPECT_EQ(port.records[1].time, from_epoch_ms(1'774'854'015'000));
    EXPECT_EQ(port.records[1].text("agent"), "Alice Ahmed");
}

TEST_F(FreeswitchTest, AgentsAreWhatTheirStatusAndStateSay) {
    connect();
    int second = 0;
    for (const char* status : {"Available", "On%20Break", "Logged%20Out", "Available"})
        take(event("agent-status-change", ++second, alice + "CC-Agent-Status: " + status + "\n"));
    for (const char* state : {"Receiving", "In%20a%20queue%20call", "Waiting", "Idle"})
        take(event("agent-state-change", ++second, alice + "CC-Agent-State: " + state + "\n"));
    EXPECT_THAT(told(), ElementsAre("ready", "away", "offline", "ready", "ringing", "on_contact",
                                    "ready", "away"));
}

TEST_F(FreeswitchTest, RingingInVainIsTheAgentsNoAnswer) {
    connect();
    take(event(
        "bridge-agent-fail", 20,
        member + alice + "CC-Agent-Called-Time: 1774854010\nCC-Agent-Aborted-Time: 1774854020\n"));
    ASSERT_THAT(told(), ElementsAre("agent.no_answer"));
    EXPECT_EQ(port.records[0].number("ring"), 10.0);
}

TEST_F(FreeswitchTest, AfterAReconnectTheGapIsNamedAndWhoIsGoneIsClosed) {
    connect();
    take(event("member-queue-start", 10, member));
    take(event("member-queue-start", 11, "CC-Queue: support%40default\nCC-Member-UUID: m-2\n"));
    session.closed(now);
    port.time = from_epoch_ms(1'774'854'100'000);
    said.clear();
    session.opened(now);
    take("Content-Type: auth/request\n\n");
    take("Content-Type: command/reply\nReply-Text: +OK accepted\n\n");
    take("Content-Type: command/reply\nReply-Text: +OK\n\n");
    take(frame("api/response", "name|status|state\nAlice|On Break|Waiting\n+OK\n"));
    EXPECT_THAT(said, HasSubstr("api callcenter_config queue list members support@default\n\n"));
    take(frame("api/response", "queue|uuid|state\nsupport@default|m-2|Waiting\n+OK\n"));
    take(alive);
    EXPECT_THAT(told(), ElementsAre("contact.offered", "contact.offered", "away", "contact.left"));
    EXPECT_EQ(port.records.back().text("contact"), "s-1");
    EXPECT_EQ(port.records.back().text("reason"), "unknown");
    EXPECT_THAT(port.gaps, ElementsAre(std::pair{from_epoch_ms(1'774'854'011'500), port.time}));
}

TEST_F(FreeswitchTest, WhatIsRefusedIsSaidAndTriedAgainSlowly) {
    const std::vector<std::pair<std::string, std::string>> refusals{
        {"Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n",
         "FreeSWITCH refuses connections from here (its acl)"},
        {"Content-Type: auth/request\n\nContent-Type: command/reply\n"
         "Reply-Text: -ERR invalid\n\n",
         "FreeSWITCH refuses the password"},
        {"HTTP/1.1 400 Bad Request\r\n\r\n",
         "what is there does not speak as a FreeSWITCH event socket does"},
        {std::string(100'000, 'x'),
         "what is there does not speak as a FreeSWITCH event socket does"},
        {"Content-Type: x\nContent-Length: 99999999999999999999\n\n",
         "what is there does not speak as a FreeSWITCH event socket does"},
        {"Content-Length: -1\n\n",
         "what is there does not speak as a FreeSWITCH event socket does"}};
    for (const auto& [octets, expected] : refusals) {
        session.opened(now);
        take(octets);
        EXPECT_EQ(why(), expected);
        EXPECT_TRUE(session.over() && session.over()->slow) << expected;
        session.closed(now);
    }
}

TEST_F(FreeswitchTest, OneThatSaysNothingIsGivenUp) {
    session.opened(now);
    now += 16s;
    session.pass(now);
    EXPECT_EQ(why(), "what is there does not ask for a password");
    session.closed(now);
    connect();
    now += 21s;
    session.pass(now);
    now += 16s;
    session.pass(now);
    EXPECT_EQ(why(), "FreeSWITCH does not answer");
}

TEST_F(FreeswitchTest, HostileEventsAreCountedAndTheNextIsTaken) {
    connect();
    std::string many;
    for (int i = 0; i < 5'000; ++i)
        many += "Field" + std::to_string(i) + ": x\n";
    for (const std::string& octets :
         {event("member-queue-start", 1, ""), event("dance", 1, member),
          event("member-queue-end", 1, "CC-Queue: %FF%00\nCC-Member-UUID: %zz%\n"),
          event("member-queue-end", 1, many), frame("text/event-plain", std::string(300'000, 'x')),
          frame("text/event-plain", ""), frame("text/unheard-of", "x"),
          frame("api/response", "asked for by nobody")})
        take(octets);
    take(event("member-queue-start", 10, member));
    EXPECT_EQ(port.records.back().text("contact"), "s-1");
    session.pass(now);
    EXPECT_EQ(port.counts["is longer than allowed"], 1u);
    EXPECT_EQ(port.counts["is of an unknown kind"], 1u);
    EXPECT_GE(port.counts["names no contact, queue or agent"], 2u);
}

RC_GTEST_PROP(Freeswitch, RecordsOfAnyEventCanBeKeptAndReadBack,
              (const std::vector<std::pair<std::string, std::string>>& fields)) {
    CallcenterDecoder decoder;
    for (const char* action : {"member-queue-start", "bridge-agent-start", "bridge-agent-fail",
                               "member-queue-end", "agent-state-change"})
        for (const auto& [name, value] : fields)
            for (const Record& record :
                 decoder.decode({{"CC-Action", action},
                                 {"Event-Date-Timestamp", "1774854010500000"},
                                 {"CC-Queue", name},
                                 {"CC-Member-UUID", value},
                                 {"CC-Agent", name + value},
                                 {"CC-Agent-State", "Receiving"}}))
                RC_ASSERT(parse_record(write_record(record), Time{}, {}).value() == record);
}

}  // namespace
}  // namespace waymark::server
