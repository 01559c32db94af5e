// How many events a second of an Asterisk go through a session, and how long it takes to be back
// after a drop. usage: build/release/bin/ami_bench [SESSION.ami, default the tests' own shift]
// The shift is played again and again; octets come in pieces of 4 KiB. No disk, no engine.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/feed/ami/ami_session.hpp"
#include "tests/support/ami_peer.hpp"
#include "tests/support/fake_port.hpp"
#include "tests/support/phone_shift.hpp"

namespace waymark::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t piece = 4'096;
constexpr int rounds = 50;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Counts and forgets.
class CountingPort : public test::FakePort {
public:
    void take(server::FeedBatch batch, std::function<void(server::Kept)> done) override {
        told += batch.records.size();
        for (const Record& record : batch.records)
            time = std::max(time, record.time);
        done(server::Kept::stored);
    }
};

class Wire {
public:
    Wire(const std::string& session, const std::filesystem::path& queue_log)
        : peer_(session), session_({{peer_.user, peer_.secret}, {}, queue_log}, port) {}

    /// Connects, up to the state of the queues.
    void connect() {
        session_.opened(now_);
        for (std::string octets = peer_.greet(); !octets.empty();)
            octets = hear(octets);
        while (session_.busy())
            pass();
    }
    void drop() { session_.closed(now_); }
    std::string hear(std::string_view octets) {
        for (; !octets.empty(); octets.remove_prefix(std::min(piece, octets.size()))) {
            session_.take(octets.substr(0, piece), now_);
            port.take(session_.take_batch(), [](server::Kept) {});
        }
        return peer_.hear(session_.take_output());
    }
    void pass() {
        now_ += std::chrono::seconds{1};
        session_.pass(now_);
        port.take(session_.take_batch(), [](server::Kept) {});
    }
    test::AmiPeer& peer() { return peer_; }

    CountingPort port;

private:
    test::AmiPeer peer_;
    server::AmiSession session_;
    server::TcpSession::Tick now_;
};

void run(const std::string& session, const std::filesystem::path& queue_log) {
    double spent = 0, back = 0;
    std::uint64_t events = 0, records = 0;
    for (int round = 0; round < rounds; ++round) {
        Wire wire{session, queue_log};
        wire.connect();
        std::string octets;
        while (!wire.peer().at_end()) {
            octets += wire.peer().play();
            ++events;
        }
        const auto begin = Clock::now();
        wire.hear(octets);
        spent += seconds_since(begin);
        records += wire.port.told;
        wire.drop();
        const auto dropped = Clock::now();
        wire.connect();
        back += seconds_since(dropped);
    }
    std::printf("%s: %.0f events/s, %.1f us each, %.2f records an event; back in %.2f ms\n",
                queue_log.empty() ? "AMI alone" : "AMI with its queue_log",
                static_cast<double>(events) / spent, 1e6 * spent / static_cast<double>(events),
                static_cast<double>(records) / static_cast<double>(events), 1e3 * back / rounds);
}

}  // namespace
}  // namespace waymark::bench

int main(int count, char** arguments) {
    using namespace waymark;
    std::string session = test::phone_shift::unpacked(test::phone_shift::folder + "session.ami.gz");
    std::filesystem::path queue_log = test::phone_shift::folder + "queue_log";
    if (count > 1) {
        std::ifstream file{arguments[1], std::ios::binary};
        session.assign(std::istreambuf_iterator<char>{file}, {});
        queue_log.clear();
    }
    bench::run(session, {});
    if (!queue_log.empty()) bench::run(session, queue_log);
}
