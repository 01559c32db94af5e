#include "server/feed/ami/ami_session.hpp"

#include <gmock/gmock.h>

#include "tests/support/ami_peer.hpp"
#include "tests/support/fake_port.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

std::string event(const std::string& name, const std::string& fields) {
    return "Event: " + name + "\r\n" + fields + "\r\n";
}

const std::string session_of_one_call =
    "Asterisk Call Manager/9.0.0\r\n" + event("QueueParams", "Queue: sales\r\n") +
    event("QueueMember", "Queue: sales\r\nName: Alice\r\nStatus: 1\r\nPaused: 0\r\n") +
    event("QueueStatusComplete", "") +
    event("QueueCallerJoin",
          "Timestamp: 1774854010.5\r\nUniqueid: 1.0\r\nQueue: sales\r\nCallerIDNum: 123\r\n") +
    event("QueueCallerLeave", "Timestamp: 1774854012.5\r\nUniqueid: 1.0\r\nQueue: sales\r\n") +
    event("AgentConnect",
          "Timestamp: 1774854012.6\r\nUniqueid: 1.0\r\nQueue: sales\r\nMemberName: Alice\r\n");

class AmiSessionTest : public testing::Test {
protected:
    /// Our session and Asterisk talk until neither has more to say.
    void connect() {
        session.opened(now);
        converse(peer.greet());
    }
    void converse(std::string octets) {
        while (!octets.empty()) {
            session.take(octets, now);
            octets = peer.hear(session.take_output());
        }
        store();
    }
    void wait(std::chrono::seconds time) {
        now += time;
        session.pass(now);
        converse(peer.hear(session.take_output()));
    }
    void store() {
        port.take(session.take_batch(), [](Kept) {});
    }
    /// Why it is over; empty: it is not.
    std::string why() const { return session.over() ? session.over()->why : ""; }
    bool slow() const { return session.over() && session.over()->slow; }

    test::AmiPeer peer{session_of_one_call};
    test::FakePort port;
    AmiLogin login{"waymark", "let me in", false};
    AmiSession session{{login, {}, {}}, port};
    TcpSession::Tick now;
};

TEST_F(AmiSessionTest, LogsInByChallengeWithoutSendingTheSecret) {
    session.opened(now);
    session.take(peer.greet(), now);
    std::string said = session.take_output();
    EXPECT_THAT(said, HasSubstr("Action: Challenge\r\n"));
    session.take(peer.hear(said), now);
    said = session.take_output();
    EXPECT_THAT(said, HasSubstr("AuthType: MD5\r\nKey: "));
    EXPECT_THAT(said, Not(HasSubstr("let me in")));
    converse(peer.hear(said));
    EXPECT_TRUE(peer.logged_in());
    EXPECT_TRUE(session.settled());
    ASSERT_FALSE(port.links.empty());
    EXPECT_EQ(port.links.back(), (std::pair{LinkState::connected, std::string{}}));
    EXPECT_EQ(port.records.size(), 1u) << "Alice is ready";
}

TEST_F(AmiSessionTest, ARefusedLoginIsSaidAndTriedAgainSlowly) {
    peer.secret = "another";
    connect();
    EXPECT_EQ(why(), "Asterisk refuses the login: \"Authentication failed\"");
    EXPECT_TRUE(slow());
}

TEST_F(AmiSessionTest, TheSecretItselfIsSentOnlyWhenThatIsAllowed) {
    peer.knows_md5 = false;
    connect();
    EXPECT_THAT(why(), HasSubstr("\"plain_login\": true"));
    AmiSession allowed{{{"waymark", "let me in", true}, {}, {}}, port};
    allowed.opened(now);
    std::string octets = peer.greet();
    while (!octets.empty()) {
        allowed.take(octets, now);
        octets = peer.hear(allowed.take_output());
    }
    EXPECT_TRUE(allowed.settled());
}

TEST_F(AmiSessionTest, ASecretOfTwoLinesSaysNothingElse) {
    AmiSession two{{{"waymark\r\nAction: Originate", "x", true}, {}, {}}, port};
    two.opened(now);
    two.take(peer.greet(), now);
    two.take(peer.hear(two.take_output()), now);
    EXPECT_EQ(two.take_output(), "");
    ASSERT_TRUE(two.over());
    EXPECT_EQ(two.over()->why, "the user or the secret has more than one line");
}

TEST_F(AmiSessionTest, PingsAndIsAliveAsLongAsTheyAreAnswered) {
    connect();
    const int lives = port.lives;
    wait(21s);
    wait(21s);
    EXPECT_EQ(port.lives, lives + 2);
    peer.answers = false;
    wait(21s);
    EXPECT_EQ(why(), "");
    wait(21s);
    EXPECT_EQ(why(), "Asterisk does not answer a ping");
    EXPECT_FALSE(slow());
    EXPECT_EQ(port.lives, lives + 2);
}

TEST_F(AmiSessionTest, EveryWaitHasAnEnd) {
    const std::vector<std::string> said{
        "", "Asterisk Call Manager/9.0.0\r\n",
        "Asterisk Call Manager/9.0.0\r\nResponse: Success\r\nChallenge: 1\r\n\r\n",
        "Asterisk Call Manager/9.0.0\r\nResponse: Success\r\nChallenge: 1\r\n\r\n"
        "Response: Success\r\n\r\n"};
    for (const std::string& octets : said) {
        session.opened(now);
        session.take(octets, now);
        now += 14s;
        session.pass(now);
        EXPECT_EQ(why(), "") << octets;
        now += 2s;
        session.pass(now);
        EXPECT_THAT(why(),
                    testing::AnyOf("what is there does not greet", "Asterisk does not answer"))
            << octets;
        session.closed(now);
    }
}

