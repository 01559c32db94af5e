#include "server/feed/lines/line_feed.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>

#include "server/feed/batch_courier.hpp"
#include "tests/support/fake_port.hpp"
#include "tests/support/fake_timers.hpp"
#include "tests/support/line_try.hpp"

namespace waymark::server {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::ip::tcp;
using asio::ip::udp;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using enum LineProtocol;

const auto here = asio::ip::make_address("127.0.0.1");

class LineFeeds : public testing::Test {
protected:
    std::unique_ptr<LineFeed> make(LineProtocol protocol, const std::string& settings) {
        return make_line_feed(test::line_setup(protocol, settings),
                              {io, port, {}, nullptr, std::nullopt, make_quiet_log()});
    }
    bool run_until(const std::function<bool()>& reached) {
        const auto end = std::chrono::steady_clock::now() + 10s;
        while (!reached() && std::chrono::steady_clock::now() < end) {
            io.restart();
            io.run_one_for(1s);
        }
        return reached();
    }
    bool samples(std::size_t count) {
        return run_until([&] { return port.records.size() >= count; });
    }
    bool counted(std::string_view reason) {
        return run_until([&] { return port.counts.contains(std::string{reason}); });
    }
    tcp::socket connect(std::uint16_t to) {
        tcp::socket socket{io};
        socket.connect({here, to});
        return socket;
    }

    asio::io_context io{1};
    test::FakePort port;
};

TEST_F(LineFeeds, TakeTcpInAnyPiecesAndLeaveALineThatIsCutShort) {
    port.time = test::LineTry::begin;
    const auto feed = make(graphite, R"({"listen": "127.0.0.1:0", "transport": "tcp"})");
    ASSERT_EQ(port.links.back().first, LinkState::connected);
    auto socket = connect(feed->port());
    asio::write(socket, asio::buffer(std::string{"desk.wai"}));
    asio::write(socket, asio::buffer(std::string{"ting 4\ndesk.ready 12\nbad\ndesk.calls 1"}));
    ASSERT_TRUE(samples(2));
    EXPECT_EQ(port.records[0].text("metric"), "desk.waiting");
    EXPECT_EQ(port.records[0].time, test::LineTry::begin);
    EXPECT_EQ(port.records[1].number("value"), 12);
    socket.close();
    EXPECT_TRUE(counted(line_reason::cut_short)) << "it may have been 12 as well";
    EXPECT_EQ(port.counts[std::string{line_reason::no_form}], 1u);
    EXPECT_THAT(port.records, SizeIs(2));
}

TEST_F(LineFeeds, TakeDatagramsOfSeveralLines) {
    const auto feed = make(influx, R"({"listen": "127.0.0.1:0", "transport": "udp"})");
    udp::socket socket{io, udp::v4()};
    socket.send_to(asio::buffer(std::string{"desk waiting=4i,ready=2i\ndesk calls=1"}),
                   {here, feed->port()});
    ASSERT_TRUE(samples(3));
    EXPECT_EQ(port.records[2].text("metric"), "desk.calls");
}

TEST_F(LineFeeds, TellStatsdBySeconds) {
    const auto feed = make(statsd, R"({"listen": "127.0.0.1:0"})");
    auto socket = connect(feed->port());
    asio::write(socket, asio::buffer(std::string{"calls:1|c\ncalls:2|c\n"}));
    ASSERT_TRUE(samples(1));
    EXPECT_EQ(port.records[0].number("value"), 3);
    EXPECT_EQ(port.records[0].text("kind"), "delta");
}

TEST_F(LineFeeds, HearOnlyThoseWhoMaySend) {
    const auto feed = make(graphite, R"({"listen": "127.0.0.1:0", "allow": ["10.0.0.0/8"]})");
    auto socket = connect(feed->port());
    ASSERT_TRUE(counted(line_reason::not_allowed));
    udp::socket datagrams{io, udp::v4()};
    datagrams.send_to(asio::buffer(std::string{"desk.waiting 4\n"}), {here, feed->port()});
    EXPECT_TRUE(run_until([&] { return port.counts[std::string{line_reason::not_allowed}] == 2; }));
    EXPECT_THAT(port.records, IsEmpty());
}

TEST_F(LineFeeds, SayWhyTheyCannotListen) {
    tcp::acceptor other{io, {here, 0}};
    const auto feed = make(graphite, R"({"listen": "127.0.0.1:)" +
                                         std::to_string(other.local_endpoint().port()) + "\"}");
    ASSERT_THAT(port.links, SizeIs(1));
    EXPECT_EQ(port.links[0].first, LinkState::failed);
    EXPECT_THAT(port.links[0].second, HasSubstr("Address already in use"));
    EXPECT_EQ(feed->port(), 0);
}

TEST_F(LineFeeds, ReadWhatComesOverHttpAndSayTheFirstLineThatIsWrong) {
    const auto feed = make(influx, "{}");
    EXPECT_THAT(port.links, IsEmpty()) << "there is nothing to listen at";
    const auto read =
        feed->read_body("desk waiting=4 1773651590\ndesk\n\ndesk calls=x,n=1 1773651590", 1);
    EXPECT_EQ(read.refused, 2u);
    EXPECT_EQ(read.line, 2u);
    EXPECT_EQ(read.reason, line_reason::no_form);
    ASSERT_THAT(read.batch.records, SizeIs(2));
    EXPECT_EQ(read.batch.records[0].time, from_epoch_ms(1'773'651'590'000));
    EXPECT_EQ(port.counts[std::string{line_reason::no_number}], 1u);
}

TEST_F(LineFeeds, EndWithWhatIsOnItsWay) {
    auto feed = make(graphite, R"({"listen": "127.0.0.1:0"})");
    auto socket = connect(feed->port());
    asio::write(socket, asio::buffer(std::string{"desk.waiting 4\n"}));
    feed.reset();
    io.run();
    EXPECT_THAT(port.records, IsEmpty());
}

class Couriers : public LineFeeds {
protected:
    static Record sample(double value) {
        return {.type = "sample", .fields = {{"metric", "m"}, {"value", value}}};
    }

    test::FakeTimers timers;
};

TEST_F(Couriers, OfferTheSameAgainWhileTheDiskIsBusy) {
    BatchCourier courier{io, port, 10, timers.maker()};
    port.kept = Kept::busy;
    courier.put({.records = {sample(1)}});
    ASSERT_TRUE(run_until([&] { return timers.next() == 1s; })) << "a second later";
    courier.put({.records = {sample(2)}});
    port.kept = Kept::stored;
    timers.pass(1s);
    ASSERT_TRUE(samples(2));
    EXPECT_EQ(port.records[0].number("value"), 1);
    EXPECT_EQ(port.records[1].number("value"), 2);
    EXPECT_TRUE(run_until([&] { return courier.idle(); }));
}

TEST_F(Couriers, DropTheOldestBeyondTheirLimitAndCountThem) {
    BatchCourier courier{io, port, 3, timers.maker()};
    EXPECT_FALSE(courier.full());
    for (int i = 0; i < 5; ++i)
        courier.put({.records = {sample(i)}});
    EXPECT_TRUE(courier.full());
    EXPECT_EQ(port.counts[std::string{BatchCourier::dropped}], 2u);
    ASSERT_TRUE(samples(3));
    EXPECT_EQ(port.records[0].number("value"), 2);
}

}  // namespace
}  // namespace waymark::server
