#include "server/feed/queue_log/queue_log_adapter.hpp"

#include <fstream>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "tests/support/fake_port.hpp"
#include "tests/support/scratch.hpp"

namespace waymark::server {
namespace {

class QueueLogAdapterTest : public testing::Test {
protected:
    QueueLogAdapterTest() {
        port.time = from_epoch_ms(1'774'854'020'000);
        write(
            "1774854000|1.0|q|NONE|ENTERQUEUE||02079460949|1\n"
            "1774854010|1.0|q|NONE|ABANDON|1|1|10\n");
        adapter = std::move(*make_queue_log(QueueLogSetup{.path = "queue_log"}, context));
    }
    void write(const std::string& lines) {
        std::ofstream{scratch.path() / "queue_log", std::ios::app} << lines;
    }
    void until(const std::function<bool()>& holds) {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{30};
        while (!holds()) {
            ASSERT_LT(std::chrono::steady_clock::now(), give_up);
            io.run_one_for(std::chrono::milliseconds{100});
        }
    }

    boost::asio::io_context io{1};
    /// Counts what it is offered.
    struct Port : test::FakePort {
        void take(FeedBatch batch, std::function<void(Kept)> done) override {
            ++offered;
            FakePort::take(std::move(batch), std::move(done));
        }
        int offered = 0;
    } port;
    test::Scratch scratch;
    AdapterContext context{.io = io,
                           .port = port,
                           .folder = scratch.path(),
                           .environment = [](const std::string&) -> const char* { return nullptr; },
                           .max_wait = std::nullopt,
                           .log = make_quiet_log()};
    std::unique_ptr<Adapter> adapter;
};

TEST_F(QueueLogAdapterTest, OffersTheSameAgainAndReadsNoMoreMeanwhile) {
    port.kept = Kept::busy;
    until([&] { return port.offered == 1; });
    write("1774854015|2.0|q|NONE|ENTERQUEUE||02079460949|1\n");
    until([&] { return port.offered == 2; });
    EXPECT_TRUE(port.records.empty());
    port.kept = Kept::stored;
    until([&] { return port.offered == 3; });
    EXPECT_EQ(port.records.size(), 2u);
    until([&] { return port.records.size() == 3; });
    EXPECT_EQ(port.told, 3u) << "nothing was told twice";
}

TEST_F(QueueLogAdapterTest, NothingOfItRunsAfterItsEnd) {
    port.kept = Kept::busy;
    until([&] { return port.offered == 1; });
    adapter.reset();
    port.kept = Kept::stored;
    io.run();
    EXPECT_EQ(port.offered, 1);
}

}  // namespace
}  // namespace waymark::server