TEST_F(AmiSessionTest, WhatIsNoManagerInterfaceIsSaid) {
    for (const std::string& octets :
         std::vector<std::string>{"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n",
                                  std::string(70'000, 'x'), std::string(10'000, '\n') + "x",
                                  std::string(9'000, '\0'), "Event: FullyBooted\r\n\r\n"}) {
        session.opened(now);
        session.take(octets, now);
        EXPECT_THAT(why(), HasSubstr("as an Asterisk Manager Interface does"))
            << octets.substr(0, 20);
        EXPECT_TRUE(slow());
        session.closed(now);
    }
    session.opened(now);
    session.take("Asterisk Call Manager/1.3\r\n", now);
    EXPECT_THAT(why(), HasSubstr("Asterisk before 12"));
}

TEST_F(AmiSessionTest, GarbageAmongEventsIsSkippedAndTheNextEventTaken) {
    connect();
    const std::size_t before = port.records.size();
    std::string many = "Event: QueueCallerJoin\r\n";
    for (int i = 0; i < 5'000; ++i)
        many += "Field" + std::to_string(i) + ": x\r\n";
    for (const std::string& octets : std::vector<std::string>{
             std::string(300'000, 'x'), "\r\n\r\n" + many + "\r\n",
             "Event: QueueCallerJoin\r\nTimestamp: nan\r\nUniqueid: \xff\xfe\r\n\r\n",
             "Event: X\r\nY: " + std::string(65'536, 'y') + "\r\n\r\n",
             std::string("Event: QueueCallerLeave\r\nTimestamp: 1e999\r\nQueue: \0\r\n\r\n", 55)}) {
        session.take(octets, now);
        if (session.over()) {  // no message in so many octets: the next connection is a good one
            session.closed(now);
            connect();
        }
    }
    session.pass(now);
    converse(peer.play());
    ASSERT_GT(port.records.size(), before);
    EXPECT_EQ(port.records.back().type, "contact.offered");
    EXPECT_GE(port.counts["is longer than allowed"], 2u);
}

TEST_F(AmiSessionTest, EventsWithoutATimeAreOfTheTimeOfReceipt) {
    connect();
    port.time = from_epoch_ms(1'774'854'100'000);
    converse(event("QueueCallerJoin", "Uniqueid: 7.0\r\nQueue: sales\r\n"));
    ASSERT_EQ(port.records.back().type, "contact.offered");
    EXPECT_EQ(port.records.back().time, from_epoch_ms(1'774'854'100'000));
    EXPECT_EQ(port.counts.size(), 1u);
    EXPECT_THAT(port.counts.begin()->first, HasSubstr("timestampevents=yes"));
}

TEST_F(AmiSessionTest, WhatIsMissedAfterAConnectionThatNeverKnewTheQueuesIsAGapToo) {
    session.opened(now);
    session.take(peer.greet(), now);
    session.take(peer.hear(session.take_output()), now);
    session.take(peer.hear(session.take_output()), now);
    session.take(peer.play(), now);  // before the answer to the ping
    session.closed(now);
    store();
    EXPECT_TRUE(port.gaps.empty());
    peer.play();
    connect();
    EXPECT_THAT(port.gaps,
                testing::ElementsAre(std::pair{from_epoch_ms(1'774'854'010'500), peer.now()}));
}

TEST_F(AmiSessionTest, WhoWaitedThroughAReconnectIsOfferedOnce) {
    connect();
    converse(peer.play());
    session.closed(now);
    store();
    connect();
    int offered = 0;
    for (const Record& record : port.records)
        offered += record.type == "contact.offered";
    EXPECT_EQ(offered, 1);
    EXPECT_EQ(port.told, port.records.size());
}

TEST_F(AmiSessionTest, ARestartOfAsteriskIsCountedAndSaidOfWhatItEnded) {
    connect();
    converse(peer.play());
    session.closed(now);
    test::AmiPeer fresh{
        "Asterisk Call Manager/9.0.0\r\n" + event("QueueParams", "Queue: sales\r\n") +
        event("QueueStatusComplete", "") +
        event("QueueCallerJoin", "Timestamp: 1774854900.5\r\nUniqueid: 2.0\r\nQueue: sales\r\n")};
    peer = fresh;
    session.opened(now);
    std::string octets = peer.greet();
    for (int i = 0; i < 3; ++i) {
        session.take(octets, now);
        octets = peer.hear(session.take_output());
    }
    session.take(event("FullyBooted", "Uptime: 25\r\nStatus: Fully Booted\r\n"), now);
    converse(octets);
    EXPECT_EQ(port.counts["Asterisk was restarted"], 1u);
    ASSERT_FALSE(port.records.empty());
    const auto left = std::ranges::find(port.records, "contact.left", &Record::type);
    ASSERT_NE(left, port.records.end());
    EXPECT_EQ(left->text("reason"), "restart");
    EXPECT_EQ(left->time, from_epoch_ms(1'774'854'010'500));
}

TEST_F(AmiSessionTest, AContactAnsweredUnheardIsNotCountedAsTalkingForEver) {
    connect();
    for (int i = 0; i < 3; ++i)
        converse(peer.play());
    session.closed(now);
    store();
    connect();  // the peer's list shows Alice in no call
    EXPECT_EQ(port.records.back().type, "agent.state");
    EXPECT_EQ(port.records.back().text("state"), "ready");
    const auto ended = std::ranges::find(port.records, "contact.ended", &Record::type);
    ASSERT_NE(ended, port.records.end());
    EXPECT_EQ(ended->text("reason"), "unknown");
}

}  // namespace
}  // namespace waymark::server
