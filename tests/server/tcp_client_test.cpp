#include "server/feed/tcp/tcp_client.hpp"

#include <functional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>

#include "tests/support/fake_port.hpp"

namespace waymark::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using testing::HasSubstr;

/// A session that makes a record of each octet and says "hello" first. "!" ends it.
class EchoSession : public TcpSession {
public:
    explicit EchoSession(std::string& seen) : seen_(seen) {}

    void opened(Tick) override {
        seen_ += "[";
        over_.reset();
        output_ = "hello";
    }
    void take(std::string_view octets, Tick) override {
        for (const char c : octets) {
            seen_ += c;
            if (c == '!') over_ = SessionEnd{"enough", slow};
            batch_.records.push_back({.type = "sample", .id = seen_, .time = {}, .fields = {}});
        }
    }
    void pass(Tick) override {}
    void closed(Tick) override { seen_ += "]"; }
    std::string take_output() override { return std::exchange(output_, {}); }
    FeedBatch take_batch() override { return std::exchange(batch_, {}); }
    bool busy() const override { return false; }
    const std::optional<SessionEnd>& over() const override { return over_; }
    bool settled() const override { return true; }

    bool slow = false;

private:
    std::string& seen_;
    std::string output_;
    FeedBatch batch_;
    std::optional<SessionEnd> over_;
};

/// Accepts on loopback, says what it is told to say and closes when that is "".
class Peer {
public:
    explicit Peer(asio::io_context& io) : acceptor_(io, {asio::ip::address_v4::loopback(), 0}) {
        accept();
    }
    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    void say(const std::string& octets) {
        error_code ignored;
        if (octets.empty())
            socket_->close(ignored);
        else
            asio::write(*socket_, asio::buffer(octets), ignored);
    }
    int accepted = 0;
    std::string heard;

private:
    void accept() {
        acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
            if (error) return;
            ++accepted;
            socket_.emplace(std::move(socket));
            read();
            accept();
        });
    }
    void read() {
        socket_->async_read_some(asio::buffer(octets_),
                                 [this](const error_code& error, std::size_t count) {
                                     heard.append(octets_.data(), count);
                                     if (!error) read();
                                 });
    }
    tcp::acceptor acceptor_;
    std::optional<tcp::socket> socket_;
    std::array<char, 512> octets_{};
};

class TcpClientTest : public testing::Test {
protected:
    void start() {
        auto session = std::make_unique<EchoSession>(seen);
        session->slow = slow;
        client =
            std::make_unique<TcpClient>(io,
                                        TcpPeer{.host = "127.0.0.1",
                                                .port = port_of_peer ? port_of_peer : peer.port(),
                                                .tls = tls,
                                                .verify = verify,
                                                .ca_file = ca_file,
                                                .retry_least = Duration{1'000},
                                                .retry_most = Duration{1'000},
                                                .retry_slowly = retry_slowly,
                                                .pass_every = Duration{1'000}},
                                        std::move(session), port);
    }
    /// Runs the loop until it holds; a test that waits in vain ends as a failure.
    void until(const std::function<bool()>& holds) {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{30};
        while (!holds()) {
            ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "seen: " << seen;
            io.run_one_for(std::chrono::milliseconds{100});
        }
    }

    asio::io_context io{1};
    Peer peer{io};
    test::FakePort port;
    std::string seen;
    bool slow = false;
    std::uint16_t port_of_peer = 0;
    bool tls = false;
    bool verify = true;
    std::string ca_file;
    Duration retry_slowly{1'000};
    std::unique_ptr<TcpClient> client;
};

TEST_F(TcpClientTest, MovesOctetsBothWaysAndStoresRecords) {
    start();
    until([&] { return peer.heard == "hello"; });
    peer.say("abc");
    until([&] { return port.records.size() == 3; });
    EXPECT_EQ(seen, "[abc");
    EXPECT_EQ(port.links.front().first, LinkState::connecting);
}

TEST_F(TcpClientTest, ComesBackWhenTheConnectionEnds) {
    start();
    until([&] { return peer.heard == "hello"; });
    peer.say("a");
    until([&] { return seen == "[a"; });
    peer.say("");
    until([&] { return peer.accepted == 2 && peer.heard == "hellohello"; });
    EXPECT_EQ(seen, "[a][");
    const auto failed =
        std::ranges::find(port.links, LinkState::failed, &std::pair<LinkState, std::string>::first);
    ASSERT_NE(failed, port.links.end());
    EXPECT_THAT(failed->second, HasSubstr("the connection ended"));
}

TEST_F(TcpClientTest, ASessionThatIsOverIsClosedWithItsReason) {
    start();
    until([&] { return peer.heard == "hello"; });
    peer.say("a!");
    until([&] { return peer.accepted == 2; });
    EXPECT_EQ(seen.substr(0, 4), "[a!]");
    EXPECT_EQ(port.records.size(), 2u) << "what came before is stored";
    EXPECT_THAT(port.links[1].second, HasSubstr("enough"));
}

TEST_F(TcpClientTest, WhatSomebodyHasToMendIsTriedAgainSlowly) {
    slow = true;
    retry_slowly = std::chrono::hours{1};
    start();
    until([&] { return peer.heard == "hello"; });
    peer.say("!");
    until([&] { return seen == "[!]"; });
    for (int i = 0; i < 20; ++i)
        io.run_one_for(std::chrono::milliseconds{5});
    EXPECT_EQ(peer.accepted, 1);
}

TEST_F(TcpClientTest, ReadsNoMoreWhileTheStoreIsBusyAndLosesNothing) {
    port.kept = Kept::busy;
    start();
    until([&] { return peer.heard == "hello"; });
    peer.say("a");
    until([&] { return seen == "[a"; });
    peer.say("b");
    for (int i = 0; i < 20; ++i)
        io.run_one_for(std::chrono::milliseconds{5});
    EXPECT_EQ(seen, "[a");
    port.kept = Kept::stored;
    until([&] { return port.records.size() == 2; });
    EXPECT_EQ(seen, "[ab");
}

TEST_F(TcpClientTest, WhereNobodyListensIsSaid) {
    tcp::acceptor gone{io, {asio::ip::address_v4::loopback(), 0}};
    port_of_peer = gone.local_endpoint().port();
    gone.close();
    start();
    until([&] { return port.links.size() >= 3; });
    EXPECT_EQ(port.links[1].first, LinkState::failed);
    EXPECT_THAT(port.links[1].second, HasSubstr("can't be reached"));
    EXPECT_EQ(port.links[2].first, LinkState::connecting);
    EXPECT_EQ(seen, "");
}

TEST_F(TcpClientTest, OverTlsOnlyACertificateThatIsTrustedWillDo) {
    namespace ssl = asio::ssl;
    const std::string folder = WAYMARK_SOURCE_DIR "/tests/data/tls/";
    ssl::context context{ssl::context::tls_server};
    context.use_certificate_file(folder + "certificate.pem", ssl::context::pem);
    context.use_private_key_file(folder + "key.pem", ssl::context::pem);
    tls = true;
    for (const bool trusted : {false, true, true}) {
        tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
        port_of_peer = acceptor.local_endpoint().port();
        ca_file = trusted && verify ? folder + "certificate.pem" : "";
        seen.clear();
        ssl::stream<tcp::socket> stream{io, context};
        acceptor.async_accept(stream.next_layer(), [&](const error_code& error) {
            if (error) return;
            stream.async_handshake(ssl::stream_base::server, [&](const error_code& refused) {
                if (!refused)
                    asio::async_write(stream, asio::buffer("a", 1),
                                      [](const error_code&, std::size_t) {});
            });
        });
        port.links.clear();
        start();
        if (trusted) {
            until([&] { return seen == "[a"; });
            verify = false;  // the third time nobody looks at it
        } else {
            until([&] { return port.links.size() >= 2; });
            EXPECT_THAT(port.links[1].second, HasSubstr("no TLS: "));
            EXPECT_EQ(seen, "");
        }
        client.reset();
        acceptor.close();
        stream.next_layer().close();
        io.restart();
        io.run_for(std::chrono::milliseconds{20});
    }
}

TEST_F(TcpClientTest, NothingOfItRunsAfterItsEnd) {
    start();
    until([&] { return peer.heard == "hello"; });
    client.reset();
    peer.say("a");
    for (int i = 0; i < 20; ++i)
        io.run_one_for(std::chrono::milliseconds{5});
    EXPECT_EQ(seen, "[");
    EXPECT_TRUE(port.records.empty());
}

}  // namespace
}  // namespace waymark::server
